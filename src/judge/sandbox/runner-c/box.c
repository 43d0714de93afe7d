#define _GNU_SOURCE
#include "box.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include "message.h"
#include "tree.h"

#define DISK_MB 64
#define DISK_ENTRIES "20000"
#define SLACK_MB 200
#define SLACK_ENTRIES 15000
#define MOST_ENTRIES 20000

int slots_generation;
static bool is_dirty;
static long long mounted_mb;

void slot_path(char *path, size_t size, int slot, const char *inner) {
    snprintf(path, size, "%s/%c%s%s", setup.root, 'a' + slot, *inner == 0 ? "" : "/", inner);
}

gid_t group_of_slot(int slot) { return setup.uid - slot; }

void descriptor_path(char *path, size_t size, int descriptor) {
    snprintf(path, size, "/proc/self/fd/%d", descriptor);
}

static void give_to_user(const char *path) {
    if (setup.changes_user && lchown(path, setup.uid, setup.uid) != 0) fail("cannot hand over %s: %s", path, strerror(errno));
}

static void make_folder(const char *path, mode_t mode) {
    if (mkdir(path, mode) != 0) fail("cannot make %s: %s", path, strerror(errno));
}

static void mount_slots(long long megabytes, unsigned long flags) {
    char options[80];
    snprintf(options, sizeof options, "size=%lldm,nr_inodes=" DISK_ENTRIES ",mode=711", megabytes);
    if (mount("tmpfs", setup.root, "tmpfs", MS_NOSUID | MS_NODEV | flags, options) != 0)
        fail("no file system for the runs: %s", strerror(errno));
    mounted_mb = megabytes;
}

void make_slots(void) {
    char path[PATH_MAX];
    if (setup.namespaces) mount_slots(DISK_MB, 0);
    for (int slot = 0; slot < MOST_PROGRAMS; slot += 1) {
        slot_path(path, sizeof path, slot, "");
        make_folder(path, 0711);
        /* Not even names and sizes are for the partner in the other slot, which is the same user. */
        if (setup.changes_user && (lchown(path, -1, group_of_slot(slot)) != 0 || chmod(path, 0710) != 0))
            fail("cannot hand over %s: %s", path, strerror(errno));
        slot_path(path, sizeof path, slot, "harness");
        make_folder(path, 0755);
        slot_path(path, sizeof path, slot, "work");
        make_folder(path, 0700);
        give_to_user(path);
    }
    slots_generation += 1;
    is_dirty = false;
}

/* Removes the plain files of a folder. False when there is anything else. */
static bool empty_folder(const char *path) {
    DIR *folder = opendir(path);
    if (folder == NULL) return false;
    bool emptied = true;
    for (struct dirent *entry = readdir(folder); entry != NULL; entry = readdir(folder)) {
        if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0) continue;
        if (unlinkat(dirfd(folder), entry->d_name, 0) != 0) emptied = false;
    }
    closedir(folder);
    return emptied;
}

static bool empty_slot(int slot) {
    char path[PATH_MAX];
    slot_path(path, sizeof path, slot, "artifact");
    if (unlink(path) != 0 && errno != ENOENT) return false;
    slot_path(path, sizeof path, slot, "harness");
    if (!empty_folder(path)) return false;
    slot_path(path, sizeof path, slot, "work");
    /* The program may have closed it to everybody, itself included. */
    return chmod(path, 0700) == 0 && empty_folder(path);
}

void clear_slots(void) {
    for (int slot = 0; slot < MOST_PROGRAMS; slot += 1) is_dirty = !empty_slot(slot) || is_dirty;
    if (!is_dirty) return;
    if (setup.namespaces) {
        if (umount2(setup.root, MNT_DETACH) != 0) fail("the runs cannot be cleared: %s", strerror(errno));
    } else {
        char path[PATH_MAX];
        for (int slot = 0; slot < MOST_PROGRAMS; slot += 1) {
            slot_path(path, sizeof path, slot, "");
            remove_tree(path);
        }
    }
    make_slots();
}

void open_slot(int slot) {
    if (slot == 0 && setup.namespaces && mounted_mb != DISK_MB) mount_slots(DISK_MB, MS_REMOUNT);
}

/* What is in the working folder belongs to the program; the harness can be read only. */
static bool is_for_user(const char *name) { return strncmp(name, "work/", 5) == 0; }

static void make_folders_above(char *path, const char *name) {
    size_t from = strlen(path) - strlen(name);
    for (char *slash = strchr(path + from, '/'); slash != NULL; slash = strchr(slash + 1, '/')) {
        *slash = 0;
        if (mkdir(path, 0755) == 0) {
            if (is_for_user(name)) give_to_user(path);
            is_dirty = true;
        } else if (errno != EEXIST) fail("cannot make %s: %s", path, strerror(errno));
        *slash = '/';
    }
}

int make_file(int slot, const char *name) {
    char path[PATH_MAX];
    slot_path(path, sizeof path, slot, name);
    make_folders_above(path, name);
    unlink(path); /* What was prepared may have a link of that name. */
    int file = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC, 0644);
    if (file < 0) fail("cannot write %s: %s", path, strerror(errno));
    if (is_for_user(name)) give_to_user(path);
    return file;
}

static void make_room(const struct Program *program) {
    if (setup.namespaces && program->limits.disk_mb > mounted_mb) mount_slots(program->limits.disk_mb, MS_REMOUNT);
}

void fill_slot(const struct Program *program) {
    char path[PATH_MAX];
    make_room(program);
    slot_path(path, sizeof path, program->slot, "work");
    is_dirty = true;
    copy_tree(program->prepared, path);
}

void furnish_slot(const struct Program *program) {
    char path[PATH_MAX];
    /* It may change modes and times of the folders themselves. */
    if (program->may_fork) is_dirty = true;
    make_room(program);
    if (program->artifact == NULL) return;
    slot_path(path, sizeof path, program->slot, "artifact");
    if (symlink(program->artifact, path) != 0) fail("cannot link %s: %s", path, strerror(errno));
}

static unsigned long long free_mb, free_entries;

static void measure_disk(unsigned long long *megabytes, unsigned long long *entries) {
    struct statvfs disk;
    if (statvfs(setup.root, &disk) != 0) fail("the disk cannot be measured: %s", strerror(errno));
    *megabytes = (unsigned long long)disk.f_bavail * disk.f_frsize >> 20;
    *entries = disk.f_favail;
}

bool disk_is_full(void) {
    struct statvfs disk;
    return setup.namespaces && statvfs(setup.root, &disk) == 0 && (disk.f_bavail == 0 || disk.f_favail == 0);
}

void note_disk(void) { measure_disk(&free_mb, &free_entries); }

bool holds_too_much(int slot, long long megabytes) {
    unsigned long long left_mb, left_entries;
    measure_disk(&left_mb, &left_entries);
    if (left_mb + SLACK_MB >= free_mb && left_entries + SLACK_ENTRIES >= free_entries) return false;
    char path[PATH_MAX];
    slot_path(path, sizeof path, slot, "work");
    return tree_holds_more(path, megabytes, MOST_ENTRIES);
}
