/* Traps and messages for the program that runs next in the same place, and that program. */
#define _GNU_SOURCE
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/time.h>
#include <sys/xattr.h>
#include <unistd.h>

#include "attack.h"

#define DEPTH 5000

static void make_deep(void) {
    for (int level = 0; level < DEPTH; level += 1) {
        if (mkdir("a", 0755) != 0 || chdir("a") != 0) break;
    }
}

static void make_resisting(void) {
    static const char *const names[] = {"a\nb", "-rf", "*", "\xff\xfe", " ", "\x1b[2J", NULL};
    for (const char *const *name = names; *name != NULL; name += 1) {
        mkdir(*name, 0755);
        close(open(joined(*name, "inner\n"), O_WRONLY | O_CREAT, 0));
        mkdir(joined(*name, "closed"), 0755);
        close(open(joined(*name, "closed/inner"), O_WRONLY | O_CREAT, 0));
        chmod(joined(*name, "closed"), 0);
        chmod(*name, 0555);
    }
    symlink("..", "up");
    symlink("/", "root");
    mkfifo("pipe", 0);
    chmod(".", 0);
}

/* The folders around the program, which it cannot write to but may own. */
static void leave_notes(void) {
    static const char *const places[] = {".", "..", "../harness", "../harness/check", "../..", "/dev/shm", "/box", "../artifact", NULL};
    struct timeval times[2] = {{4711, 0}, {4711, 0}};
    for (const char *const *place = places; *place != NULL; place += 1) {
        setxattr(*place, "user.note", "x", 1, 0);
        utimes(*place, times);
        lutimes(*place, times);
        chmod(*place, 01751);
    }
}

static void close_the_way(void) {
    static const char *const places[] = {".", "../harness", "..", "../..", "/dev/shm", "/box", NULL};
    for (const char *const *place = places; *place != NULL; place += 1) chmod(*place, 0);
}

static void look_for_notes(const char *place) {
    struct stat facts;
    if (stat(place, &facts) == 0 && facts.st_mtime == 4711) breach("found a time at", place);
    if (stat(place, &facts) == 0 && (facts.st_mode & 07777) == 01751) breach("found a mode at", place);
    if (getxattr(place, "user.note", NULL, 0) >= 0) breach("found a note at", place);
    if (lstat(place, &facts) == 0 && facts.st_mtime == 4711) breach("found a time of a link at", place);
}

/* An honest program, for which nothing may be there that another has left. */
static void be_honest(void) {
    static const char *const places[] = {".", "..", "../harness", "../..", "/dev/shm", "/box", "../artifact", NULL};
    char line[64];
    for (const char *const *place = places; *place != NULL; place += 1) look_for_notes(*place);
    struct stat facts;
    if (stat(".", &facts) != 0 || (facts.st_mode & 0777) != 0700) breach("the folder", "is not as it should be");
    DIR *folder = opendir(".");
    if (folder == NULL) breach("the folder", strerror(errno));
    for (struct dirent *entry = folder == NULL ? NULL : readdir(folder); entry != NULL; entry = readdir(folder)) {
        if (entry->d_name[0] != '.' || strlen(entry->d_name) > 2) breach("found", entry->d_name);
    }
    if (open("own", O_WRONLY | O_CREAT, 0644) < 0) breach("cannot write", strerror(errno));
    if (access("../harness/check", R_OK) != 0) breach("cannot read the harness", strerror(errno));
    if (fgets(line, sizeof line, stdin) != NULL) printf("%d\n", atoi(line) + 1);
}

const struct Attack ON_THE_NEXT_RUN[] = {
    {"make-deep", make_deep},
    {"make-resisting", make_resisting},
    {"leave-notes", leave_notes},
    {"close-the-way", close_the_way},
    {"be-honest", be_honest},
    {NULL, NULL},
};
