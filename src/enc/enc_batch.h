/* SPDX-License-Identifier: MIT
 *
 * Collects the members of a dict that is written in another order.
 */
#ifndef JSONDE_ENC_ENC_BATCH_H
#define JSONDE_ENC_ENC_BATCH_H

#include "enc/enc_open.h"

/* Returns how many members of dict, the innermost container, are written.
 * is_locked: this call holds its lock. */
size_t jsd_enc_count_members(const jsd_enc *e, PyObject *dict, bool is_locked);

/* Collects the n members of dict, the innermost container, in a batch with
 * room for them. If batch->owned is set they are owned, and without the GIL of
 * one point in time; otherwise they are borrowed. False if dict no longer has
 * n members. */
JSD_MUST_CHECK bool jsd_enc_collect_members(jsd_enc *e, PyObject *dict,
                                            jsd_enc_batch *batch, size_t n);

#endif
