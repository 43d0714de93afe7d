/* Ends in the moment of its last answer, and leaves the last word of the safe unread. */
#include <stdio.h>
#include <unistd.h>

int main(void) {
    int low = 1, high;
    char reply[10];
    if (scanf("%d", &high) != 1) return 1;
    while (low < high) {
        int middle = (low + high) / 2;
        printf("? %d\n", middle);
        fflush(stdout);
        if (scanf("%9s", reply) != 1) return 1;
        if (reply[0] == 'l') low = middle + 1;
        else high = middle;
    }
    printf("! %d\n", low);
    fflush(stdout);
    _exit(0);
}
