/* SPDX-License-Identifier: MIT */
#define JSD_ARRAY_PARSE_TABLE jsd_array_parse_scalar
#include "num/array_parse_items.h"
