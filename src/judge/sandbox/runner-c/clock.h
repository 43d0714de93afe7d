/* The clock that all processes and namespaces of a machine share. */
#ifndef CLOCK_H
#define CLOCK_H
#include <time.h>

static inline long long clock_ns(clockid_t clock) {
    struct timespec time;
    if (clock_gettime(clock, &time) != 0) return 0;
    return time.tv_sec * 1000000000LL + time.tv_nsec;
}

static inline long long now_ns(void) { return clock_ns(CLOCK_MONOTONIC); }
#endif
