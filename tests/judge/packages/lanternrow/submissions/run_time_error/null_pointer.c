#include <stdio.h>

int main(void) {
    volatile int *nowhere = NULL;
    printf("Dark 0\n");
    fflush(stdout);
    return *nowhere;
}
