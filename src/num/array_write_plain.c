/* SPDX-License-Identifier: MIT */
#define JSD_ARRAY_PUTTERS jsd_array_plain
#include "num/array_writers.h"
