/* SPDX-License-Identifier: MIT
 *
 * Computes the length of a part of an array as text, in a tenth of the time of
 * writing it. Writes no text and never allocates.
 */
#ifndef JSONDE_NUM_ARRAY_TEXT_LENGTH_H
#define JSONDE_NUM_ARRAY_TEXT_LENGTH_H

#include "num/array_write.h"

/* The number of items must be a multiple of this. */
enum { JSD_ARRAY_BLOCK = 128 };

/* Returns whether the length can be computed: for contiguous integers of four
 * or eight bytes, in native byte order, that the AVX2 putters write. */
bool jsd_array_has_length(const jsd_array_writer *w);

/* Returns the bytes of the text of n items from item number `first`, in the
 * middle of the array: what a writer puts between jsd_array_write_seek() and
 * its pause. n is a multiple of JSD_ARRAY_BLOCK. */
size_t jsd_array_text_length(const jsd_array_writer *w, ptrdiff_t first,
                             ptrdiff_t n);

/* Returns the length of `blocks` blocks of items at p, each item followed by a
 * comma. */
typedef size_t jsd_array_measure(const char *p, size_t blocks);

#endif
