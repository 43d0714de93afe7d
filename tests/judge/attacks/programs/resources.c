/* Taking more of the machine than was given. */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "attack.h"

#define MEGABYTE (1L << 20)
#define FAR_TOO_MUCH 4000 /* megabytes */

static void fill_memory(int flags, int file, long megabytes) {
    for (long taken = 0; taken < megabytes; taken += 1) {
        char *piece = mmap(NULL, MEGABYTE, PROT_READ | PROT_WRITE, flags, file, file < 0 ? 0 : taken * MEGABYTE);
        if (piece == MAP_FAILED) abort();
        memset(piece, 1, MEGABYTE);
    }
    breach("memory", "without end");
}

static void fill_private(void) { fill_memory(MAP_PRIVATE | MAP_ANONYMOUS, -1, FAR_TOO_MUCH); }
static void fill_shared(void) { fill_memory(MAP_SHARED | MAP_ANONYMOUS, -1, FAR_TOO_MUCH); }

static void *fill_shared_as_thread(void *nothing) {
    usleep(20000);
    fill_shared();
    return nothing;
}
/* The first thread ends, and the kernel shows the memory of a process by its first thread. */
static void fill_without_first_thread(void) {
    pthread_t thread;
    if (pthread_create(&thread, NULL, fill_shared_as_thread, NULL) != 0) abort();
    pthread_exit(NULL);
}

static void fill_in_children(void) {
    for (int child = 0; child < 10; child += 1) {
        if (fork() != 0) continue;
        volatile char *piece = malloc(100 * MEGABYTE);
        if (piece == NULL) _exit(1);
        for (long byte = 0; byte < 100 * MEGABYTE; byte += 4096) piece[byte] = 1;
        for (;;) pause();
    }
    for (;;) pause();
}

static void *fork_as_thread(void *nothing) {
    fill_in_children();
    return nothing;
}
/* Children of another thread than the first stand in another list. */
static void fill_in_children_of_thread(void) {
    pthread_t thread;
    if (pthread_create(&thread, NULL, fork_as_thread, NULL) != 0) abort();
    pthread_join(thread, NULL);
}

/* Pages that are only read cost nothing but the tables by which they are found, and nobody counts those. */
static void fill_page_tables(void) {
    long size = 4L << 40;
    char *pages = mmap(NULL, size, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    if (pages == MAP_FAILED) return;
    madvise(pages, size, MADV_NOHUGEPAGE);
    long seen = 0, touched = 0;
    for (; touched < (128L << 30); touched += 2 * MEGABYTE) seen += ((volatile char *)pages)[touched];
    if (seen == 0) breach("page tables", "of 256 MB");
}

static void fill_memory_file(void) {
    int file = syscall(SYS_memfd_create, "x", 0);
    must_fail("a file in memory", file);
    must_fail("a secret file in memory", syscall(447, 0));
}

static long dive(volatile char *above) {
    volatile char room[1024];
    room[0] = above == NULL ? 0 : above[0];
    return room[0] + dive(room) + 1;
}
static void recurse(void) { printf("%ld\n", dive(NULL)); }

static void *wait_for_ever(void *nothing) {
    pause();
    return nothing;
}
static void start_threads(void) {
    pthread_attr_t small;
    pthread_attr_init(&small);
    pthread_attr_setstacksize(&small, 16384);
    pthread_t thread;
    int started = 0;
    while (started < 5000 && pthread_create(&thread, &small, wait_for_ever, NULL) == 0) started += 1;
    if (started > 1000) breach("threads", "more than 1000");
    _exit(0);
}

/* Memory of the kernel, through what files are allowed. */
static void fill_pipes(void) {
    static char bytes[MEGABYTE];
    long held = 0;
    int ends[2];
    while (pipe2(ends, O_NONBLOCK) == 0) {
        fcntl(ends[1], F_SETPIPE_SZ, MEGABYTE);
        for (ssize_t count = 1; count > 0; held += count) {
            count = write(ends[1], bytes, sizeof bytes);
            if (count < 0) break;
        }
    }
    while (socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK, 0, ends) == 0) {
        for (ssize_t count = 1; count > 0; held += count) {
            count = write(ends[1], bytes, sizeof bytes);
            if (count < 0) break;
        }
    }
    if (held > 200 * MEGABYTE) breach("pipes", "held more than 200 MB");
}

static void fill_disk(void) {
    static char bytes[MEGABYTE];
    char name[32];
    for (int number = 0; number < FAR_TOO_MUCH / 8; number += 1) {
        snprintf(name, sizeof name, "%d", number);
        int file = open(name, O_WRONLY | O_CREAT, 0644);
        for (int piece = 0; piece < 8; piece += 1) {
            if (write(file, bytes, sizeof bytes) != (ssize_t)sizeof bytes) exit(3);
        }
        close(file);
    }
    breach("disk", "without end");
}

static void make_files(void) {
    char name[32];
    for (int number = 0; number < 300000; number += 1) {
        snprintf(name, sizeof name, "%d", number);
        int file = open(name, O_WRONLY | O_CREAT, 0644);
        if (file < 0) exit(3);
        close(file);
    }
    breach("files", "without end");
}

static void make_sparse(void) {
    signal(SIGXFSZ, SIG_IGN);
    int file = open("sparse", O_WRONLY | O_CREAT, 0644);
    must_fail("1 TB", ftruncate(file, 1L << 40));
    must_fail("1 TB at once", fallocate(file, 0, 0, 1L << 40));
    must_fail("a byte far away", pwrite(file, "x", 1, 1L << 40));
}

static void flood(int stream) {
    static char bytes[65536];
    memset(bytes, 'x', sizeof bytes);
    for (;;) {
        if (write(stream, bytes, sizeof bytes) < 0) exit(3);
    }
}
static void flood_output(void) { flood(1); }
static void flood_errors(void) { flood(2); }
static void flood_result(void) { flood(3); }

/* To the one who reads the output on a terminal: a title, a cleared screen, a clipboard. */
static void write_escapes(void) { fputs("\x1b]0;owned\x07\x1b[2J\x1b[31m\x1b]52;c;b3duZWQ=\x07\x9b" "31mred\x00", stdout); }

const struct Attack ON_RESOURCES[] = {
    {"fill-private", fill_private},
    {"fill-shared", fill_shared},
    {"fill-in-children-of-thread", fill_in_children_of_thread},
    {"fill-without-first-thread", fill_without_first_thread},
    {"fill-page-tables", fill_page_tables},
    {"fill-memory-file", fill_memory_file},
    {"fill-in-children", fill_in_children},
    {"recurse", recurse},
    {"start-threads", start_threads},
    {"fill-pipes", fill_pipes},
    {"fill-disk", fill_disk},
    {"make-files", make_files},
    {"make-sparse", make_sparse},
    {"flood-output", flood_output},
    {"flood-errors", flood_errors},
    {"flood-result", flood_result},
    {"write-escapes", write_escapes},
    {NULL, NULL},
};
