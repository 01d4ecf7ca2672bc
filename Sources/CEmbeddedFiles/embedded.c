#include "CEmbeddedFiles.h"

static const uint8_t actions[] = {
#embed "../../Data/actions.tsv"
};
static const uint8_t escalation_paths[] = {
#embed "../../Data/escalation-paths.tsv"
};
static const uint8_t theme_colour_blind[] = {
#embed "../../Themes/colour-blind.theme"
};
static const uint8_t theme_dark[] = {
#embed "../../Themes/dark.theme"
};
static const uint8_t theme_high_contrast[] = {
#embed "../../Themes/high-contrast.theme"
};
static const uint8_t theme_light[] = {
#embed "../../Themes/light.theme"
};
static const uint8_t theme_mono[] = {
#embed "../../Themes/mono.theme"
};

#define FILE_ENTRY(path, symbol) {path, symbol, sizeof symbol}

static const iamr_embedded_file files[] = {
    FILE_ENTRY("Data/actions.tsv", actions),
    FILE_ENTRY("Data/escalation-paths.tsv", escalation_paths),
    FILE_ENTRY("Themes/colour-blind.theme", theme_colour_blind),
    FILE_ENTRY("Themes/dark.theme", theme_dark),
    FILE_ENTRY("Themes/high-contrast.theme", theme_high_contrast),
    FILE_ENTRY("Themes/light.theme", theme_light),
    FILE_ENTRY("Themes/mono.theme", theme_mono),
};

size_t iamr_embedded_count(void) { return sizeof files / sizeof files[0]; }

iamr_embedded_file iamr_embedded_at(size_t index) { return files[index]; }
