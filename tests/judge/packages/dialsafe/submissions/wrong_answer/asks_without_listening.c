/* Writes more than a pipe holds and reads nothing; the safe hangs up long before the end. */
#include <stdio.h>

int main(void) {
    for (int turn = 0; turn < 300000; turn++) printf("? 1\n");
    printf("! 1\n");
    return 0;
}
