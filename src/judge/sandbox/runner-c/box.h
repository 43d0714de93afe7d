/* Slots: the folders in which programs run. Each has `work`, `harness` and a link `artifact`, and is empty between runs. */
#ifndef BOX_H
#define BOX_H
#include <stdbool.h>
#include <stddef.h>

#include "request.h"

/* Makes the slots; in namespaces on a file system of their own, whose size is limited. */
void make_slots(void);
/* Empties a slot for the next run. */
void open_slot(int slot);
/* A new file below a slot, such as `work/a.py`, with the folders above it. Returns its descriptor. */
int make_file(int slot, const char *name);
/* Copies what was prepared to the working folder. Files that are made later take the place of what it has. */
void fill_slot(const struct Program *program);
/* Makes room for what the program may write, and links the artifact. */
void furnish_slot(const struct Program *program);
/* Removes what a run has left, whatever it is. */
void clear_slots(void);
/* The absolute path of a slot, or of something in it. */
void slot_path(char *path, size_t size, int slot, const char *inner);
/* The group that the program of a slot has, where it runs as another user. */
gid_t group_of_slot(int slot);
/* The path by which a descriptor of ours can be opened once more. */
void descriptor_path(char *path, size_t size, int descriptor);
/* Counts up whenever the slots are made anew, so that what was remembered of them is worthless. */
extern int slots_generation;
/* Whether the file system of the runs has no room left, which only is known where it has a limit of its own. */
bool disk_is_full(void);
/* Remembers how much room the disk has now. */
void note_disk(void);
/* Whether a run has filled the disk with more than so much. Only asked where the file system has no limit of its own. */
bool holds_too_much(int slot, long long megabytes);
#endif
