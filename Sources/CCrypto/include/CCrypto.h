#pragma once
#include <stddef.h>
#include <stdint.h>

// SHA-256 by libcrypto, streamed: begin, add any number of times, finish once (which also frees).

typedef struct iamr_sha256 iamr_sha256;

// Returns NULL only when memory is exhausted.
iamr_sha256 *_Nullable iamr_sha256_begin(void);
void iamr_sha256_add(iamr_sha256 *_Nonnull state, const uint8_t *_Nullable bytes, size_t count);
void iamr_sha256_finish(iamr_sha256 *_Nonnull state, uint8_t digest[_Nonnull 32]);

// The SHA-1 digest of some bytes, which names of RFC 4122 need; for nothing that must withstand
// an attacker. Returns 1, or 0 where libcrypto refuses.
int iamr_sha1(const uint8_t *_Nonnull bytes, size_t count, uint8_t digest[_Nonnull 20]);
