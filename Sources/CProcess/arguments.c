#include "CProcess.h"

static int count;
static char **arguments;

// glibc and macOS pass the arguments of `main` to constructors as well.
__attribute__((constructor)) static void keep(int argument_count, char **values) {
  count = argument_count;
  arguments = values;
}

int32_t iamr_argument_count(void) { return count; }

const char *iamr_argument(int32_t index) { return arguments[index]; }
