#define _GNU_SOURCE
#include "processes.h"

#include <ctype.h>
#include <dirent.h>
#include <limits.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "clock.h"

#define MOST_CHILDREN 256
#define MOST_LEVELS 64

struct Children {
    pid_t pids[MOST_CHILDREN];
    int count;
};

static FILE *open_of(pid_t pid, const char *what) {
    char path[80];
    if (strcmp(what, "children") == 0) snprintf(path, sizeof path, "/proc/%d/task/%d/children", pid, pid);
    else snprintf(path, sizeof path, "/proc/%d/%s", pid, what);
    return fopen(path, "re");
}

static pid_t parent_of(pid_t pid) {
    FILE *file = open_of(pid, "stat");
    char line[512];
    if (file == NULL) return -1;
    size_t length = fread(line, 1, sizeof line - 1, file);
    fclose(file);
    line[length] = 0;
    char *after_name = strrchr(line, ')'), state;
    pid_t parent;
    return after_name != NULL && sscanf(after_name + 1, " %c %d", &state, &parent) == 2 ? parent : -1;
}

/* For kernels that do not list the children of a process. */
static void search_children(pid_t parent, struct Children *children) {
    DIR *folder = opendir("/proc");
    if (folder == NULL) return;
    for (struct dirent *entry = readdir(folder); entry != NULL && children->count < MOST_CHILDREN; entry = readdir(folder)) {
        pid_t pid = isdigit((unsigned char)entry->d_name[0]) ? atoi(entry->d_name) : 0;
        if (pid > 0 && parent_of(pid) == parent) children->pids[children->count++] = pid;
    }
    closedir(folder);
}

static struct Children children_of(pid_t parent) {
    struct Children children = {.count = 0};
    FILE *file = open_of(parent, "children");
    if (file == NULL) {
        if (parent_of(parent) > 0) search_children(parent, &children);
        return children;
    }
    while (children.count < MOST_CHILDREN && fscanf(file, "%d", &children.pids[children.count]) == 1) children.count += 1;
    fclose(file);
    return children;
}

pid_t first_child(pid_t parent) {
    struct Children children = children_of(parent);
    return children.count == 0 ? -1 : children.pids[0];
}

long resident_kb(pid_t pid) {
    FILE *file = open_of(pid, "statm");
    long size, resident;
    if (file == NULL) return 0;
    bool is_read = fscanf(file, "%ld %ld", &size, &resident) == 2;
    fclose(file);
    return is_read ? resident * (sysconf(_SC_PAGESIZE) / 1024) : 0;
}

long long cpu_ns(pid_t pid) {
    clockid_t clock = (~(clockid_t)pid << 3) | 2; /* What clock_getcpuclockid makes of it. */
    return pid > 0 ? clock_ns(clock) : 0;
}

static void add_family(pid_t pid, struct Family *family, int levels) {
    struct Children children = children_of(pid);
    for (int index = 0; index < children.count; index += 1) {
        family->members += 1;
        family->memory_kb += resident_kb(children.pids[index]);
        if (levels > 0) add_family(children.pids[index], family, levels - 1);
    }
}

struct Family family_of(pid_t pid) {
    struct Family family = {0, 0};
    add_family(pid, &family, MOST_LEVELS);
    return family;
}

static void kill_below(pid_t pid, int levels) {
    struct Children children = children_of(pid);
    for (int index = 0; index < children.count; index += 1) {
        if (levels > 0) kill_below(children.pids[index], levels - 1);
        kill(children.pids[index], SIGKILL);
    }
}

void kill_descendants(void) { kill_below(getpid(), MOST_LEVELS); }

long threads_of_user(uid_t uid) {
    long count = 0;
    DIR *folder = opendir("/proc");
    if (folder == NULL) return 0;
    for (struct dirent *entry = readdir(folder); entry != NULL; entry = readdir(folder)) {
        struct stat facts;
        char path[PATH_MAX];
        if (!isdigit((unsigned char)entry->d_name[0]) || fstatat(dirfd(folder), entry->d_name, &facts, 0) != 0) continue;
        snprintf(path, sizeof path, "/proc/%s/task", entry->d_name);
        if (facts.st_uid == uid && stat(path, &facts) == 0) count += facts.st_nlink - 2;
    }
    closedir(folder);
    return count;
}
