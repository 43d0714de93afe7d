#include <stdio.h>

int main(void) {
    int n, lowest = 1;
    setvbuf(stdout, NULL, _IONBF, 0);
    if (scanf("%d", &n) != 1) return 1;
    for (int bell = 2; bell <= n; bell++) {
        printf("ask %d %d\n", lowest, bell);
        if (scanf("%d", &lowest) != 1) return 1;
    }
    printf("lowest %d\n", lowest);
    return 0;
}
