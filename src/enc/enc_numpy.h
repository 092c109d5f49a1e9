/* SPDX-License-Identifier: MIT
 *
 * Arrays and scalars of numpy: all of them with OPT_SERIALIZE_BUFFER, those
 * that orjson writes with OPT_SERIALIZE_NUMPY.
 * Used by enc/enc_dispatch.c.
 */
#ifndef JSONDE_ENC_ENC_NUMPY_H
#define JSONDE_ENC_ENC_NUMPY_H

#include "enc/enc.h"

/* numpy.ndarray, and no subclass of it. */
char *jsd_enc_ndarray(jsd_enc *e, char *p, PyObject *o);

/* A subclass of it that is numpy's own, and means what its memory holds. */
char *jsd_enc_ndarray_subclass(jsd_enc *e, char *p, PyObject *o);

/* numpy.ma.MaskedArray: null for what is masked. */
char *jsd_enc_masked(jsd_enc *e, char *p, PyObject *o);

/* A scalar of numpy: one that is no number goes to default. */
char *jsd_enc_numpy_scalar(jsd_enc *e, char *p, PyObject *o);

/* Writes a scalar's number to *p, where JSD_ENC_ROOM bytes are free, as a key:
 * 1; 0: it is none; -1 with an exception. */
JSD_MUST_CHECK int jsd_enc_numpy_text(jsd_enc *e, char **p, PyObject *o);

/* numpy.datetime64; timedelta64 is none of JSON, though numpy exports its
 * bytes. */
char *jsd_enc_datetime64(jsd_enc *e, char *p, PyObject *o);

/* Writes a datetime64 as a key, without quotes, at p, which has JSD_ENC_ROOM
 * bytes and need not be in the output. */
char *jsd_enc_datetime64_text(jsd_enc *e, char *p, PyObject *o);

#endif
