#include "message.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define CONTROL 0
#define ANSWERS 1
#define PIECE (1 << 16)

void (*before_leaving)(void);

static void clear_once(void) {
    void (*clear)(void) = before_leaving;
    before_leaving = NULL;
    if (clear != NULL) clear();
}

_Noreturn void fail(const char *format, ...) {
    char sentence[400];
    va_list arguments;
    va_start(arguments, format);
    int length = vsnprintf(sentence, sizeof sentence - 1, format, arguments);
    va_end(arguments);
    if (length > (int)sizeof sentence - 2) length = sizeof sentence - 2;
    sentence[length] = '\n';
    (void)!write(2, sentence, length + 1);
    clear_once();
    _exit(1);
}

_Noreturn void leave(void) {
    clear_once();
    _exit(0);
}

/* What was received and not yet taken. */
static char received[PIECE];
static size_t received_from, received_to;

static void receive(void) {
    ssize_t count;
    do {
        count = read(CONTROL, received, sizeof received);
    } while (count < 0 && errno == EINTR);
    if (count <= 0) leave();
    received_from = 0;
    received_to = count;
}

static char next_byte(void) {
    if (received_from == received_to) receive();
    return received[received_from++];
}

struct Field next_field(void) {
    char line[64];
    size_t length = 0;
    for (char byte = next_byte(); byte != '\n'; byte = next_byte()) {
        if (length == sizeof line - 1) fail("the head of a field is too long");
        line[length++] = byte;
    }
    line[length] = 0;
    struct Field field;
    if (sscanf(line, "%31s %zu", field.name, &field.length) != 2) fail("a field cannot be read: %s", line);
    return field;
}

static void take(char *target, size_t length) {
    while (length > 0) {
        if (received_from == received_to) receive();
        size_t count = received_to - received_from < length ? received_to - received_from : length;
        memcpy(target, received + received_from, count);
        received_from += count;
        target += count;
        length -= count;
    }
}

char *take_text(struct Field field) {
    char *text = malloc(field.length + 1);
    if (text == NULL) fail("no memory for a field of %zu bytes", field.length);
    take(text, field.length);
    text[field.length] = 0;
    return text;
}

long long take_number(struct Field field) {
    char digits[32] = "";
    if (field.length >= sizeof digits) fail("%s is not a number", field.name);
    take(digits, field.length);
    return atoll(digits);
}

static void write_all(int file, const char *bytes, size_t length) {
    while (length > 0) {
        ssize_t count = write(file, bytes, length);
        if (count < 0 && errno == EINTR) continue;
        if (count < 0) fail("cannot write: %s", strerror(errno));
        bytes += count;
        length -= count;
    }
}

void take_into_file(struct Field field, int file) {
    size_t left = field.length;
    while (left > 0) {
        if (received_from == received_to) receive();
        size_t count = received_to - received_from < left ? received_to - received_from : left;
        write_all(file, received + received_from, count);
        received_from += count;
        left -= count;
    }
}

static char waiting[PIECE];
static size_t waiting_length;

static void send_waiting(void) {
    write_all(ANSWERS, waiting, waiting_length);
    waiting_length = 0;
}

static void put(const char *bytes, size_t length) {
    if (waiting_length + length > sizeof waiting) send_waiting();
    if (length > sizeof waiting) {
        write_all(ANSWERS, bytes, length);
        return;
    }
    memcpy(waiting + waiting_length, bytes, length);
    waiting_length += length;
}

void put_field(const char *name, const void *bytes, size_t length) {
    char head[64];
    put(head, snprintf(head, sizeof head, "%s %zu\n", name, length));
    put(bytes, length);
}

void put_text(const char *name, const char *text) { put_field(name, text, strlen(text)); }

void put_number(const char *name, long long number) {
    char digits[32];
    put_field(name, digits, snprintf(digits, sizeof digits, "%lld", number));
}

void end_message(void) {
    put_field("end", "", 0);
    send_waiting();
}
