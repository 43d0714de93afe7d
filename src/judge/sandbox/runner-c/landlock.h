/* Landlock: a process gives up every file, TCP port and signal that is not on its list (Linux 5.13). */
#ifndef LANDLOCK_H
#define LANDLOCK_H
#include "request.h"

/* The version that this kernel speaks; 0 when it has none. */
int landlock_version(void);
/* The rules of a program as a descriptor, remembered from one run to the next; -1 where there is no Landlock. */
int rules_for(const struct Program *program);
/* Holds this process to the rules from now on. False when the kernel refuses. */
bool obey_rules(int rules);
#endif
