/* What is asked for: how the runner is set up, and what one run is given and allowed. */
#ifndef REQUEST_H
#define REQUEST_H
#include <linux/filter.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

#define MOST_STRINGS 512
#define MOST_PROGRAMS 2

/* A list of texts that ends with NULL, as exec wants it. */
struct Strings {
    char *items[MOST_STRINGS + 1];
    int count;
};

struct SystemCallFilter {
    struct sock_filter *code;
    size_t length; /* in instructions; 0: none */
};

struct Setup {
    char *root;          /* the folder of all runs */
    bool namespaces;     /* whether each run gets its own; we hold the rights for it then */
    int landlock;        /* version in use; 0: none */
    uid_t uid;           /* as whom programs run */
    bool changes_user;   /* whether that is somebody else than we are */
    long busy_processes; /* of this user, which the limit counts as well */
    struct SystemCallFilter filters[2]; /* by whether the program may have children */
};

struct Limits {
    long long cpu_ms, wall_ms, memory_mb, data_mb, stack_mb, file_mb, output_mb, disk_mb, processes;
};

/* The system's own limit, in case that we cannot look. */
static inline long long cpu_backstop_seconds(const struct Limits *limits) { return limits->cpu_ms / 1000 + 2; }

struct Program {
    struct Strings arguments, variables, readable, writable;
    struct Limits limits;
    bool may_fork;
    bool has_partner; /* whether another one runs at the same time */
    char *artifact; /* a folder to read as ../artifact; NULL: none */
    char *prepared; /* a folder to be copied to the working folder; NULL: none */
    char *collect;  /* a folder below the working folder that is sent back; NULL: none */
    long long collect_mb, collect_files;
    int standard_input;
    int slot;
};

extern struct Setup setup;

/* Reads the setup, which comes first. */
void read_setup(void);
/* Reads one request into `programs` and returns how many there are: a second one talks with the first. */
int read_request(struct Program programs[MOST_PROGRAMS]);
void free_program(struct Program *program);
#endif
