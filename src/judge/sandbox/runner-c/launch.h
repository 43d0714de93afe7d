/*
 * Starting a program. Between it and us stands a keeper, a process that starts it, waits for it, measures it next to
 * its end and then ends everything that it has left. In namespaces of its own the keeper is process 1.
 */
#ifndef LAUNCH_H
#define LAUNCH_H
#include <sys/types.h>

#include "request.h"

/* What the keeper and the program report, in memory that they share with us until the program begins. */
struct Report {
    volatile long long began_ns;      /* when the program began; 0: not yet */
    volatile long long cpu_before_ns; /* what its process had taken before */
    volatile long long ended_ns;
    volatile long long cpu_ns; /* of its process, and of others that it has started */
    volatile long memory_kb;
    volatile int status;
    volatile bool is_whole; /* whether the keeper came to its end */
    char failure[200];      /* why the program could not begin; empty: it did */
};

/* The three streams that a program is given, and its input. */
struct Streams {
    int input, output, errors, result;
};

struct Launched {
    pid_t keeper;
    int keeper_file; /* readable when the keeper has ended */
    struct Report *report;
};

struct Launched launch(const struct Program *program, struct Streams streams);
/* Gives back what `launch` has taken. */
void forget(struct Launched *launched);

/* Turns this process into the program: everything that it must not have is given up first. Never returns. */
_Noreturn void become(const struct Program *program, struct Streams streams, struct Report *report);
#endif
