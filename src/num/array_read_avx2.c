/* SPDX-License-Identifier: MIT */
#define JSD_ARRAY_READERS jsd_array_readers_avx2
#include "num/array_reads.h"
