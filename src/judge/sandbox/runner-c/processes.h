/* Finding, watching and ending processes. */
#ifndef PROCESSES_H
#define PROCESSES_H
#include <stdbool.h>
#include <sys/types.h>

/* The first child of a process; -1 when none can be seen. */
pid_t first_child(pid_t parent);
/* Memory that a process holds now; 0 when it cannot be seen. */
long resident_kb(pid_t pid);
/* CPU time of a process up to now; 0 when it cannot be seen. */
long long cpu_ns(pid_t pid);
/* How many processes there are below one, and how much memory they hold together. */
struct Family {
    long members, memory_kb;
};
struct Family family_of(pid_t pid);
/* Ends every process below this one. */
void kill_descendants(void);
/* How many threads this user has now: the limit on processes counts them all. */
long threads_of_user(uid_t uid);
#endif
