/* SPDX-License-Identifier: MIT */
#define JSD_ARRAY_PUTTERS jsd_array_putters_scalar
#include "num/array_write_items.h"
