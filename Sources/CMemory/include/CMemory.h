#pragma once

// Swift cannot import glibc's malloc.h.

// Gives the memory of large buffers back as soon as they are freed. Left alone, glibc keeps what one
// large file leaves behind for the next, which never comes. Does nothing elsewhere.
void iamr_return_large_buffers(void);

// Keeps evidence and notes, which are in memory, out of core dumps and crash reports: a crash ends the
// process at once, without a core file and without a question at the terminal.
void iamr_keep_memory_private(void);
