#pragma once
#include <stddef.h>
#include <stdint.h>

// Decompresses gzip streams (RFC 1952) with zlib, piece by piece.

typedef struct iamr_gunzip iamr_gunzip;

typedef enum {
  iamr_gunzip_more,   // The piece was used up, or the output is full.
  iamr_gunzip_end,    // A member ended; bytes of another can follow.
  iamr_gunzip_damaged // The stream is invalid from here on.
} iamr_gunzip_state;

// Begins a stream; NULL if memory is exhausted.
iamr_gunzip *_Nullable iamr_gunzip_begin(void);
// Decompresses from `input` to `output`; sets the number of bytes that were read and written.
iamr_gunzip_state iamr_gunzip_step(
    iamr_gunzip *_Nonnull stream, const uint8_t *_Nonnull input, size_t input_count,
    uint8_t *_Nonnull output, size_t output_count, size_t *_Nonnull read, size_t *_Nonnull written);
// Begins the next member of the same file.
void iamr_gunzip_next(iamr_gunzip *_Nonnull stream);
void iamr_gunzip_free(iamr_gunzip *_Nullable stream);
