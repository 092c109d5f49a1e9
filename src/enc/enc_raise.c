/* SPDX-License-Identifier: MIT
 *
 * Exceptions of the encoder. To make one may run Python code: its class, its
 * context, and up to 3.11 the collector that its memory starts. So each passes
 * the gate, and containers and keys can be looked at on the way out.
 */
#include "enc/enc.h"

#include "py/error.h"

char *
jsd_enc_raise(jsd_enc *e, const char *message)
{
    JSD_GATED(&e->gate, jsd_raise_encode(e->state, message));
    return NULL;
}

char *
jsd_enc_raise_from(jsd_enc *e, const char *message)
{
    JSD_GATED(&e->gate, jsd_raise_from(e->state, message));
    return NULL;
}

char *
jsd_enc_raise_type(jsd_enc *e, PyObject *o)
{
    JSD_GATED(&e->gate,
              jsd_raise_type(e->state, jsd_type_of(jsd_abi.caps, o)));
    return NULL;
}

char *
jsd_enc_raise_no_memory(jsd_enc *e)
{
    JSD_GATED(&e->gate, jsd_raise_no_memory());
    return NULL;
}

char *
jsd_enc_too_deep(jsd_enc *e)
{
    return jsd_enc_raise(e, "Recursion limit reached");
}
