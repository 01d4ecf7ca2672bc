#pragma once
#include <stdint.h>

// The arguments of the process, with its name as the first. Swift's CommandLine reads /proc, which
// a chroot or a container need not have.
int32_t iamr_argument_count(void);
const char *_Nonnull iamr_argument(int32_t index);

// Swift cannot import glibc's malloc.h.

// Makes glibc return large buffers to the system as soon as they are freed. By default it keeps
// them for later allocations. Does nothing with other C libraries.
void iamr_return_large_buffers(void);

// Keeps the evidence and notes in memory out of core dumps and crash reports. A crash ends the
// process at once, without a core file and without a prompt at the terminal.
void iamr_keep_memory_private(void);
