#include "CCrypto.h"

#include <openssl/evp.h>
#include <stdlib.h>

struct iamr_sha256 {
  EVP_MD_CTX *context;
};

iamr_sha256 *iamr_sha256_begin(void) {
  iamr_sha256 *state = malloc(sizeof *state);
  if (!state) return NULL;
  state->context = EVP_MD_CTX_new();
  if (!state->context || EVP_DigestInit_ex(state->context, EVP_sha256(), NULL) != 1) {
    EVP_MD_CTX_free(state->context);
    free(state);
    return NULL;
  }
  return state;
}

void iamr_sha256_add(iamr_sha256 *state, const uint8_t *bytes, size_t count) {
  if (count) EVP_DigestUpdate(state->context, bytes, count);
}

void iamr_sha256_finish(iamr_sha256 *state, uint8_t digest[32]) {
  EVP_DigestFinal_ex(state->context, digest, NULL);
  EVP_MD_CTX_free(state->context);
  free(state);
}
