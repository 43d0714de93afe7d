/*
 * Programs that try to do what a judged program must not be able to do. Each says "BREACH" and what it has reached for
 * everything that worked; a program that was kept from all of it says nothing.
 */
#ifndef ATTACK_H
#define ATTACK_H
#include <stdbool.h>

/* What the caller has given as `name=value`; the empty text when there is none. */
const char *given(const char *name);
int given_number(const char *name);
/* Says what has worked. */
void breach(const char *what, const char *detail);
/* Says it when a result is not negative. */
void must_fail(const char *what, long result);
/* Says it unless the result is negative because the call is forbidden or unknown, whatever its arguments are. */
void must_be_forbidden(const char *what, long result);
/* Text that ends with the name of something. */
const char *joined(const char *folder, const char *name);

struct Attack {
    const char *name;
    void (*run)(void);
};
/* Each ends with an attack without a name. */
extern const struct Attack ON_FILES[], ON_SOCKETS[], ON_PROCESSES[], ON_THE_KERNEL[], ON_RESOURCES[], ON_THE_NEXT_RUN[];
#endif
