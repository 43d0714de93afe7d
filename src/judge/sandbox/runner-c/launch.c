#define _GNU_SOURCE
#include "launch.h"

#include <errno.h>
#include <linux/sched.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "clock.h"
#include "landlock.h"
#include "message.h"
#include "mounts.h"
#include "processes.h"

static long long cpu_of(const struct rusage *usage) {
    long long seconds = usage->ru_utime.tv_sec + usage->ru_stime.tv_sec;
    return seconds * 1000000000LL + (usage->ru_utime.tv_usec + usage->ru_stime.tv_usec) * 1000LL;
}

static void add_usage(struct Report *report, const struct rusage *usage) {
    report->cpu_ns += cpu_of(usage);
    if (usage->ru_maxrss > report->memory_kb) report->memory_kb = usage->ru_maxrss;
}

/* Waits for the program, and for orphans that come to us meanwhile. */
static void wait_for(pid_t program, struct Report *report) {
    for (;;) {
        int status;
        struct rusage usage;
        pid_t pid = wait4(-1, &status, 0, &usage);
        if (pid < 0 && errno == EINTR) continue;
        if (pid < 0) _exit(1);
        add_usage(report, &usage);
        if (pid != program) continue;
        report->ended_ns = now_ns();
        report->status = status;
        return;
    }
}

static void end_the_others(struct Report *report) {
    for (;;) {
        if (setup.namespaces) kill(-1, SIGKILL);
        else kill_descendants();
        struct rusage usage;
        pid_t pid = wait4(-1, NULL, setup.namespaces ? 0 : WNOHANG, &usage);
        if (pid > 0) add_usage(report, &usage);
        else if (pid < 0 && errno == ECHILD) return;
        else if (pid == 0) usleep(500);
    }
}

static _Noreturn void keep(const struct Program *program, struct Streams streams, struct Report *report) {
    before_leaving = NULL; /* That is for the runner alone. */
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    prctl(PR_SET_CHILD_SUBREAPER, 1);
    arrange_mounts(program);
    pid_t pid = fork();
    if (pid == 0) become(program, streams, report);
    if (pid < 0) {
        snprintf(report->failure, sizeof report->failure, "no process for it: %s", strerror(errno));
        _exit(1);
    }
    syscall(SYS_close_range, 0, ~0U, 0);
    wait_for(pid, report);
    end_the_others(report);
    report->is_whole = true;
    _exit(0);
}

static unsigned long long namespaces_of(const struct Program *program) {
    if (!setup.namespaces) return 0;
    return CLONE_NEWPID | CLONE_NEWIPC | (needs_mounts(program) ? CLONE_NEWNS : 0);
}

struct Launched launch(const struct Program *program, struct Streams streams) {
    struct Launched launched = {-1, -1, NULL};
    launched.report = mmap(NULL, sizeof(struct Report), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (launched.report == MAP_FAILED) fail("no memory for a report");
    /* Here and not in the child, so that the next run finds them made. */
    rules_for(program);
    struct clone_args arguments = {
        .flags = namespaces_of(program) | CLONE_PIDFD,
        .pidfd = (unsigned long)&launched.keeper_file,
        .exit_signal = SIGCHLD,
    };
    launched.keeper = syscall(SYS_clone3, &arguments, sizeof arguments);
    if (launched.keeper < 0) fail("no process for a run: %s", strerror(errno));
    if (launched.keeper == 0) keep(program, streams, launched.report);
    return launched;
}

void forget(struct Launched *launched) {
    close(launched->keeper_file);
    munmap(launched->report, sizeof(struct Report));
}
