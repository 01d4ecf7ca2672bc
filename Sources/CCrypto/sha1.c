#include "CCrypto.h"

#include <openssl/evp.h>
#include <pthread.h>

// The algorithm is looked up once: an export creates hundreds of thousands of UUIDs, and the lookup
// takes several times as long as one digest.
static EVP_MD *algorithm;
static pthread_once_t isLookedUp = PTHREAD_ONCE_INIT;

static void lookUp(void) { algorithm = EVP_MD_fetch(NULL, "SHA1", NULL); }

int iamr_sha1(const uint8_t *bytes, size_t count, uint8_t digest[20]) {
  if (pthread_once(&isLookedUp, lookUp) != 0 || !algorithm) return 0;
  return EVP_Digest(bytes, count, digest, NULL, algorithm, NULL);
}
