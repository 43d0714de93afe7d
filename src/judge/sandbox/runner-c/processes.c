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
    snprintf(path, sizeof path, "/proc/%d/%s", pid, what);
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

static bool add_children_of(pid_t pid, pid_t thread, struct Children *children) {
    char what[64];
    snprintf(what, sizeof what, "task/%d/children", thread);
    FILE *file = open_of(pid, what);
    if (file == NULL) return false;
    while (children->count < MOST_CHILDREN && fscanf(file, "%d", &children->pids[children->count]) == 1) children->count += 1;
    fclose(file);
    return true;
}

/* Each thread has children of its own. */
static struct Children children_of(pid_t parent) {
    struct Children children = {.count = 0};
    char path[64];
    snprintf(path, sizeof path, "/proc/%d/task", parent);
    DIR *folder = opendir(path);
    if (folder == NULL) return children;
    for (struct dirent *entry = readdir(folder); entry != NULL; entry = readdir(folder)) {
        pid_t thread = isdigit((unsigned char)entry->d_name[0]) ? atoi(entry->d_name) : 0;
        if (thread <= 0 || add_children_of(parent, thread, &children)) continue;
        search_children(parent, &children);
        break;
    }
    closedir(folder);
    return children;
}

pid_t first_child(pid_t parent) {
    struct Children children = {.count = 0};
    if (!add_children_of(parent, parent, &children)) search_children(parent, &children);
    return children.count == 0 ? -1 : children.pids[0];
}

static long pages_of(pid_t pid, const char *what) {
    FILE *file = open_of(pid, what);
    long size, resident;
    if (file == NULL) return 0;
    bool is_read = fscanf(file, "%ld %ld", &size, &resident) == 2;
    fclose(file);
    return is_read ? resident : 0;
}

/* When its first thread has ended a process shows no memory, but each of the other threads shows all of it. */
static long pages_of_threads(pid_t pid) {
    char path[80];
    long pages = 0;
    snprintf(path, sizeof path, "/proc/%d/task", pid);
    DIR *folder = opendir(path);
    if (folder == NULL) return 0;
    for (struct dirent *entry = readdir(folder); entry != NULL && pages == 0; entry = readdir(folder)) {
        snprintf(path, sizeof path, "task/%d/statm", atoi(entry->d_name));
        pages = pages_of(pid, path);
    }
    closedir(folder);
    return pages;
}

long resident_kb(pid_t pid) {
    long pages = pages_of(pid, "statm");
    if (pages == 0) pages = pages_of_threads(pid);
    return pages * (sysconf(_SC_PAGESIZE) / 1024);
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
