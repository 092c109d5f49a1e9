/* SPDX-License-Identifier: MIT
 *
 * The C API for other extensions (jsonde.h, docs/c-api.md).
 */
#ifndef JSONDE_MODULE_CAPI_H
#define JSONDE_MODULE_CAPI_H

#include "py/state.h"

/* Returns a new capsule with the functions of jsonde.h for the interpreter of
 * state, or NULL with an exception. The functions use state, so the capsule
 * must not be used after the module that owns it has gone. */
PyObject *jsd_capi_new(jsd_state *state);

#endif
