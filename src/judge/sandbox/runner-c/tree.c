#define _GNU_SOURCE
#include "tree.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/sendfile.h>
#include <sys/stat.h>
#include <unistd.h>

#include "message.h"
#include "request.h"

#define MOST_LEVELS 24

static bool is_inner(const struct dirent *entry) { return strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0; }

/* Inner folders are moved up beside the first before their parent goes, so that no path grows long. */
static void remove_level(const char *grave, const char *first, long *number) {
    chmod(grave, 0700);
    DIR *folder = opendir(grave);
    if (folder == NULL) return;
    for (struct dirent *entry = readdir(folder); entry != NULL; entry = readdir(folder)) {
        if (!is_inner(entry) || unlinkat(dirfd(folder), entry->d_name, 0) == 0) continue;
        char target[PATH_MAX];
        snprintf(target, sizeof target, "%s.%ld", first, ++*number);
        fchmodat(dirfd(folder), entry->d_name, 0700, 0);
        if (renameat(dirfd(folder), entry->d_name, AT_FDCWD, target) != 0) *number -= 1;
    }
    closedir(folder);
    rmdir(grave);
}

void remove_tree(const char *path) {
    long number = 0;
    remove_level(path, path, &number);
    for (long done = 1; done <= number; done += 1) {
        char grave[PATH_MAX];
        snprintf(grave, sizeof grave, "%s.%ld", path, done);
        remove_level(grave, path, &number);
    }
}

static void copy_file(int from, int to, const struct stat *facts) {
    for (off_t left = facts->st_size; left > 0;) {
        ssize_t count = sendfile(to, from, NULL, left);
        if (count < 0) fail("a file cannot be copied: %s", strerror(errno));
        if (count == 0) return; /* It grew shorter meanwhile. */
        left -= count;
    }
}

static void copy_level(int from, int to);

static void hand_over(int folder, const char *name) {
    if (setup.changes_user && fchownat(folder, name, setup.uid, setup.uid, AT_SYMLINK_NOFOLLOW) != 0)
        fail("cannot hand over %s: %s", name, strerror(errno));
}

static void copy_link(int from, int to, const char *name) {
    char target[PATH_MAX];
    ssize_t length = readlinkat(from, name, target, sizeof target - 1);
    if (length < 0) fail("cannot read the link %s: %s", name, strerror(errno));
    target[length] = 0;
    if (symlinkat(target, to, name) != 0) fail("cannot link %s: %s", name, strerror(errno));
}

static void copy_folder(int from, int to, const char *name) {
    if (mkdirat(to, name, 0755) != 0) fail("cannot make %s: %s", name, strerror(errno));
    int inner_from = openat(from, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    int inner_to = openat(to, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    if (inner_from < 0 || inner_to < 0) fail("cannot open %s: %s", name, strerror(errno));
    copy_level(inner_from, inner_to);
    close(inner_to);
}

static void copy_entry(int from, int to, const char *name) {
    struct stat facts;
    if (fstatat(from, name, &facts, AT_SYMLINK_NOFOLLOW) != 0) fail("cannot see %s: %s", name, strerror(errno));
    if (S_ISLNK(facts.st_mode)) copy_link(from, to, name);
    else if (S_ISDIR(facts.st_mode)) copy_folder(from, to, name);
    else if (S_ISREG(facts.st_mode)) {
        int source = openat(from, name, O_RDONLY | O_NOFOLLOW | O_CLOEXEC);
        int target = openat(to, name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, (facts.st_mode & 0755) | 0600);
        if (source < 0 || target < 0) fail("cannot copy %s: %s", name, strerror(errno));
        copy_file(source, target, &facts);
        close(source);
        close(target);
    } else return;
    hand_over(to, name);
}

/* Takes over `from`, and leaves `to` open. */
static void copy_level(int from, int to) {
    DIR *folder = fdopendir(from);
    if (folder == NULL) fail("cannot read a folder: %s", strerror(errno));
    for (struct dirent *entry = readdir(folder); entry != NULL; entry = readdir(folder)) {
        if (is_inner(entry)) copy_entry(dirfd(folder), to, entry->d_name);
    }
    closedir(folder);
}

void copy_tree(const char *from, const char *to) {
    int source = open(from, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    int target = open(to, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (source < 0 || target < 0) fail("cannot copy %s: %s", from, strerror(errno));
    copy_level(source, target);
    close(target);
}

struct Count {
    long long blocks, entries;
};

static void count_level(int level, struct Count *count, const struct Count *most, int levels) {
    DIR *folder = fdopendir(level);
    if (folder == NULL) {
        close(level);
        return;
    }
    for (struct dirent *entry = readdir(folder); entry != NULL; entry = readdir(folder)) {
        struct stat facts;
        if (!is_inner(entry) || fstatat(dirfd(folder), entry->d_name, &facts, AT_SYMLINK_NOFOLLOW) != 0) continue;
        count->entries += 1;
        count->blocks += facts.st_blocks;
        if (count->blocks > most->blocks || count->entries > most->entries) break;
        if (!S_ISDIR(facts.st_mode) || levels == 0) continue;
        int inner = openat(dirfd(folder), entry->d_name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
        if (inner >= 0) count_level(inner, count, most, levels - 1);
    }
    closedir(folder);
}

bool tree_holds_more(const char *path, long long megabytes, long entries) {
    struct Count count = {0, 0}, most = {megabytes * 2048, entries};
    int level = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (level < 0) return false;
    count_level(level, &count, &most, MOST_LEVELS);
    return count.blocks > most.blocks || count.entries > most.entries;
}

/* A regular file: `collected` with `x` or `-` and its name, and then its bytes. What is anything else stays. */
static void send_file(int folder, const char *name, const char *shown, struct Budget *left) {
    /* Not to wait: a pipe would keep us for ever. */
    int file = openat(folder, name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
    if (file < 0) return;
    struct stat facts;
    if (fstat(file, &facts) == 0 && S_ISREG(facts.st_mode) && facts.st_size <= left->bytes && left->files > 0) {
        char *bytes = malloc(facts.st_size + 1);
        ssize_t length = bytes == NULL ? -1 : read(file, bytes, facts.st_size);
        if (length == facts.st_size) {
            char label[PATH_MAX + 2];
            snprintf(label, sizeof label, "%c%s", (facts.st_mode & 0100) != 0 ? 'x' : '-', shown);
            put_text("collected", label);
            put_field("content", bytes, length);
            left->bytes -= length;
            left->files -= 1;
        }
        free(bytes);
    }
    close(file);
}

static void send_level(int level, const char *above, struct Budget *left, int levels) {
    DIR *folder = fdopendir(level);
    if (folder == NULL) {
        close(level);
        return;
    }
    for (struct dirent *entry = readdir(folder); entry != NULL; entry = readdir(folder)) {
        if (!is_inner(entry)) continue;
        char shown[PATH_MAX];
        if (snprintf(shown, sizeof shown, "%s%s", above, entry->d_name) >= (int)sizeof shown - 1) continue;
        int inner = openat(dirfd(folder), entry->d_name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
        if (inner < 0) {
            send_file(dirfd(folder), entry->d_name, shown, left);
        } else if (levels == 0) {
            close(inner);
        } else {
            strcat(shown, "/");
            send_level(inner, shown, left, levels - 1);
        }
    }
    closedir(folder);
}

/* Step by step: the program may have put a link in the place of any of them. */
static int open_below(const char *top, const char *folder) {
    char names[PATH_MAX], *rest = names;
    snprintf(names, sizeof names, "%s", folder);
    int level = open(top, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    for (char *name = strsep(&rest, "/"); level >= 0 && name != NULL; name = strsep(&rest, "/")) {
        int inner = openat(level, *name == 0 ? "." : name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
        close(level);
        level = inner;
    }
    return level;
}

void send_tree(const char *top, const char *folder, struct Budget left) {
    int level = open_below(top, folder);
    if (level >= 0) send_level(level, "", &left, MOST_LEVELS);
}
