/* SPDX-License-Identifier: MIT
 *
 * How the lanes of a mask are pressed together, to the end of eight lanes.
 * Used by simd/ alone.
 */
#ifndef JSONDE_SIMD_PRESS_TABLE_H
#define JSONDE_SIMD_PRESS_TABLE_H

#include "base/base.h"

/* [mask]: the places of its bits, upwards; zeros before them. */
extern const uint8_t jsd_press_table[0x100][8];

#endif
