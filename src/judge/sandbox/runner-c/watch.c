#define _GNU_SOURCE
#include "watch.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "box.h"
#include "clock.h"
#include "message.h"
#include "processes.h"

#define CONTROL 0
#define CHECK_MS 5
#define CHECK_NS 4000000LL
#define SLOW_CHECK_NS 100000000LL
#define GRACE_NS 1000000000LL
#define STALEMATE_NS 100000000LL
#define FIRST_ROOM (1 << 16)
#define ERRORS_KEPT (1 << 16)
#define MEGABYTE (1ULL << 20)

static void make_room(struct Bytes *bytes) {
    size_t room = bytes->room == 0 ? FIRST_ROOM : bytes->room * 2;
    void *start = bytes->room == 0
        ? mmap(NULL, room, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0)
        : mremap(bytes->start, bytes->room, room, MREMAP_MAYMOVE);
    if (start == MAP_FAILED) fail("no memory for what a program writes");
    bytes->start = start;
    bytes->room = room;
}

/* All of it goes back to the system: the peak memory of the next program would begin with it. */
void free_bytes(struct Bytes *bytes) {
    if (bytes->room > 0) munmap(bytes->start, bytes->room);
    *bytes = (struct Bytes){NULL, 0, 0};
}

static void kill_program(struct Execution *execution) {
    /* Only the program, so that its keeper lives to measure it; the keeper ends the others. */
    if (execution->pid <= 0) execution->pid = first_child(execution->launched.keeper);
    if (execution->pid <= 0 || kill(execution->pid, SIGKILL) != 0)
        syscall(SYS_pidfd_send_signal, execution->launched.keeper_file, SIGKILL, NULL, 0);
}

/* The first reason wins; what comes after is only the end of it. */
static void stop(struct Execution *execution, const char *reason) {
    if (execution->stopped_by != NULL) return;
    execution->stopped_by = reason;
    if (execution->launched.report->ended_ns == 0) kill_program(execution);
}

static void keep_the_end(struct Bytes *bytes, size_t length) {
    if (bytes->length <= 2 * length) return;
    memmove(bytes->start, bytes->start + bytes->length - length, length);
    bytes->length = length;
}

/* Takes what is there. False when the stream is at its end. */
static bool take_stream(struct Execution *execution, enum Stream stream) {
    struct Bytes *bytes = &execution->written[stream];
    if (bytes->room - bytes->length < FIRST_ROOM / 2) make_room(bytes);
    ssize_t count = read(execution->readers[stream], bytes->start + bytes->length, bytes->room - bytes->length);
    if (count < 0) return errno == EAGAIN || errno == EINTR;
    execution->sizes[stream] += count;
    if (execution->sizes[stream] > execution->program->limits.output_mb * MEGABYTE) {
        stop(execution, "output-limit");
        return count > 0;
    }
    bytes->length += count;
    if (stream == ERRORS) keep_the_end(bytes, ERRORS_KEPT);
    return count > 0;
}

static void find_program(struct Execution *execution) {
    execution->pid = first_child(execution->launched.keeper);
    rlim_t seconds = cpu_backstop_seconds(&execution->program->limits);
    if (execution->pid > 0) prlimit(execution->pid, RLIMIT_CPU, &(struct rlimit){seconds, seconds}, NULL);
}

static void check(struct Execution *execution) {
    const struct Limits *limits = &execution->program->limits;
    const struct Report *report = execution->launched.report;
    long long now = now_ns();
    if (report->began_ns == 0 || now < execution->next_check_ns) return;
    execution->next_check_ns = now + CHECK_NS;
    if (execution->pid <= 0) find_program(execution);
    if (cpu_ns(execution->pid) - report->cpu_before_ns > limits->cpu_ms * 1000000LL) stop(execution, "cpu-limit");
    else if (now - report->began_ns > limits->wall_ms * 1000000LL) stop(execution, "wall-limit");
    else if (resident_kb(execution->pid) > limits->memory_mb * 1024) stop(execution, "memory-limit");
    if (now < execution->next_slow_check_ns) return;
    execution->next_slow_check_ns = now + SLOW_CHECK_NS;
    if (execution->program->may_fork) {
        struct Family family = family_of(execution->launched.keeper);
        if (family.members > limits->processes || family.memory_kb > limits->memory_mb * 1024)
            stop(execution, "memory-limit");
    }
    if (!setup.namespaces && holds_too_much(execution->program->slot, limits->disk_mb)) stop(execution, "output-limit");
}

/* A keeper that does not come to its end ends with all that it keeps. */
static void check_farewell(struct Execution *execution) {
    const struct Report *report = execution->launched.report;
    bool is_late = report->ended_ns > 0 && now_ns() - report->ended_ns > GRACE_NS;
    if (is_late) syscall(SYS_pidfd_send_signal, execution->launched.keeper_file, SIGKILL, NULL, 0);
}

static void collect_keeper(struct Execution *execution) {
    while (waitpid(execution->launched.keeper, NULL, 0) < 0 && errno == EINTR) continue;
    execution->is_over = true;
    if (execution->stopped_by == NULL && execution->launched.report->status != 0 && disk_is_full())
        execution->stopped_by = "output-limit";
    /* Every writer is gone: what is still in the pipes is all there will be. */
    for (enum Stream stream = OUTPUT; stream < STREAMS; stream += 1) {
        while (execution->readers[stream] >= 0 && execution->written[stream].length < execution->program->limits.output_mb * MEGABYTE) {
            unsigned long long before = execution->sizes[stream];
            if (!take_stream(execution, stream) || execution->sizes[stream] == before) break;
        }
    }
}

struct Poll {
    struct pollfd files[1 + MOST_PROGRAMS * (STREAMS + 1)];
    int count;
};

static struct Poll files_of(const struct Execution *executions, int count) {
    struct Poll poll = {.count = 1};
    poll.files[0] = (struct pollfd){CONTROL, POLLIN, 0};
    for (int index = 0; index < count; index += 1) {
        const struct Execution *execution = &executions[index];
        for (int stream = 0; stream < STREAMS; stream += 1)
            poll.files[poll.count++] = (struct pollfd){execution->readers[stream], POLLIN, 0};
        poll.files[poll.count++] = (struct pollfd){execution->is_over ? -1 : execution->launched.keeper_file, POLLIN, 0};
    }
    return poll;
}

static void end_stream(struct Execution *execution, enum Stream stream) {
    close(execution->readers[stream]);
    execution->readers[stream] = -1;
}

static void handle(struct Execution *execution, const struct pollfd *files) {
    for (enum Stream stream = OUTPUT; stream < STREAMS; stream += 1) {
        if (files[stream].revents != 0 && execution->readers[stream] >= 0 && !take_stream(execution, stream))
            end_stream(execution, stream);
    }
    if (files[STREAMS].revents != 0) collect_keeper(execution);
}

/* The first has gone and nobody reads what the second still writes: it must not wait for that for ever. */
static void take_over(struct Execution *second) {
    if (second->leftover <= 0) return;
    fcntl(second->leftover, F_SETFL, O_NONBLOCK);
    second->readers[OUTPUT] = second->leftover;
    second->leftover = 0;
}

static void release(struct Execution *execution) {
    for (int index = 0; index < MOST_HELD; index += 1) {
        if (execution->held[index] >= 0) close(execution->held[index]);
        execution->held[index] = -1;
    }
}

/* Whether two programs have both done nothing for a while: one may wait for the other to close a pipe, as it has. */
static bool is_stalemate(const struct Execution *executions) {
    static long long taken_ns, since_ns;
    long long taken = cpu_ns(executions[0].pid) + cpu_ns(executions[1].pid), now = now_ns();
    if (taken != taken_ns || taken == 0) {
        taken_ns = taken;
        since_ns = now;
    }
    return now - since_ns > STALEMATE_NS;
}

static void release_ended(struct Execution *executions, int count) {
    if (count < 2) return;
    bool let_go = is_stalemate(executions);
    for (int index = 0; index < count; index += 1) {
        bool has_ended = executions[index].is_over || executions[index].launched.report->ended_ns > 0;
        if (has_ended || let_go) release(&executions[index]);
    }
}

static bool all_over(const struct Execution *executions, int count) {
    for (int index = 0; index < count; index += 1) {
        if (!executions[index].is_over) return false;
    }
    return true;
}

void watch(struct Execution *executions, int count) {
    while (!all_over(executions, count)) {
        struct Poll files = files_of(executions, count);
        int ready = poll(files.files, files.count, CHECK_MS);
        if (ready < 0 && errno != EINTR) fail("cannot wait: %s", strerror(errno));
        if (ready > 0 && files.files[0].revents != 0) leave();
        if (count == 2 && executions[0].is_over) take_over(&executions[1]);
        for (int index = 0; index < count; index += 1) {
            struct Execution *execution = &executions[index];
            if (ready > 0) handle(execution, &files.files[1 + index * (STREAMS + 1)]);
            if (execution->is_over) continue;
            check(execution);
            check_farewell(execution);
        }
        release_ended(executions, count);
    }
}
