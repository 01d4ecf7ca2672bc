#include "CGunzip.h"

#include <stdlib.h>
#include <zlib.h>

struct iamr_gunzip {
  z_stream stream;
};

// 16 selects the gzip format, which includes a checksum.
static const int gzip_window = 16 + MAX_WBITS;

iamr_gunzip *iamr_gunzip_begin(void) {
  iamr_gunzip *self = calloc(1, sizeof *self);
  if (!self) return NULL;
  if (inflateInit2(&self->stream, gzip_window) == Z_OK) return self;
  free(self);
  return NULL;
}

iamr_gunzip_state iamr_gunzip_step(
    iamr_gunzip *self, const uint8_t *input, size_t input_count, uint8_t *output,
    size_t output_count, size_t *read, size_t *written) {
  self->stream.next_in = (Bytef *)input;
  self->stream.avail_in = (uInt)input_count;
  self->stream.next_out = output;
  self->stream.avail_out = (uInt)output_count;
  int result = inflate(&self->stream, Z_NO_FLUSH);
  *read = input_count - self->stream.avail_in;
  *written = output_count - self->stream.avail_out;
  if (result == Z_STREAM_END) return iamr_gunzip_end;
  return result == Z_OK || result == Z_BUF_ERROR ? iamr_gunzip_more : iamr_gunzip_damaged;
}

void iamr_gunzip_next(iamr_gunzip *self) { inflateReset(&self->stream); }

void iamr_gunzip_free(iamr_gunzip *self) {
  if (!self) return;
  inflateEnd(&self->stream);
  free(self);
}
