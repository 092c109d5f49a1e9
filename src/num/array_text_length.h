/* SPDX-License-Identifier: MIT
 *
 * How long a part of an array is as text, told in a tenth of the time that it
 * takes to write it.
 * Used by num/array_parallel.c. It writes no text, and never allocates.
 */
#ifndef JSONDE_NUM_ARRAY_TEXT_LENGTH_H
#define JSONDE_NUM_ARRAY_TEXT_LENGTH_H

#include "num/array.h"

/* Of so many items at once, and multiples of it. */
enum { JSD_ARRAY_BLOCK = 128 };

/* Whether it can be told: of integers of four and eight bytes in this
 * machine's order that lie one behind the other, and are written by the
 * functions for AVX2. */
bool jsd_array_has_length(const jsd_array_writer *w);

/* Bytes of the text of n items from number `first` on, when others come before
 * and behind them: as of a writer that is there by jsd_array_seek, until it is
 * paused. n: a multiple of JSD_ARRAY_BLOCK. */
size_t jsd_array_text_length(const jsd_array_writer *w, ptrdiff_t first,
                             ptrdiff_t n);

/* The text of so many blocks of items, each item with a comma behind it. */
typedef size_t jsd_array_measure(const char *p, size_t blocks);

#endif
