/* SPDX-License-Identifier: MIT
 *
 * The engine for whatever jsd_abi.caps says, accessor by accessor.
 */
#include "enc/enc_number.h"
#include "enc/enc_str.h"

#define STYLED_CAPS jsd_abi.caps
#define STYLED_ENGINE jsd_engine_plain

static char *
styled_put_string(jsd_enc *e, char *p, PyObject *str)
{
    return jsd_enc_str(e, p, str);
}

static char *
styled_put_integer(jsd_enc *e, char *p, PyObject *o)
{
    return jsd_enc_int(e, p, o);
}

#include "enc/engine_styled.h"
