/* Having more processes than allowed, outliving one's end, and reaching processes of others. */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "attack.h"

static void fork_alone(void) {
    pid_t child = fork();
    if (child == 0) _exit(0);
    must_fail("fork", child);
    child = syscall(SYS_clone, SIGCHLD, NULL, NULL, NULL, NULL);
    if (child == 0) _exit(0);
    must_fail("clone", child);
    child = syscall(SYS_clone, CLONE_VM | SIGCHLD, malloc(65536) + 65536, NULL, NULL, NULL);
    must_fail("clone with shared memory", child);
    unsigned long long arguments[11] = {[4] = SIGCHLD};
    child = syscall(435, arguments, sizeof arguments);
    if (child == 0) _exit(0);
    must_fail("clone3", child);
}

static void fork_many(void) {
    int started = 0;
    for (; started < 3000; started += 1) {
        pid_t child = fork();
        if (child < 0) break;
        if (child == 0) {
            pause();
            _exit(0);
        }
    }
    if (started > 300) breach("forked", "more than 300 times");
}

static void fork_for_ever(void) {
    signal(SIGTERM, SIG_IGN);
    for (;;) fork();
}

/* Each lives for a moment only and is replaced at once by its child, so that it is hard to catch. */
static void fork_ahead(void) {
    for (int runner = 0; runner < 4; runner += 1) {
        if (fork() == 0) {
            for (;;) {
                if (fork() > 0) _exit(0);
                setsid();
            }
        }
    }
}

/* Gone from its parent, its session and its group, and still holding the output. */
static void become_daemon(void) {
    for (int turn = 0; turn < 3; turn += 1) {
        if (fork() > 0) continue;
        setsid();
        if (fork() > 0) _exit(0);
        for (int number = 1; number < 65; number += 1) signal(number, SIG_IGN);
        if (turn == 1) {
            close(0);
            close(1);
            close(2);
        }
        for (;;) pause();
    }
    puts("parent done");
}

/* Their time is nobody's: each ends before a limit, and the parent never waits for it. */
static void burn_in_children(void) {
    signal(SIGCHLD, SIG_IGN);
    for (;;) {
        if (fork() == 0) {
            for (volatile long count = 0; count < 3000000; count += 1) continue;
            _exit(0);
        }
        usleep(2000);
    }
}

static void send_signals(void) {
    const pid_t others[] = {getppid(), 1, given_number("judge"), given_number("victim")};
    for (size_t other = 0; other < sizeof others / sizeof *others; other += 1) {
        /* 0 would be our own group. */
        if (others[other] <= 1 && given_number("alone") == 0) continue;
        if (others[other] <= 0) continue;
        must_fail("killed", kill(others[other], SIGKILL));
        must_fail("stopped", kill(others[other], SIGSTOP));
        must_fail("killed a thread", syscall(SYS_tkill, others[other], SIGKILL));
        must_fail("killed a thread of a group", syscall(SYS_tgkill, others[other], others[other], SIGKILL));
        siginfo_t info = {.si_code = SI_QUEUE};
        must_fail("queued", syscall(SYS_rt_sigqueueinfo, others[other], SIGKILL, &info));
        must_fail("opened", syscall(434, others[other], 0));
        must_fail("killed a group", killpg(others[other], SIGKILL));
    }
}

/* The kernel can be made to send a signal for us. */
static void send_signals_by_pipe(void) {
    int ends[2];
    if (pipe(ends) != 0 || given_number("victim") <= 0) return;
    fcntl(ends[0], F_SETSIG, SIGKILL);
    fcntl(ends[0], F_SETOWN, given_number("victim"));
    fcntl(ends[0], F_SETFL, O_ASYNC | O_NONBLOCK);
    if (write(ends[1], "x", 1) != 1) puts("unwritten");
}

/* Everybody who can be reached. */
static void kill_everybody(void) {
    signal(SIGTERM, SIG_IGN);
    kill(-1, SIGKILL);
    kill(1, SIGKILL);
    kill(getppid(), SIGKILL);
    kill(getppid(), SIGSTOP);
    kill(-1, SIGSTOP);
}

static void reach_into_others(void) {
    const pid_t others[] = {getppid(), 1, given_number("judge"), given_number("victim")};
    char bytes[16];
    struct iovec mine = {bytes, sizeof bytes}, theirs = {&environ, sizeof bytes};
    struct rlimit limit = {3, 3};
    cpu_set_t first;
    CPU_ZERO(&first);
    CPU_SET(0, &first);
    for (size_t other = 0; other < sizeof others / sizeof *others; other += 1) {
        pid_t pid = others[other];
        if (pid <= 0) continue;
        must_fail("attached", ptrace(PTRACE_ATTACH, pid, NULL, NULL));
        must_fail("seized", ptrace(PTRACE_SEIZE, pid, NULL, NULL));
        must_fail("read memory", process_vm_readv(pid, &mine, 1, &theirs, 1, 0));
        must_fail("wrote memory", process_vm_writev(pid, &mine, 1, &theirs, 1, 0));
        must_fail("limited", prlimit(pid, RLIMIT_NOFILE, &limit, NULL));
        must_fail("bound to a core", sched_setaffinity(pid, sizeof first, &first));
        must_fail("slowed down", setpriority(PRIO_PROCESS, pid, 19));
        must_fail("scheduled", sched_setscheduler(pid, SCHED_IDLE, &(struct sched_param){0}));
        must_fail("slowed down on the disk", syscall(SYS_ioprio_set, 1, pid, 3 << 13));
        must_fail("compared", syscall(SYS_kcmp, pid, getpid(), 2, 0, 0));
        must_fail("moved pages", syscall(SYS_move_pages, pid, 0UL, NULL, NULL, NULL, 0));
        must_fail("migrated pages", syscall(SYS_migrate_pages, pid, 1UL, &(unsigned long){1}, &(unsigned long){1}));
    }
    must_fail("went first", setpriority(PRIO_PROCESS, 0, -5));
    must_fail("went before all", sched_setscheduler(0, SCHED_FIFO, &(struct sched_param){1}));
    must_fail("asked to be traced", ptrace(PTRACE_TRACEME, 0, NULL, NULL));
}

static void end_by_abort(void) { abort(); }
static void end_by_term(void) {
    kill(getpid(), SIGTERM);
    puts("still here");
}
static void end_by_crash(void) { *(volatile int *)8 = 1; }
static void be_second(void) {
    if (getpid() == 1) breach("is", "process 1");
}

static void sleep_for_ever(void) {
    for (;;) pause();
}
static void stop_itself(void) {
    kill(getpid(), SIGSTOP);
    kill(0, SIGSTOP);
    sleep_for_ever();
}
static void close_and_sleep(void) {
    for (int file = 0; file < 256; file += 1) close(file);
    sleep_for_ever();
}
static void ignore_and_burn(void) {
    sigset_t all;
    sigfillset(&all);
    sigprocmask(SIG_BLOCK, &all, NULL);
    for (int number = 1; number < 65; number += 1) signal(number, SIG_IGN);
    for (volatile long count = 0;; count += 1) continue;
}
/* Never in the program itself for long. */
static void burn_in_the_kernel(void) {
    for (;;) syscall(SYS_getppid);
}

const struct Attack ON_PROCESSES[] = {
    {"fork-alone", fork_alone},
    {"fork-many", fork_many},
    {"fork-for-ever", fork_for_ever},
    {"fork-ahead", fork_ahead},
    {"become-daemon", become_daemon},
    {"burn-in-children", burn_in_children},
    {"send-signals", send_signals},
    {"send-signals-by-pipe", send_signals_by_pipe},
    {"kill-everybody", kill_everybody},
    {"reach-into-others", reach_into_others},
    {"end-by-abort", end_by_abort},
    {"end-by-term", end_by_term},
    {"end-by-crash", end_by_crash},
    {"be-second", be_second},
    {"sleep-for-ever", sleep_for_ever},
    {"stop-itself", stop_itself},
    {"close-and-sleep", close_and_sleep},
    {"ignore-and-burn", ignore_and_burn},
    {"burn-in-the-kernel", burn_in_the_kernel},
    {NULL, NULL},
};
