#pragma once
#include <stddef.h>
#include <stdint.h>

// The name, version and date of the library.
const char *_Nonnull iamr_crypto_version(void);

// Streaming SHA-256 with libcrypto. Call begin, then add any number of times, then finish once,
// which also frees the state.

typedef struct iamr_sha256 iamr_sha256;

// Returns NULL only if memory is exhausted.
iamr_sha256 *_Nullable iamr_sha256_begin(void);
void iamr_sha256_add(iamr_sha256 *_Nonnull state, const uint8_t *_Nullable bytes, size_t count);
void iamr_sha256_finish(iamr_sha256 *_Nonnull state, uint8_t digest[_Nonnull 32]);

// Calculates the SHA-1 digest of some bytes, which UUIDs by name (RFC 4122) require. Do not use it
// for anything that must resist an attacker. Returns 1, or 0 if libcrypto fails.
int iamr_sha1(const uint8_t *_Nonnull bytes, size_t count, uint8_t digest[_Nonnull 20]);
