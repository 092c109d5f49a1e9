/* SPDX-License-Identifier: MIT
 *
 * Arrays and scalars of numpy: those that orjson writes with
 * OPT_SERIALIZE_NUMPY, and all with numbers or times with
 * OPT_SERIALIZE_BUFFER. Each writer passes objects without JSON to default.
 * NULL with an exception. The caller owns o.
 */
#ifndef JSONDE_ENC_ENC_NUMPY_H
#define JSONDE_ENC_ENC_NUMPY_H

#include "enc/enc.h"

/* Writes an instance of exactly numpy.ndarray. */
char *jsd_enc_ndarray(jsd_enc *e, char *p, PyObject *o);

/* Writes an instance of one of numpy's own subclasses that add nothing to the
 * items: matrix, memmap, recarray. */
char *jsd_enc_ndarray_subclass(jsd_enc *e, char *p, PyObject *o);

/* Writes a numpy.ma.MaskedArray, with null for masked items. */
char *jsd_enc_masked(jsd_enc *e, char *p, PyObject *o);

/* Writes a scalar of numpy that is a number. */
char *jsd_enc_numpy_scalar(jsd_enc *e, char *p, PyObject *o);

/* Writes the number of a scalar at *p, where JSD_ENC_ROOM bytes are free, for
 * a key. Returns 1; 0 if o is no number; -1 with an exception. */
JSD_MUST_CHECK int jsd_enc_numpy_text(jsd_enc *e, char **p, PyObject *o);

/* Writes a numpy.datetime64. timedelta64 has no JSON, and is passed to
 * default. */
char *jsd_enc_datetime64(jsd_enc *e, char *p, PyObject *o);

/* Writes a datetime64 without quotes at p, which has JSD_ENC_ROOM free bytes
 * and need not be in the output, for a key. */
char *jsd_enc_datetime64_text(jsd_enc *e, char *p, PyObject *o);

#endif
