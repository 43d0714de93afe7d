/* Calls by which a program could get rights, or reach what the kernel keeps for all. */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mount.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "attack.h"

static void make_namespaces(void) {
    static const int kinds[] = {CLONE_NEWUSER, CLONE_NEWNS, CLONE_NEWPID, CLONE_NEWNET, CLONE_NEWIPC, CLONE_NEWUTS, CLONE_NEWCGROUP, 0x80 /* time */};
    for (size_t kind = 0; kind < sizeof kinds / sizeof *kinds; kind += 1) {
        must_be_forbidden("unshare", unshare(kinds[kind]));
        long child = syscall(SYS_clone, kinds[kind] | SIGCHLD, NULL, NULL, NULL, NULL);
        if (child == 0) _exit(0);
        must_be_forbidden("clone", child);
        must_be_forbidden("setns", setns(0, kinds[kind]));
    }
    unsigned long long arguments[11] = {CLONE_NEWUSER, [4] = SIGCHLD};
    long child = syscall(435, arguments, sizeof arguments);
    if (child == 0) _exit(0);
    must_be_forbidden("clone3", child);
}

static void mount_things(void) {
    must_be_forbidden("mount", mount("none", "/tmp", "tmpfs", 0, NULL));
    must_be_forbidden("remount", mount(NULL, "/", NULL, MS_REMOUNT | MS_BIND, NULL));
    must_be_forbidden("umount", umount2("/", MNT_DETACH));
    must_be_forbidden("pivot_root", syscall(SYS_pivot_root, ".", "."));
    must_be_forbidden("chroot", chroot("."));
    must_be_forbidden("open_tree", syscall(428, -100, "/", 1));
    must_be_forbidden("move_mount", syscall(429, -100, "/", -100, "/", 0));
    must_be_forbidden("fsopen", syscall(430, "tmpfs", 0));
    must_be_forbidden("fsmount", syscall(432, -1, 0, 0));
    must_be_forbidden("mount_setattr", syscall(442, -100, "/", 0, NULL, 0));
}

struct Call {
    const char *name;
    long number;
};

/* Without sense in their arguments: they must be refused before anybody looks at these. */
static const struct Call FORBIDDEN[] = {
    {"io_uring_setup", 425}, {"io_uring_enter", 426}, {"io_uring_register", 427}, {"bpf", SYS_bpf}, {"perf_event_open", SYS_perf_event_open},
    {"userfaultfd", SYS_userfaultfd}, {"keyctl", SYS_keyctl}, {"add_key", SYS_add_key}, {"request_key", SYS_request_key},
    {"process_madvise", 440}, {"pidfd_open", 434}, {"pidfd_getfd", 438}, {"pidfd_send_signal", 424},
    {"open_by_handle_at", SYS_open_by_handle_at}, {"name_to_handle_at", SYS_name_to_handle_at}, {"fanotify_init", SYS_fanotify_init},
    {"init_module", SYS_init_module}, {"finit_module", SYS_finit_module}, {"delete_module", SYS_delete_module},
    {"kexec_load", SYS_kexec_load}, {"reboot", SYS_reboot}, {"swapon", SYS_swapon}, {"acct", SYS_acct}, {"syslog", SYS_syslog},
    {"settimeofday", SYS_settimeofday}, {"clock_settime", SYS_clock_settime}, {"adjtimex", SYS_adjtimex}, {"sethostname", SYS_sethostname},
    {"quotactl", SYS_quotactl}, {"vhangup", SYS_vhangup}, {"io_setup", SYS_io_setup},
#ifdef __x86_64__
    {"iopl", SYS_iopl}, {"ioperm", SYS_ioperm}, {"modify_ldt", SYS_modify_ldt},
#endif
    {NULL, 0},
};

static void call_forbidden(void) {
    for (const struct Call *call = FORBIDDEN; call->name != NULL; call += 1) {
        errno = 0;
        must_be_forbidden(call->name, syscall(call->number, -1L, 0L, 0L, 0L, 0L, 0L));
    }
}

/* What outlives a process and can be found by its name. */
static void leave_in_memory(void) {
    must_be_forbidden("shmget", syscall(SYS_shmget, 4711, 4096L, 01666));
    must_be_forbidden("msgget", syscall(SYS_msgget, 4711, 01666));
    must_be_forbidden("semget", syscall(SYS_semget, 4711, 1, 01666));
    must_be_forbidden("mq_open", syscall(SYS_mq_open, "attack", O_CREAT | O_RDWR, 0666, NULL));
    must_fail("shared memory", open("/dev/shm/attack", O_CREAT | O_RDWR, 0666));
}

static void type_for_the_user(void) {
    for (int file = 0; file < 10; file += 1) must_fail("typed", ioctl(file, TIOCSTI, "x"));
    int terminal = open("/dev/tty", O_RDWR);
    must_fail("opened the terminal", terminal);
    must_fail("opened a new terminal", open("/dev/ptmx", O_RDWR));
}

static void call_as_x32(void) {
#ifdef __x86_64__
    syscall(0x40000000 + SYS_getpid);
    breach("x32", "worked");
#endif
}

static void call_as_i386(void) {
#ifdef __x86_64__
    long number = 20;
    __asm__ volatile("int $0x80" : "+a"(number) : : "memory");
    breach("i386", "worked");
#endif
}

const struct Attack ON_THE_KERNEL[] = {
    {"make-namespaces", make_namespaces},
    {"mount-things", mount_things},
    {"call-forbidden", call_forbidden},
    {"leave-in-memory", leave_in_memory},
    {"type-for-the-user", type_for_the_user},
    {"call-as-x32", call_as_x32},
    {"call-as-i386", call_as_i386},
    {NULL, NULL},
};
