#pragma once

// What Scripts/commit printed for the build: the commit, with the suffix "-dirty" if the sources
// differed from it, and its date. Empty if the commit was unknown to the build.
const char *_Nonnull iamr_build_commit(void);
