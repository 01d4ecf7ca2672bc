#pragma once
#include <stddef.h>
#include <stdint.h>

#include "CGunzip.h"

// Writes a ZIP archive to memory with minizip and zlib. The same entries give the same bytes: all of
// them have the date 1980-01-01, the first that the format can represent.

typedef struct iamr_zip iamr_zip;

// Begins an archive; NULL if memory is exhausted.
iamr_zip *_Nullable iamr_zip_begin(void);
// Adds an entry, deflated. Returns 1, or 0 if memory is exhausted.
int iamr_zip_add(
    iamr_zip *_Nonnull zip, const char *_Nonnull name, const uint8_t *_Nonnull bytes, size_t count);
// Completes the archive and returns its bytes, which are valid until `iamr_zip_free`; NULL if memory
// is exhausted.
const uint8_t *_Nullable iamr_zip_finish(iamr_zip *_Nonnull zip, size_t *_Nonnull count);
void iamr_zip_free(iamr_zip *_Nullable zip);

// Decodes a whole zlib stream of `count` bytes. Returns 1 if it is intact and gives exactly `room` bytes,
// or else 0.
int iamr_inflate(
    const uint8_t *_Nonnull bytes, size_t count, uint8_t *_Nonnull output, size_t room);

// The CRC-32 of `count` bytes, as in PNG and gzip.
uint32_t iamr_crc32(const uint8_t *_Nonnull bytes, size_t count);

// The version of zlib, with which minizip is released.
const char *_Nonnull iamr_zlib_version(void);
