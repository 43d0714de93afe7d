#define _GNU_SOURCE
#include "landlock.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "box.h"
#include "message.h"

/* The same numbers on every architecture. */
#define CREATE_RULESET 444
#define ADD_RULE 445
#define RESTRICT_SELF 446
#define PATH_BENEATH 1

#define EXECUTE (1ULL << 0)
#define WRITE_FILE (1ULL << 1)
#define READ_FILE (1ULL << 2)
#define READ_FOLDER (1ULL << 3)
#define ALL_OF_VERSION_1 ((1ULL << 13) - 1)
#define REFER (1ULL << 13)
#define TRUNCATE (1ULL << 14)
#define DEVICE_CONTROL (1ULL << 15)
#define READING (EXECUTE | READ_FILE | READ_FOLDER)
#define FOR_FILES (EXECUTE | WRITE_FILE | READ_FILE | TRUNCATE | DEVICE_CONTROL)

struct Rules {
    uint64_t files, network, scopes;
};
struct PathRule {
    uint64_t access;
    int32_t place;
} __attribute__((packed));

int landlock_version(void) {
    long version = syscall(CREATE_RULESET, NULL, 0, 1);
    return version < 0 ? 0 : version;
}

static uint64_t files_handled(void) {
    uint64_t handled = ALL_OF_VERSION_1;
    if (setup.landlock >= 2) handled |= REFER;
    if (setup.landlock >= 3) handled |= TRUNCATE;
    if (setup.landlock >= 5) handled |= DEVICE_CONTROL;
    return handled;
}

/* The lists name what some systems have; what is not there cannot be opened either. */
static void allow(int rules, const char *path, uint64_t access) {
    int place = open(path, O_PATH | O_CLOEXEC);
    if (place < 0) return;
    struct stat facts;
    if (fstat(place, &facts) == 0 && !S_ISDIR(facts.st_mode)) access &= FOR_FILES;
    struct PathRule rule = {access & files_handled(), place};
    if (syscall(ADD_RULE, rules, PATH_BENEATH, &rule, 0) != 0) fail("no rule for %s: %s", path, strerror(errno));
    close(place);
}

static int make_rules(const struct Program *program) {
    struct Rules all = {files_handled(), setup.landlock >= 4 ? 3 : 0, setup.landlock >= 6 ? 3 : 0};
    size_t size = setup.landlock >= 6 ? 24 : setup.landlock >= 4 ? 16 : 8;
    int rules = syscall(CREATE_RULESET, &all, size, 0);
    if (rules < 0) fail("no rules: %s", strerror(errno));
    char path[PATH_MAX];
    for (int index = 0; index < program->readable.count; index += 1) allow(rules, program->readable.items[index], READING);
    for (int index = 0; index < program->writable.count; index += 1)
        allow(rules, program->writable.items[index], ~DEVICE_CONTROL);
    slot_path(path, sizeof path, program->slot, "harness");
    allow(rules, path, READING);
    slot_path(path, sizeof path, program->slot, "work");
    allow(rules, path, ~DEVICE_CONTROL);
    if (program->artifact != NULL) allow(rules, program->artifact, READING);
    static const char *const to_read[] = {"/dev/zero", "/dev/random", "/dev/urandom", NULL};
    static const char *const to_write[] = {"/dev/null", "/dev/full", NULL};
    for (const char *const *device = to_read; *device != NULL; device += 1) allow(rules, *device, READING);
    for (const char *const *device = to_write; *device != NULL; device += 1) allow(rules, *device, ~DEVICE_CONTROL);
    return rules;
}

static size_t length_of(const struct Strings *strings) {
    size_t length = 0;
    for (int index = 0; index < strings->count; index += 1) length += strlen(strings->items[index]) + 1;
    return length;
}

static char *append(char *key, const struct Strings *strings) {
    for (int index = 0; index < strings->count; index += 1) {
        key = stpcpy(key, strings->items[index]);
        *key++ = '\n';
    }
    return stpcpy(key, "\n");
}

/* All that the rules depend on, as one text. */
static char *key_of(const struct Program *program) {
    size_t artifact = program->artifact == NULL ? 0 : strlen(program->artifact);
    char *key = malloc(length_of(&program->readable) + length_of(&program->writable) + artifact + 4);
    if (key == NULL) fail("no memory");
    char *end = append(append(key, &program->readable), &program->writable);
    strcpy(end, program->artifact == NULL ? "" : program->artifact);
    return key;
}

int rules_for(const struct Program *program) {
    static struct {
        char *key;
        int rules, generation;
    } known[MOST_PROGRAMS];
    if (setup.landlock == 0) return -1;
    char *key = key_of(program);
    int slot = program->slot;
    if (known[slot].key != NULL && known[slot].generation == slots_generation && strcmp(known[slot].key, key) == 0) {
        free(key);
        return known[slot].rules;
    }
    if (known[slot].key != NULL) {
        free(known[slot].key);
        close(known[slot].rules);
    }
    known[slot].key = key;
    known[slot].generation = slots_generation;
    known[slot].rules = make_rules(program);
    return known[slot].rules;
}

bool obey_rules(int rules) { return rules < 0 || syscall(RESTRICT_SELF, rules, 0) == 0; }
