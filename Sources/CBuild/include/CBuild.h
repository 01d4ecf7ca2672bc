#pragma once

// What Scripts/commit printed for the build: the commit, with the suffix "-dirty" if the sources
// differed from it, and its day. Empty if the build did not know its commit.
const char *_Nonnull iamr_build_commit(void);
