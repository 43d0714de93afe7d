/* A division of whole numbers by zero: a signal, not an exit code. */
#include <stdio.h>

int main(void) {
    volatile int n = 0;
    if (scanf("%d", (int *)&n) != 1) return 0;
    printf("%d %d\n", n, 1000 / (n - n));
    return 0;
}
