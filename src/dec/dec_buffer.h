/* SPDX-License-Identifier: MIT
 *
 * OPT_BUFFER_BASE64: turns an object with the members dtype, shape and data
 * into a memoryview of the array that it describes. Only the engine without
 * shapes reads with this option.
 */
#ifndef JSONDE_DEC_DEC_BUFFER_H
#define JSONDE_DEC_DEC_BUFFER_H

#include "dec/dec.h"

/* Takes over the dict of a finished object, or NULL with an exception. Returns
 * it if its members are not exactly these three. Otherwise returns a new
 * memoryview, or NULL with d->status. Other threads may run meanwhile. */
JSD_COLD PyObject *jsd_dec_buffer(jsd_dec *d, PyObject *dict);

#endif
