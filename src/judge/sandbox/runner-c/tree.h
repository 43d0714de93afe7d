/* Folders of any depth and any permissions, as a program may leave them. No link is ever followed. */
#ifndef TREE_H
#define TREE_H
#include <stdbool.h>

void remove_tree(const char *path);
/* Copies a folder into an existing one: files, folders and links as links. */
void copy_tree(const char *from, const char *to);
/* Stops counting as soon as it is more. */
bool tree_holds_more(const char *path, long long megabytes, long entries);
struct Budget {
    long long bytes, files;
};
/* Sends the regular files of a folder below `top`, as fields, up to so many and so much. */
void send_tree(const char *top, const char *folder, struct Budget left);
#endif
