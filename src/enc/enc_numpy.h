/* SPDX-License-Identifier: MIT
 *
 * Arrays and scalars of numpy: all of them with OPT_SERIALIZE_BUFFER, those
 * that orjson writes with OPT_SERIALIZE_NUMPY.
 * Used by enc/enc_other.c.
 */
#ifndef JSONDE_ENC_ENC_NUMPY_H
#define JSONDE_ENC_ENC_NUMPY_H

#include "enc/enc.h"

/* numpy.ndarray, and no subclass of it. */
char *jsd_enc_ndarray(jsd_enc *e, char *p, PyObject *o);

/* A subclass of it that is numpy's own, and means what its memory holds. */
char *jsd_enc_ndarray_heir(jsd_enc *e, char *p, PyObject *o);

/* numpy.ma.MaskedArray: null for what is masked. */
char *jsd_enc_masked(jsd_enc *e, char *p, PyObject *o);

/* Any other scalar of numpy: one that is no number goes to default. */
char *jsd_enc_numpy_scalar(jsd_enc *e, char *p, PyObject *o);

/* numpy.datetime64; timedelta64 is none of JSON, though numpy exports its
 * bytes. */
char *jsd_enc_datetime64(jsd_enc *e, char *p, PyObject *o);

#endif
