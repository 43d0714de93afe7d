#define _GNU_SOURCE
#include "mounts.h"

#include <errno.h>
#include <fcntl.h>
#include <libgen.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <unistd.h>

#include "box.h"
#include "message.h"

static void cover(const char *path, const char *options, unsigned long flags) {
    if (mount("tmpfs", path, "tmpfs", MS_NOSUID | MS_NODEV | flags, options) != 0)
        fail("%s cannot be covered: %s", path, strerror(errno));
}

/* Leaves of a folder of artifacts only the one. */
static void cover_other_artifacts(const char *artifact) {
    char all[PATH_MAX], self[64];
    snprintf(all, sizeof all, "%s", artifact);
    int place = open(artifact, O_PATH | O_CLOEXEC);
    if (place < 0) fail("cannot open %s: %s", artifact, strerror(errno));
    cover(dirname(all), "size=64k,mode=755", 0);
    descriptor_path(self, sizeof self, place);
    if (mkdir(artifact, 0755) != 0 || mount(self, artifact, NULL, MS_BIND, NULL) != 0)
        fail("%s cannot be shown: %s", artifact, strerror(errno));
    close(place);
}

bool needs_mounts(const struct Program *program) {
    /* Alone it shares ours: Landlock keeps it from what is in it, but not from the names and modes of files. */
    return setup.namespaces && (program->may_fork || program->has_partner || setup.landlock == 0);
}

void arrange_mounts(const struct Program *program) {
    if (!needs_mounts(program)) return;
    if (mount(NULL, "/", NULL, MS_PRIVATE | MS_REC, NULL) != 0) fail("no mounts of its own: %s", strerror(errno));
    if (mount("proc", "/proc", "proc", MS_NOSUID | MS_NODEV | MS_NOEXEC, "subset=pid,hidepid=2") != 0)
        fail("no /proc of its own: %s", strerror(errno));
    for (int slot = 0; slot < MOST_PROGRAMS; slot += 1) {
        char path[PATH_MAX];
        slot_path(path, sizeof path, slot, "");
        if (slot != program->slot) cover(path, "size=4k,mode=000", MS_RDONLY);
    }
    if (program->artifact != NULL) cover_other_artifacts(program->artifact);
}

void mount_writable(const struct Program *program) {
    if (!setup.namespaces) return;
    for (int index = 0; index < program->writable.count; index += 1)
        cover(program->writable.items[index], "size=64m,nr_inodes=4k,mode=1777", 0);
    if (program->writable.count > 0) slots_generation += 1;
}

void unmount_writable(const struct Program *program) {
    if (!setup.namespaces) return;
    for (int index = 0; index < program->writable.count; index += 1) {
        const char *path = program->writable.items[index];
        if (umount2(path, MNT_DETACH) != 0) fail("%s cannot be cleared: %s", path, strerror(errno));
    }
    if (program->writable.count > 0) slots_generation += 1;
}
