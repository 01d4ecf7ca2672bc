#pragma once
#include <stddef.h>
#include <stdint.h>

// Files compiled into the binary, so that it needs no other files: the action catalogue, the
// themes, terminal descriptions and the sample account. The name of a file is its path in this repository.

typedef struct {
  const char *_Nonnull name;
  const uint8_t *_Nonnull bytes;
  size_t count;
} iamr_embedded_file;

size_t iamr_embedded_count(void);
iamr_embedded_file iamr_embedded_at(size_t index);
