#include "CEmbeddedFiles.h"

static const uint8_t actions[] = {
#embed "../../Data/actions.tsv"
};
static const uint8_t escalation_paths[] = {
#embed "../../Data/escalation-paths.tsv"
};

#define FILE_ENTRY(path, symbol) {path, symbol, sizeof symbol}

static const iamr_embedded_file files[] = {
    FILE_ENTRY("Data/actions.tsv", actions),
    FILE_ENTRY("Data/escalation-paths.tsv", escalation_paths),
};

size_t iamr_embedded_count(void) { return sizeof files / sizeof files[0]; }

iamr_embedded_file iamr_embedded_at(size_t index) { return files[index]; }
