#include "CCrypto.h"

#include <openssl/evp.h>

int iamr_sha1(const uint8_t *bytes, size_t count, uint8_t digest[20]) {
  return EVP_Digest(bytes, count, digest, NULL, EVP_sha1(), NULL);
}
