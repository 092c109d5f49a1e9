/* SPDX-License-Identifier: MIT
 *
 * The styled engine for free-threaded builds, which reads every object in
 * place, and lists and dicts under their locks. There is one for all
 * instruction sets: the engine for plain output writes its strings.
 */
#include "enc/engine_leaf.h"

#define STYLED_LAYOUT (JSD_CAP_FIXED_LAYOUT | JSD_CAP_FREE_THREADED)
#define STYLED_CAPS (JSD_CAPS_ALL | STYLED_LAYOUT)
#define STYLED_ENGINE jsd_engine_styled_locked

JSD_INLINE char *
styled_put_string(jsd_enc *e, char *p, PyObject *str)
{
    return put_is_styled(e, STYLED_LAYOUT, str)
               ? jsd_enc_str(e, p, str)
               : jsd_enc_plain_engine()->str(e, p, str);
}

JSD_INLINE char *
styled_put_integer(jsd_enc *e, char *p, PyObject *o)
{
    return put_int(e, STYLED_LAYOUT, p, o);
}

#include "enc/engine_styled.h"
