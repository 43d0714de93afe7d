/* The question stays in the buffer, and both sides wait for each other. */
#include <stdio.h>

int main(void) {
    int low = 1, high;
    char reply[10];
    if (scanf("%d", &high) != 1) return 1;
    while (low < high) {
        int middle = (low + high) / 2;
        printf("? %d\n", middle);
        if (scanf("%9s", reply) != 1) return 1;
        if (reply[0] == 'l') low = middle + 1;
        else high = middle;
    }
    printf("! %d\n", low);
    return 0;
}
