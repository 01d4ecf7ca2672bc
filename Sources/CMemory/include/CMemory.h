#pragma once

// Swift cannot import glibc's malloc.h.

// Gives the memory of large buffers back as soon as they are freed. Left alone, glibc keeps what one
// large file leaves behind for the next, which never comes. Does nothing elsewhere.
void iamr_return_large_buffers(void);
