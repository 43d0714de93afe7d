/* Reading, changing and watching what is not the program's own. */
#define _GNU_SOURCE
#include <dirent.h>
#include <fcntl.h>
#include <grp.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/inotify.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <sys/xattr.h>
#include <unistd.h>

#include "attack.h"

static void try_to_read(const char *path) {
    char bytes[200];
    int file = open(path, O_RDONLY | O_NONBLOCK);
    if (file < 0) return;
    struct stat facts, own;
    if (stat(".", &own) == 0 && fstat(file, &facts) == 0 && facts.st_ino == own.st_ino && facts.st_dev == own.st_dev) return;
    if (S_ISDIR(facts.st_mode)) breach("listed", path);
    else if (read(file, bytes, sizeof bytes) > 0) breach("read", path);
    close(file);
}

static void read_outside(void) {
    static const char *const places[] = {
        "/root", "/root/.bashrc", "/etc", "/etc/shadow", "/etc/passwd", "/etc/hostname", "/home", "/var/log", "/tmp", "/run",
        "/boot", "/sys/kernel", "/dev/mem", "/dev/kmsg", "/dev/shm", "/proc", "/proc/kallsyms", "/proc/sys/kernel/core_pattern",
        "/proc/mounts", "..", "../..", NULL,
    };
    for (const char *const *place = places; *place != NULL; place += 1) try_to_read(*place);
    try_to_read(given("outside"));
    try_to_read(given("secret"));
    try_to_read(given("project"));
    try_to_read(joined(given("project"), "package.json"));
    /* By another way to the same file. */
    symlink(given("secret"), "way");
    try_to_read("way");
    must_fail("linked", link(given("secret"), "linked"));
    must_fail("opened by a handle", open(joined("/proc/self/root", given("secret")), O_RDONLY));
}

static void read_of_processes(void) {
    static const char *const names[] = {"environ", "cmdline", "mem", "maps", "auxv", "root", "cwd", "fd", "stack", "syscall"};
    char path[100];
    int judge = given_number("judge");
    for (int pid = 0; pid < 400; pid += 1) {
        int number = pid == 0 ? judge : pid;
        for (size_t name = 0; name < sizeof names / sizeof *names; name += 1) {
            snprintf(path, sizeof path, "/proc/%d/%s", number, names[name]);
            try_to_read(path);
        }
    }
    try_to_read("/proc/self/environ");
    try_to_read("/proc/thread-self/environ");
}

static void write_outside(void) {
    static const char *const folders[] = {"", "/tmp", "/var/tmp", "/dev", "/dev/shm", "/run", "/usr", "/root", "/box", "..", "../..", NULL};
    const char *secret = given("secret");
    for (const char *const *folder = folders; *folder != NULL; folder += 1) {
        must_fail(*folder, open(joined(*folder, "attack-was-here"), O_WRONLY | O_CREAT, 0644));
        must_fail(*folder, mkdir(joined(*folder, "attack-made-this"), 0755));
        must_fail(*folder, symlink("/", joined(*folder, "attack-linked-this")));
    }
    const char *outside = given("outside");
    must_fail("created", open(joined(outside, "new"), O_WRONLY | O_CREAT, 0644));
    must_fail("made a folder", mkdir(joined(outside, "folder"), 0755));
    must_fail("made a device", mknod("device", S_IFBLK | 0600, makedev(8, 0)));
    must_fail("made a pipe", mkfifo(joined(outside, "pipe"), 0600));
    must_fail("opened to write", open(secret, O_WRONLY | O_APPEND));
    must_fail("truncated", truncate(secret, 0));
    must_fail("removed", unlink(secret));
    must_fail("moved", rename(secret, "mine"));
    must_fail("moved away", rename(outside, "mine"));
    must_fail("core_pattern", open("/proc/sys/kernel/core_pattern", O_WRONLY));
    must_fail("oom_score", open("/proc/1/oom_score_adj", O_WRONLY));
}

/* What is known of a file, which some walls forget. */
static void change_facts(const char *path) {
    struct timeval times[2] = {{1, 0}, {1, 0}};
    must_fail("mode", chmod(path, 0777));
    must_fail("mode by folder", fchmodat(AT_FDCWD, path, 0777, 0));
    must_fail("mode by the newest call", syscall(452, AT_FDCWD, path, 0777, 0));
    must_fail("times", utimes(path, times));
    must_fail("attribute", setxattr(path, "user.note", "x", 1, 0));
    must_fail("attribute by the newest call", syscall(463, AT_FDCWD, path, 0, "user.note", NULL, 0));
    must_fail("owner", chown(path, getuid(), getgid()));
}

static void change_outside(void) {
    change_facts(given("secret"));
    change_facts(given("outside"));
    change_facts("../artifact/attack");
    int own = open("../artifact/attack", O_RDONLY);
    must_fail("mode of an open file", fchmod(own, 0700));
    must_fail("times of an open file", futimens(own, NULL));
    must_fail("attribute of an open file", fsetxattr(own, "user.note", "x", 1, 0));
    must_fail("watched", inotify_add_watch(inotify_init1(IN_NONBLOCK), given("outside"), IN_ALL_EVENTS));
}

/* Where a call may pretend to work: whoever runs this looks at what has become of it. */
static void change_and_hope(void) {
    const char *places[] = {given("secret"), given("outside"), "../artifact/attack"};
    for (size_t place = 0; place < sizeof places / sizeof *places; place += 1) {
        chmod(places[place], 0777);
        utimes(places[place], NULL);
        setxattr(places[place], "user.note", "x", 1, 0);
        fchmod(open(places[place], O_RDONLY), 0777);
    }
}

static void write_to_harness(void) {
    must_fail("wrote to the harness", open("../harness/check", O_WRONLY));
    must_fail("new in the harness", open("../harness/new", O_WRONLY | O_CREAT, 0644));
    must_fail("removed of the harness", unlink("../harness/check"));
    must_fail("moved the harness", rename("../harness", "harness"));
    must_fail("wrote to itself", open("../artifact/attack", O_WRONLY));
    must_fail("removed itself", unlink("../artifact/attack"));
    must_fail("new beside itself", open("../artifact/new", O_WRONLY | O_CREAT, 0644));
    must_fail("turned the artifact", unlink("../artifact"));
    must_fail("put another folder in place of its own", rename("../work", "../gone"));
}

static void read_other_artifact(void) {
    char here[PATH_MAX] = "";
    if (realpath("../artifact", here) == NULL) strcpy(here, given("artifact"));
    char *last = strrchr(here, '/');
    if (last != NULL) *last = 0;
    try_to_read(here);
    try_to_read(joined(here, "neighbour"));
    try_to_read(joined(here, "neighbour/answer"));
    try_to_read("../artifact/../neighbour/answer");
}

/* What the other program of a pair holds. */
static void read_partner(void) {
    struct stat facts;
    try_to_read("../../b");
    try_to_read("../../b/work");
    try_to_read("../../b/work/answer");
    try_to_read("../../b/harness/answer");
    must_fail("size of the partner's file", stat("../../b/work/answer", &facts));
    must_fail("size of the partner's harness", stat("../../b/harness/answer", &facts));
    must_fail("mode of the partner's file", chmod("../../b/work/answer", 0));
    must_fail("mode of the partner's folder", chmod("../../b/work", 0));
}

static void be_partner(void) {
    usleep(100000);
    if (access("answer", R_OK) != 0) breach("the partner lost", "its file");
}

/* Traps for somebody who takes what was made: only `fine` and `deep/fine` are ordinary files. */
static void leave_output(void) {
    mkdir("out", 0755);
    mkdir("out/deep", 0755);
    for (int turn = 0; turn < 2; turn += 1) {
        int file = open(turn == 0 ? "out/fine" : "out/deep/fine", O_WRONLY | O_CREAT, 0644);
        if (write(file, "fine", 4) != 4) abort();
        close(file);
    }
    symlink(given("secret"), "out/link");
    symlink(given("outside"), "out/folder-link");
    symlink("/proc/1", "out/processes");
    symlink("/dev/zero", "out/zero");
    mkfifo("out/pipe", 0666);
    mknod("out/socket", S_IFSOCK | 0666, 0);
    int sparse = open("out/sparse", O_WRONLY | O_CREAT, 0644);
    if (ftruncate(sparse, 12 << 20) != 0) abort();
    mkdir("out/closed", 0);
    link(given("secret"), "out/hard-link");
}

/* The folder that is taken is a link, and so is one above another that is taken. */
static void link_output(void) {
    symlink(given("outside"), "out");
    symlink(given("above"), "way");
}

static void show_environment(void) {
    for (char **variable = environ; *variable != NULL; variable += 1) puts(*variable);
}

static void run_setuid(void) {
    char *arguments[] = {"setuid", "whoami", NULL};
    if (prctl(PR_GET_NO_NEW_PRIVS, 0, 0, 0, 0) != 1) breach("privileges", "could grow");
    execv("../artifact/setuid", arguments);
    execv("../artifact/attack", arguments);
}

static void whoami(void) {
    if (geteuid() != getuid() || getegid() != getgid()) breach("became", "somebody else");
    if (setuid(0) == 0 && getuid() == 0 && getuid() != 0) breach("became", "root");
    must_fail("groups", setgroups(0, NULL));
    must_fail("hostname", sethostname("x", 1));
    must_fail("root", chroot("."));
}

const struct Attack ON_FILES[] = {
    {"read-outside", read_outside},
    {"read-of-processes", read_of_processes},
    {"write-outside", write_outside},
    {"change-outside", change_outside},
    {"change-and-hope", change_and_hope},
    {"write-to-harness", write_to_harness},
    {"read-other-artifact", read_other_artifact},
    {"read-partner", read_partner},
    {"be-partner", be_partner},
    {"leave-output", leave_output},
    {"link-output", link_output},
    {"show-environment", show_environment},
    {"run-setuid", run_setuid},
    {"whoami", whoami},
    {NULL, NULL},
};
