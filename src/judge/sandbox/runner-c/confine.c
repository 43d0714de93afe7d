/* What a child does between fork and exec: it gives up everything that a judged program must not have. */
#define _GNU_SOURCE
#include <errno.h>
#include <grp.h>
#include <limits.h>
#include <linux/capability.h>
#include <linux/seccomp.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "box.h"
#include "clock.h"
#include "landlock.h"
#include "launch.h"

#define OPEN_FILES 256
#define MOST_CAPABILITIES 64
#define MEGABYTE (1ULL << 20)
/* More than any run-time system sets aside; the tables of so many pages are of no account. */
#define ADDRESSES (64ULL << 30)
#define OWN_PID 0x7FEDCBA9 /* stands in a filter where the number of the process belongs */

static struct Report *report;

static _Noreturn void give_up(const char *what) {
    snprintf(report->failure, sizeof report->failure, "%s: %s", what, strerror(errno));
    _exit(127);
}

static void need(long result, const char *what) {
    if (result < 0) give_up(what);
}

static void connect_streams(struct Streams streams) {
    int sources[] = {streams.input, streams.output, streams.errors, streams.result};
    /* Out of the way first: none may be overwritten before it is used. */
    for (int index = 0; index < 4; index += 1) need(sources[index] = dup3(sources[index], 100 + index, 0), "streams");
    for (int index = 0; index < 4; index += 1) need(dup2(sources[index], index), "streams");
}

static void limit(int which, unsigned long long value) {
    struct rlimit now;
    need(getrlimit(which, &now), "limits");
    rlim_t least = now.rlim_max < value ? now.rlim_max : value;
    need(setrlimit(which, &(struct rlimit){least, least}), "limits");
}

static void limit_all(const struct Program *program) {
    const struct Limits *limits = &program->limits;
    limit(RLIMIT_CORE, 0);
    /* It costs a tenth of a millisecond: a program alone gets it when it has run for a while. */
    if (program->may_fork) limit(RLIMIT_CPU, cpu_backstop_seconds(limits));
    limit(RLIMIT_DATA, limits->data_mb * MEGABYTE);
    /* Tests may be run under a sanitizer, which sets aside more than this. */
    if (!program->may_fork) limit(RLIMIT_AS, ADDRESSES);
    limit(RLIMIT_STACK, limits->stack_mb * MEGABYTE);
    limit(RLIMIT_FSIZE, limits->file_mb * MEGABYTE);
    limit(RLIMIT_NOFILE, OPEN_FILES);
    limit(RLIMIT_NPROC, limits->processes + setup.busy_processes);
    limit(RLIMIT_MEMLOCK, 65536);
    limit(RLIMIT_MSGQUEUE, 0);
}

static void drop_rights(gid_t group) {
    /* Fails beyond the last capability, and where we have none to drop. */
    for (int capability = 0; capability < MOST_CAPABILITIES; capability += 1) prctl(PR_CAPBSET_DROP, capability, 0, 0, 0);
    if (setup.changes_user) {
        need(setgroups(0, NULL), "groups");
        need(setresgid(group, group, group), "group");
        need(setresuid(setup.uid, setup.uid, setup.uid), "user");
    }
    struct __user_cap_header_struct header = {_LINUX_CAPABILITY_VERSION_3, 0};
    struct __user_cap_data_struct none[2] = {{0, 0, 0}, {0, 0, 0}};
    need(syscall(SYS_capset, &header, none), "capabilities");
}

static void filter_system_calls(struct SystemCallFilter filter) {
    if (filter.length == 0) return;
    for (size_t index = 0; index < filter.length; index += 1) {
        if (filter.code[index].k == OWN_PID) filter.code[index].k = getpid();
    }
    struct sock_fprog code = {filter.length, filter.code};
    need(prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &code, 0, 0), "system calls");
}

static const char *const folder_names[] = {"HOME", "TMPDIR", "PWD"};

static bool names_folder(const char *variable) {
    for (int index = 0; index < 3; index += 1) {
        size_t length = strlen(folder_names[index]);
        if (strncmp(variable, folder_names[index], length) == 0 && variable[length] == '=') return true;
    }
    return false;
}

/* The whole environment: what was asked for, and the folder. */
static char **environment_of(const struct Program *program, const char *work) {
    static char *variables[MOST_STRINGS + 4];
    static char folders[3][PATH_MAX + 8];
    int count = 0;
    for (int index = 0; index < program->variables.count; index += 1) {
        if (!names_folder(program->variables.items[index])) variables[count++] = program->variables.items[index];
    }
    for (int index = 0; index < 3; index += 1) {
        snprintf(folders[index], sizeof folders[index], "%s=%s", folder_names[index], work);
        variables[count++] = folders[index];
    }
    return variables;
}

_Noreturn void become(const struct Program *program, struct Streams streams, struct Report *shared) {
    char work[PATH_MAX];
    report = shared;
    slot_path(work, sizeof work, program->slot, "work");
    char **environment = environment_of(program, work);
    setsid();
    int rules = rules_for(program);
    need(chdir(work), "the working folder");
    limit_all(program);
    drop_rights(group_of_slot(program->slot));
    need(prctl(PR_SET_PDEATHSIG, SIGKILL), "its end with ours");
    need(prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0), "privileges");
    if (!obey_rules(rules)) give_up("files");
    connect_streams(streams);
    syscall(SYS_close_range, 4, ~0U, 0);
    filter_system_calls(setup.filters[program->may_fork]);
    for (int number = 1; number < 32; number += 1) signal(number, SIG_DFL);
    report->cpu_before_ns = clock_ns(CLOCK_PROCESS_CPUTIME_ID);
    report->began_ns = now_ns();
    execve(program->arguments.items[0], program->arguments.items, environment);
    give_up("it cannot be executed");
}
