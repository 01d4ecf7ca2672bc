#include "CCrypto.h"

#include <openssl/crypto.h>

const char *iamr_crypto_version(void) { return OpenSSL_version(OPENSSL_VERSION); }
