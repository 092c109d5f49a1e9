/* SPDX-License-Identifier: MIT
 *
 * The styled engine for the instruction set of this unit (simd/block.h), which
 * reads every object in place. isa/engines_NAME.c includes it. The engine runs
 * only where jsd_abi.caps is JSD_CAPS_ALL.
 */
#ifndef JSONDE_ENC_ENGINE_STYLED_ISA_H
#define JSONDE_ENC_ENGINE_STYLED_ISA_H

#include "enc/engine_leaf.h"
#include "enc/engine_str.h"

#define STYLED_CAPS JSD_CAPS_ALL
#define STYLED_LAYOUT PUT_LAYOUT_FOUND
#define STYLED_ENGINE JSD_ISA(jsd_engine_styled)

/* Writes str inline if no option changes how its text is escaped. */
JSD_INLINE char *
styled_put_string(jsd_enc *e, char *p, PyObject *str)
{
    return put_is_styled(e, STYLED_LAYOUT, str)
               ? jsd_enc_str(e, p, str)
               : put_str(e, STYLED_LAYOUT, p, str);
}

JSD_INLINE char *
styled_put_integer(jsd_enc *e, char *p, PyObject *o)
{
    return put_int(e, STYLED_LAYOUT, p, o);
}

#include "enc/engine_styled.h"

#endif
