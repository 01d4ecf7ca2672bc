#include "CZip.h"

#include <minizip/zip.h>
#include <stdlib.h>
#include <string.h>
#include <zlib.h>

struct iamr_zip {
  zipFile file;
  uint8_t *bytes;
  size_t count, capacity, place;
  int failed;
};

static voidpf open_memory(voidpf state, const void *name, int mode) {
  (void)name, (void)mode;
  return state;
}

static uLong read_memory(voidpf state, voidpf stream, void *bytes, uLong count) {
  (void)state;
  iamr_zip *zip = stream;
  if (count > zip->count - zip->place) count = zip->count - zip->place;
  memcpy(bytes, zip->bytes + zip->place, count);
  zip->place += count;
  return count;
}

static uLong write_memory(voidpf state, voidpf stream, const void *bytes, uLong count) {
  (void)state;
  iamr_zip *zip = stream;
  size_t end = zip->place + count;
  if (end > zip->capacity) {
    size_t capacity = zip->capacity * 2 > end ? zip->capacity * 2 : end + 65536;
    uint8_t *larger = realloc(zip->bytes, capacity);
    if (!larger) {
      zip->failed = 1;
      return 0;
    }
    zip->bytes = larger;
    zip->capacity = capacity;
  }
  memcpy(zip->bytes + zip->place, bytes, count);
  zip->place = end;
  if (end > zip->count) zip->count = end;
  return count;
}

static ZPOS64_T tell_memory(voidpf state, voidpf stream) {
  (void)state;
  return ((iamr_zip *)stream)->place;
}

static long seek_memory(voidpf state, voidpf stream, ZPOS64_T offset, int origin) {
  (void)state;
  iamr_zip *zip = stream;
  size_t start = origin == ZLIB_FILEFUNC_SEEK_SET   ? 0
                 : origin == ZLIB_FILEFUNC_SEEK_CUR ? zip->place
                                                    : zip->count;
  if (start + offset > zip->count) return -1;
  zip->place = start + offset;
  return 0;
}

static int close_memory(voidpf state, voidpf stream) {
  (void)state, (void)stream;
  return 0;
}

static int error_in_memory(voidpf state, voidpf stream) {
  (void)state;
  return ((iamr_zip *)stream)->failed;
}

iamr_zip *iamr_zip_begin(void) {
  iamr_zip *zip = calloc(1, sizeof *zip);
  if (!zip) return NULL;
  zlib_filefunc64_def functions = {
      .zopen64_file = open_memory,
      .zread_file = read_memory,
      .zwrite_file = write_memory,
      .ztell64_file = tell_memory,
      .zseek64_file = seek_memory,
      .zclose_file = close_memory,
      .zerror_file = error_in_memory,
      .opaque = zip,
  };
  zip->file = zipOpen2_64("", APPEND_STATUS_CREATE, NULL, &functions);
  if (zip->file) return zip;
  free(zip);
  return NULL;
}

int iamr_zip_add(iamr_zip *zip, const char *name, const uint8_t *bytes, size_t count) {
  zip_fileinfo info = {.tmz_date = {.tm_mday = 1, .tm_mon = 0, .tm_year = 1980}};
  if (zipOpenNewFileInZip64(
          zip->file, name, &info, NULL, 0, NULL, 0, NULL, Z_DEFLATED, 6, 0) != ZIP_OK)
    return 0;
  int written = zipWriteInFileInZip(zip->file, bytes, (unsigned)count);
  return zipCloseFileInZip(zip->file) == ZIP_OK && written == ZIP_OK && !zip->failed;
}

const uint8_t *iamr_zip_finish(iamr_zip *zip, size_t *count) {
  int closed = zipClose(zip->file, NULL);
  zip->file = NULL;
  *count = zip->count;
  return closed == ZIP_OK && !zip->failed ? zip->bytes : NULL;
}

void iamr_zip_free(iamr_zip *zip) {
  if (!zip) return;
  if (zip->file) zipClose(zip->file, NULL);
  free(zip->bytes);
  free(zip);
}

int iamr_inflate(const uint8_t *bytes, size_t count, uint8_t *output, size_t room) {
  uLong used = count;
  uLongf written = room;
  return uncompress2(output, &written, bytes, &used) == Z_OK && used == count && written == room;
}

uint32_t iamr_crc32(const uint8_t *bytes, size_t count) {
  return (uint32_t)crc32_z(0, bytes, count);
}

const char *iamr_zlib_version(void) { return zlibVersion(); }
