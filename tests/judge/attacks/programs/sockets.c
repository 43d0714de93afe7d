/* Reaching servers of this machine, and making sockets of any kind. */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <stddef.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include "attack.h"

static void connect_tcp(void) {
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons(given_number("port"))};
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    must_fail("connected by TCP", connect(socket(AF_INET, SOCK_STREAM, 0), (struct sockaddr *)&address, sizeof address));
    must_fail("sent by UDP", sendto(socket(AF_INET, SOCK_DGRAM, 0), "x", 1, 0, (struct sockaddr *)&address, sizeof address));
}

/* An address in the file system, or an abstract one, which begins with a zero byte. */
static socklen_t local(struct sockaddr_un *address, const char *name, bool is_abstract) {
    memset(address, 0, sizeof *address);
    address->sun_family = AF_UNIX;
    strncpy(address->sun_path + is_abstract, name, sizeof address->sun_path - 2);
    return offsetof(struct sockaddr_un, sun_path) + is_abstract + strlen(name);
}

static void connect_local(void) {
    struct sockaddr_un address;
    socklen_t length = local(&address, given("socket"), false);
    must_fail("connected to a socket", connect(socket(AF_UNIX, SOCK_STREAM, 0), (struct sockaddr *)&address, length));
    length = local(&address, given("abstract"), true);
    must_fail("connected to an abstract socket", connect(socket(AF_UNIX, SOCK_STREAM, 0), (struct sockaddr *)&address, length));
}

/* A pair of sockets needs no `socket`, and one that takes single messages can still be turned to somebody else. */
static void turn_a_pair(void) {
    static const int types[] = {SOCK_DGRAM, SOCK_RAW, SOCK_STREAM, SOCK_SEQPACKET};
    struct sockaddr_un address;
    for (size_t type = 0; type < sizeof types / sizeof *types; type += 1) {
        int pair[2];
        if (socketpair(AF_UNIX, types[type], 0, pair) != 0) continue;
        socklen_t length = local(&address, given("letters"), false);
        /* The others ignore the address and send to their partner. */
        bool takes_addresses = types[type] == SOCK_DGRAM || types[type] == SOCK_RAW;
        if (takes_addresses) must_fail("sent a letter", sendto(pair[0], "x", 1, 0, (struct sockaddr *)&address, length));
        must_fail("turned a pair", connect(pair[0], (struct sockaddr *)&address, length));
        length = local(&address, given("socket"), false);
        must_fail("turned a pair to a server", connect(pair[0], (struct sockaddr *)&address, length));
    }
}

static void make_sockets(void) {
    static const int families[] = {AF_INET, AF_INET6, AF_UNIX, AF_NETLINK, AF_PACKET, 40 /* VSOCK */, 31 /* BLUETOOTH */, 38 /* ALG */, 44 /* XDP */, AF_KEY};
    for (size_t family = 0; family < sizeof families / sizeof *families; family += 1) {
        for (int type = SOCK_STREAM; type <= SOCK_SEQPACKET; type += 1) {
            errno = 0;
            must_be_forbidden("a socket", socket(families[family], type, 0));
        }
    }
}

/* No attack: somebody outside who takes letters. */
static void take_letters(void) {
    struct sockaddr_un address;
    socklen_t length = local(&address, given("letters"), false);
    if (bind(socket(AF_UNIX, SOCK_DGRAM, 0), (struct sockaddr *)&address, length) != 0) return;
    if (write(1, "ready\n", 6) < 0) return;
    for (;;) pause();
}

const struct Attack ON_SOCKETS[] = {
    {"take-letters", take_letters},
    {"connect-tcp", connect_tcp},
    {"connect-local", connect_local},
    {"turn-a-pair", turn_a_pair},
    {"make-sockets", make_sockets},
    {NULL, NULL},
};
