/* @EXPECTED_RESULTS@: RUN-ERROR, TIMELIMIT
 * Leaves the endless work to a child, whose time is time as well. Where a program may not fork, it gives up. */
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void) {
    volatile unsigned long steps = 0;
    pid_t child = fork();
    if (child < 0) abort();
    if (child == 0)
        for (;;) steps = steps + 1;
    waitpid(child, NULL, 0);
    printf("0 1\n");
    return 0;
}
