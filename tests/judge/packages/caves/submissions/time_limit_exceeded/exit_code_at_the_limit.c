/* Uses up its time, and when told so by SIGXCPU or SIGTERM it ends with an exit code, as if that were all. */
#include <signal.h>
#include <stdio.h>
#include <unistd.h>

static void stop(int number) { _exit(number == SIGXCPU ? 1 : 2); }

int main(void) {
    volatile unsigned long steps = 0;
    signal(SIGXCPU, stop);
    signal(SIGTERM, stop);
    for (;;) steps = steps + 1;
}
