/* SPDX-License-Identifier: MIT
 *
 * Estimates the length of a text before it is written, from samples of each
 * container. A budget is the number of objects to read, approximately. Objects
 * are read in place, and no function of CPython is called. Needs JSD_CAPS_ALL.
 */
#ifndef JSONDE_ENC_ENC_ESTIMATE_H
#define JSONDE_ENC_ENC_ESTIMATE_H

#include "enc/enc_entry.h"

/* Returns the approximate bytes of the JSON of o, with a separator. */
size_t jsd_enc_estimate(PyObject *o, size_t budget);

/* Returns the approximate mean bytes of the entries from `from` on, of which
 * there is at least one. Sets *most to the bytes of the largest that was
 * read. */
size_t jsd_enc_estimate_entry(const jsd_entries *entries, Py_ssize_t from,
                              size_t budget, size_t *most);

#endif
