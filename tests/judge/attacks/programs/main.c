#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "attack.h"

static char **arguments;

const char *given(const char *name) {
    size_t length = strlen(name);
    for (char **argument = arguments; *argument != NULL; argument += 1) {
        if (strncmp(*argument, name, length) == 0 && (*argument)[length] == '=') return *argument + length + 1;
    }
    return "";
}

int given_number(const char *name) { return atoi(given(name)); }

void breach(const char *what, const char *detail) {
    fprintf(stderr, "BREACH %s %s\n", what, detail);
}

void must_fail(const char *what, long result) {
    if (result >= 0) breach(what, "worked");
}

void must_be_forbidden(const char *what, long result) {
    bool forbidden = result < 0 && (errno == EPERM || errno == ENOSYS || errno == EACCES);
    if (!forbidden) breach(what, result < 0 ? strerror(errno) : "worked");
}

const char *joined(const char *folder, const char *name) {
    static char path[8192];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    return path;
}

int main(int count, char **all) {
    static const struct Attack *const groups[] = {ON_FILES, ON_SOCKETS, ON_PROCESSES, ON_THE_KERNEL, ON_RESOURCES, ON_THE_NEXT_RUN};
    arguments = all;
    for (size_t group = 0; count > 1 && group < sizeof groups / sizeof *groups; group += 1) {
        for (const struct Attack *attack = groups[group]; attack->name != NULL; attack += 1) {
            if (strcmp(attack->name, all[1]) != 0) continue;
            attack->run();
            return 0;
        }
    }
    fprintf(stderr, "there is no such attack\n");
    return 64;
}
