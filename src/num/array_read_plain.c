/* SPDX-License-Identifier: MIT */
#define JSD_ARRAY_READERS jsd_array_readers_plain
#include "num/array_readers.h"
