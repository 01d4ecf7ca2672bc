#include "CBuild.h"

// The build defines IAMR_COMMIT for this file only, so that a new commit compiles nothing else again.
const char *iamr_build_commit(void) { return IAMR_COMMIT; }
