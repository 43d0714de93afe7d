/* The file tree of a run with a mount namespace of its own. */
#ifndef MOUNTS_H
#define MOUNTS_H
#include "request.h"

/* Whether a run needs a file tree of its own. */
bool needs_mounts(const struct Program *program);
/* In the keeper: what other runs have is covered where nothing else keeps it from being seen. */
void arrange_mounts(const struct Program *program);
/* Before a run: fresh and empty folders in place of those outside the slot that it may write to. */
void mount_writable(const struct Program *program);
void unmount_writable(const struct Program *program);
#endif
