#define _GNU_SOURCE
#include "request.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "box.h"
#include "message.h"

struct Setup setup;

static bool is(struct Field field, const char *name) { return strcmp(field.name, name) == 0; }

static struct SystemCallFilter take_filter(struct Field field) {
    struct SystemCallFilter filter = {NULL, field.length / sizeof(struct sock_filter)};
    filter.code = (struct sock_filter *)take_text(field);
    return filter;
}

void read_setup(void) {
    setup.uid = getuid();
    for (struct Field field = next_field(); !is(field, "end"); field = next_field()) {
        if (is(field, "root")) setup.root = take_text(field);
        else if (is(field, "namespaces")) setup.namespaces = take_number(field) != 0;
        else if (is(field, "landlock")) setup.landlock = take_number(field);
        else if (is(field, "filter-single")) setup.filters[0] = take_filter(field);
        else if (is(field, "filter-family")) setup.filters[1] = take_filter(field);
        else if (is(field, "uid")) {
            setup.uid = take_number(field);
            setup.changes_user = true;
        } else fail("the setup has an unknown field: %s", field.name);
    }
    if (setup.root == NULL) fail("the setup has no root");
}

static void add(struct Strings *strings, struct Field field) {
    if (strings->count == MOST_STRINGS) fail("too many fields: %s", field.name);
    strings->items[strings->count++] = take_text(field);
    strings->items[strings->count] = NULL;
}

/* Standard input as a file of its own: it can be read again, and no path leads to it. */
static int take_standard_input(struct Field field) {
    int writer = memfd_create("input", MFD_CLOEXEC);
    if (writer < 0) fail("no place for the input: %s", strerror(errno));
    take_into_file(field, writer);
    char path[64];
    descriptor_path(path, sizeof path, writer);
    int reader = open(path, O_RDONLY | O_CLOEXEC);
    if (reader < 0) fail("the input cannot be read: %s", strerror(errno));
    close(writer);
    return reader;
}

static void take_file(struct Program *program, struct Field field) {
    char *name = take_text(field);
    struct Field content = next_field();
    if (!is(content, "content")) fail("a file without content: %s", name);
    int file = make_file(program->slot, name);
    take_into_file(content, file);
    close(file);
    free(name);
}

static bool take_limit(struct Limits *limits, struct Field field) {
    if (is(field, "cpu-ms")) limits->cpu_ms = take_number(field);
    else if (is(field, "wall-ms")) limits->wall_ms = take_number(field);
    else if (is(field, "memory-mb")) limits->memory_mb = take_number(field);
    else if (is(field, "data-mb")) limits->data_mb = take_number(field);
    else if (is(field, "stack-mb")) limits->stack_mb = take_number(field);
    else if (is(field, "file-mb")) limits->file_mb = take_number(field);
    else if (is(field, "output-mb")) limits->output_mb = take_number(field);
    else if (is(field, "disk-mb")) limits->disk_mb = take_number(field);
    else if (is(field, "processes")) limits->processes = take_number(field);
    else return false;
    return true;
}

static void take_program_field(struct Program *program, struct Field field) {
    if (is(field, "argument")) add(&program->arguments, field);
    else if (is(field, "variable")) add(&program->variables, field);
    else if (is(field, "readable")) add(&program->readable, field);
    else if (is(field, "writable")) add(&program->writable, field);
    else if (is(field, "file")) take_file(program, field);
    else if (is(field, "stdin")) program->standard_input = take_standard_input(field);
    else if (is(field, "may-fork")) program->may_fork = take_number(field) != 0;
    else if (is(field, "artifact")) program->artifact = take_text(field);
    else if (is(field, "prepared")) {
        program->prepared = take_text(field);
        fill_slot(program);
    } else if (is(field, "collect")) program->collect = take_text(field);
    else if (is(field, "collect-mb")) program->collect_mb = take_number(field);
    else if (is(field, "collect-files")) program->collect_files = take_number(field);
    else if (!take_limit(&program->limits, field)) fail("a request has an unknown field: %s", field.name);
}

int read_request(struct Program programs[MOST_PROGRAMS]) {
    int count = 0;
    for (struct Field field = next_field(); !is(field, "end"); field = next_field()) {
        if (!is(field, "program")) {
            if (count == 0) fail("a request does not begin with a program");
            take_program_field(&programs[count - 1], field);
            continue;
        }
        take_number(field);
        if (count == MOST_PROGRAMS) fail("a request has too many programs");
        programs[count] = (struct Program){.standard_input = -1, .slot = count, .has_partner = count > 0};
        programs[0].has_partner = count > 0;
        open_slot(count);
        count += 1;
    }
    return count;
}

static void free_strings(struct Strings *strings) {
    for (int index = 0; index < strings->count; index += 1) free(strings->items[index]);
}

void free_program(struct Program *program) {
    free_strings(&program->arguments);
    free_strings(&program->variables);
    free_strings(&program->readable);
    free_strings(&program->writable);
    free(program->artifact);
    free(program->prepared);
    free(program->collect);
    if (program->standard_input >= 0) close(program->standard_input);
}
