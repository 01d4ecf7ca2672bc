#include "CBuild.h"

// The build defines IAMR_COMMIT for this file only, so that after a new commit no other file is compiled again.
const char *iamr_build_commit(void) { return IAMR_COMMIT; }
