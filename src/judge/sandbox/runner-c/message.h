/* Messages: a row of fields, each a line `name length` and then so many bytes. The field `end` closes a message. */
#ifndef MESSAGE_H
#define MESSAGE_H
#include <stddef.h>

struct Field {
    char name[32];
    size_t length;
};

/* Ends the process with a sentence on standard error: whoever started us reads it, and what we run dies with us. */
_Noreturn void fail(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* What is done before we leave, because the other side has gone or something fails. */
extern void (*before_leaving)(void);
_Noreturn void leave(void);

/* The head of the next field. Its bytes must be taken before the next call. Ends the process when the line is cut. */
struct Field next_field(void);
/* The bytes as text, on the heap. */
char *take_text(struct Field field);
long long take_number(struct Field field);
/* The bytes, straight into a file: they may be more than fits in memory. */
void take_into_file(struct Field field, int file);

void put_field(const char *name, const void *bytes, size_t length);
void put_text(const char *name, const char *text);
void put_number(const char *name, long long number);
/* Closes the message and sends it. */
void end_message(void);
#endif
