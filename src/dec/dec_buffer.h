/* SPDX-License-Identifier: MIT
 *
 * OPT_BUFFER_BASE64: an object of dtype, shape and data as a memoryview of the
 * array that it stands for.
 * Used by the engine that asks for capabilities, which is the only one that
 * reads with this option.
 */
#ifndef JSONDE_DEC_DEC_BUFFER_H
#define JSONDE_DEC_DEC_BUFFER_H

#include "dec/dec.h"

/* Takes over the dict of an object that ends, or NULL with an exception: it is
 * returned as it is, unless its members are just these three. Then: a new
 * memoryview, or NULL with d->status. The GIL may be given up meanwhile. */
JSD_COLD PyObject *jsd_dec_buffer(jsd_dec *d, PyObject *dict);

#endif
