/* SPDX-License-Identifier: MIT
 *
 * Writes a large document by several threads while the calling thread holds
 * the GIL. No Python code runs then, so that other threads may read objects in
 * place, as the engine does: they touch no reference count, and call nothing
 * of CPython.
 *
 * Whether a document is large shows when its output grows. It is then
 * estimated, and if threads pay, the call starts again: each function returns
 * NULL without an exception up to the entry point, which calls
 * jsd_enc_put_parts(). That is possible as long as no writer of another type
 * has been called (jsd_enc_dispatch()).
 *
 * Each thread has a jsd_enc of its own, whose mode is JSD_ENC_PART. A value
 * that needs CPython ends the part: each function that raises an exception or
 * calls CPython asks jsd_enc_gives_up() first. The calling thread then writes
 * that part.
 */
#ifndef JSONDE_ENC_ENC_PARALLEL_H
#define JSONDE_ENC_ENC_PARALLEL_H

#include "enc/enc.h"

enum {
    JSD_PARALLEL_PART = JSD_LIMIT(32 * 1024, 40), /* bytes, approximately */
    /* Bytes that are worth a thread. To start and join one takes 50 us, in
     * which a thread writes 150 kB. */
    JSD_PARALLEL_THREAD = JSD_LIMIT(384 * 1024, 100)
};

/* Returns whether the call shall start again with jsd_enc_put_parts(). The
 * mode is JSD_ENC_MAY_SPLIT, and the output must grow up to p. If it shall
 * grow without another look, the mode is JSD_ENC_ALONE afterwards. */
JSD_MUST_CHECK bool jsd_enc_splits(jsd_enc *e, const char *p);

/* Limits the output, which has grown up to p at least, to where the next look
 * is due. */
void jsd_enc_limit_look(jsd_enc *e, const char *p);

/* Writes o, a list, tuple or dict, from the beginning, after a call with mode
 * JSD_ENC_SPLIT has failed. */
JSD_COLD char *jsd_enc_put_parts(jsd_enc *e, PyObject *o);

#endif
