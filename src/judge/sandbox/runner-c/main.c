/*
 * Runs programs for the judge, one after another, as told over standard input (see message.h and request.h). When
 * standard input ends, everything that runs is ended too.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <linux/seccomp.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "box.h"
#include "landlock.h"
#include "launch.h"
#include "message.h"
#include "mounts.h"
#include "processes.h"
#include "tree.h"
#include "watch.h"

#define PIPE_BYTES (1 << 20)
#define SPARE_PROCESSES 64

struct Pipe {
    int reader, writer;
};

static struct Pipe make_pipe(int capacity) {
    int ends[2];
    if (pipe2(ends, O_CLOEXEC) != 0) fail("no pipe: %s", strerror(errno));
    /* A user may hold only so much in pipes; the default size does as well. */
    if (capacity > 0) fcntl(ends[1], F_SETPIPE_SZ, capacity);
    /* So that the program can open /dev/stdout by name. */
    if (setup.changes_user && fchown(ends[1], setup.uid, setup.uid) != 0) fail("a pipe cannot be handed over");
    return (struct Pipe){ends[0], ends[1]};
}

static int watched(struct Execution *execution, enum Stream stream, int capacity) {
    struct Pipe made = make_pipe(capacity);
    fcntl(made.reader, F_SETFL, O_NONBLOCK);
    execution->readers[stream] = made.reader;
    return made.writer;
}

static struct Execution prepare(const struct Program *program) {
    struct Execution execution = {.program = program, .readers = {-1, -1, -1}, .held = {-1, -1}};
    mount_writable(program);
    furnish_slot(program);
    return execution;
}

static void start(struct Execution *execution, struct Streams streams) {
    streams.errors = watched(execution, ERRORS, 0);
    streams.result = watched(execution, RESULT, 0);
    execution->launched = launch(execution->program, streams);
    close(streams.input);
    close(streams.output);
    close(streams.errors);
    close(streams.result);
}

static void run_one(struct Program *program, struct Execution *execution) {
    *execution = prepare(program);
    int output = watched(execution, OUTPUT, PIPE_BYTES);
    start(execution, (struct Streams){program->standard_input, output, -1, -1});
    program->standard_input = -1;
    watch(execution, 1);
}

/* Each reads what the other writes. */
static void run_two(struct Program *programs, struct Execution *executions) {
    struct Pipe there = make_pipe(0), back = make_pipe(0);
    if (setup.changes_user && (fchown(there.reader, setup.uid, setup.uid) != 0 || fchown(back.reader, setup.uid, setup.uid) != 0))
        fail("a pipe cannot be handed over");
    for (int index = 0; index < 2; index += 1) executions[index] = prepare(&programs[index]);
    /* One reader of what the second writes stays open: it may write its last word when the first has gone. */
    executions[1].leftover = fcntl(back.reader, F_DUPFD_CLOEXEC, 0);
    /* Neither sees the end of the other before that is measured: else it might end first by the clock. */
    executions[0].held[0] = fcntl(there.writer, F_DUPFD_CLOEXEC, 0);
    executions[1].held[0] = fcntl(back.writer, F_DUPFD_CLOEXEC, 0);
    executions[1].held[1] = fcntl(there.reader, F_DUPFD_CLOEXEC, 0);
    start(&executions[0], (struct Streams){back.reader, there.writer, -1, -1});
    start(&executions[1], (struct Streams){there.reader, back.writer, -1, -1});
    watch(executions, 2);
    if (executions[1].leftover > 0) close(executions[1].leftover);
}

static void send_stream(struct Execution *execution, enum Stream stream, const char *name) {
    size_t most = execution->program->limits.output_mb << 20;
    size_t length = execution->written[stream].length;
    put_field(name, execution->written[stream].start, length < most ? length : most);
    free_bytes(&execution->written[stream]);
    if (execution->readers[stream] >= 0) close(execution->readers[stream]);
}

static void send_ending(const struct Execution *execution) {
    int status = execution->launched.report->status;
    if (execution->stopped_by != NULL) put_text("ending", execution->stopped_by);
    else if (WIFEXITED(status)) {
        put_text("ending", "exited");
        put_number("code", WEXITSTATUS(status));
    } else if (WTERMSIG(status) == SIGXCPU) put_text("ending", "cpu-limit");
    else if (WTERMSIG(status) == SIGXFSZ) put_text("ending", "output-limit");
    else {
        put_text("ending", "signalled");
        put_number("signal", WTERMSIG(status));
    }
}

static void send_execution(struct Execution *execution) {
    struct Report *report = execution->launched.report;
    char path[PATH_MAX];
    if (report->failure[0] != 0) put_text("failure", report->failure);
    else if (!report->is_whole && execution->stopped_by == NULL) put_text("failure", "a process of it could not be ended");
    long long cpu = report->cpu_ns - report->cpu_before_ns;
    send_ending(execution);
    put_number("cpu-ns", cpu > 0 ? cpu : 0);
    put_number("began-ns", report->began_ns);
    put_number("ended-ns", report->ended_ns);
    put_number("memory-kb", report->memory_kb);
    send_stream(execution, OUTPUT, "stdout");
    send_stream(execution, ERRORS, "stderr");
    send_stream(execution, RESULT, "result");
    slot_path(path, sizeof path, execution->program->slot, "work");
    put_text("work", path);
    const struct Program *program = execution->program;
    if (program->collect != NULL)
        send_tree(path, program->collect, (struct Budget){program->collect_mb << 20, program->collect_files});
    put_number("over", execution->program->slot);
    forget(&execution->launched);
}

static void serve_one(void) {
    struct Program programs[MOST_PROGRAMS];
    struct Execution executions[MOST_PROGRAMS];
    int count = read_request(programs);
    if (!setup.namespaces) note_disk();
    if (count == 1) run_one(&programs[0], &executions[0]);
    else run_two(programs, executions);
    for (int index = 0; index < count; index += 1) {
        send_execution(&executions[index]);
        unmount_writable(&programs[index]);
        free_program(&programs[index]);
    }
    end_message();
    clear_slots();
}

/* In namespaces all that runs ends with us, and the files as well. */
static void clear_everything(void) {
    if (setup.namespaces || setup.root == NULL) return;
    for (int tries = 0; tries < 1000 && first_child(getpid()) > 0; tries += 1) {
        kill_descendants();
        while (waitpid(-1, NULL, WNOHANG) > 0) continue;
        usleep(1000);
    }
    remove_tree(setup.root);
}

static bool can_filter(void) {
    /* A filter at address 0 is refused with EFAULT where filters exist, with EINVAL where they do not. */
    return prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, NULL, 0, 0) != 0 && errno == EFAULT;
}

int main(void) {
    umask(022);
    signal(SIGPIPE, SIG_IGN);
    before_leaving = clear_everything;
    prctl(PR_SET_CHILD_SUBREAPER, 1);
    prctl(PR_SET_DUMPABLE, 0); /* Nobody reads our memory or environment. */
    int offered = landlock_version();
    put_number("landlock", offered);
    put_number("seccomp", can_filter());
    end_message();
    read_setup();
    if (setup.landlock > offered) fail("this system has no Landlock %d", setup.landlock);
    /* The mounts around us belong to somebody with more rights; in a copy of them we may make our own. */
    if (setup.namespaces && unshare(CLONE_NEWNS) != 0) fail("no mounts of our own: %s", strerror(errno));
    if (setup.namespaces) setup.busy_processes = SPARE_PROCESSES;
    else if (!setup.changes_user) setup.busy_processes = threads_of_user(setup.uid) + SPARE_PROCESSES;
    make_slots();
    put_text("ready", "");
    end_message();
    for (;;) serve_one();
}
