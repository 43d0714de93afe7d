/* Watching what runs: taking what it writes, and stopping it at its limits. */
#ifndef WATCH_H
#define WATCH_H
#include "launch.h"

#define MOST_HELD 2

struct Bytes {
    char *start;
    size_t length, room;
};

enum Stream { OUTPUT, ERRORS, RESULT, STREAMS };

struct Execution {
    const struct Program *program;
    struct Launched launched;
    int readers[STREAMS]; /* -1: at its end */
    struct Bytes written[STREAMS];
    unsigned long long sizes[STREAMS];
    pid_t pid;              /* of the program; 0: not looked for yet */
    const char *stopped_by; /* the limit at which it was stopped; NULL: none */
    bool is_over;
    int leftover; /* of a second program: what it writes when the first has gone; 0: nothing to take over */
    int held[MOST_HELD]; /* of one of two programs: ends of its pipes that keep the other from noticing its end; -1: none */
    long long next_check_ns;
    long long next_slow_check_ns;
};

/* Waits until all of them have ended. Ends the process when the other side goes away. */
void watch(struct Execution *executions, int count);
void free_bytes(struct Bytes *bytes);
#endif
