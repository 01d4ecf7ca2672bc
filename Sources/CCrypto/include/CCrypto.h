#pragma once
#include <stddef.h>
#include <stdint.h>

// SHA-256 by libcrypto, streamed: begin, add any number of times, finish once (which also frees).

typedef struct iamr_sha256 iamr_sha256;

// Returns NULL only when memory is exhausted.
iamr_sha256 *_Nullable iamr_sha256_begin(void);
void iamr_sha256_add(iamr_sha256 *_Nonnull state, const uint8_t *_Nullable bytes, size_t count);
void iamr_sha256_finish(iamr_sha256 *_Nonnull state, uint8_t digest[_Nonnull 32]);
