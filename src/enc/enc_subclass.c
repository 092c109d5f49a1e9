/* SPDX-License-Identifier: MIT */
#include "enc/enc_subclass.h"

#include "enc/enc_datetime.h"
#include "enc/enc_default.h"
#include "enc/enc_raise.h"
#include "enc/enc_uuid.h"

/* Returns whether o is equal to itself: 1, 0, or -1 with an exception. Runs
 * Python code. */
static int
is_itself(jsd_enc *e, PyObject *o)
{
    PyObject *other = JSD_GATED(&e->gate, PyObject_RichCompare(o, o, Py_NE));
    int is_equal = -1;

    if (other != NULL)
        is_equal = JSD_GATED(&e->gate, PyObject_IsTrue(other));
    jsd_gate_drop(&e->gate, other);
    return is_equal < 0 ? -1 : !is_equal;
}

typedef struct base_writers {
    jsd_enc_writer *value, *text;
} base_writers;

static const base_writers by_base[JSD_KIND_COUNT] = {
    [JSD_KIND_DATETIME] = {jsd_enc_datetime, jsd_enc_datetime_text},
    [JSD_KIND_DATE] = {jsd_enc_date, jsd_enc_date_text},
    [JSD_KIND_TIME] = {jsd_enc_time, jsd_enc_time_text},
    [JSD_KIND_UUID] = {jsd_enc_uuid, jsd_enc_uuid_text},
};

static char *
put_as_base(jsd_enc *e, char *p, PyObject *o, jsd_kind base, bool quoted)
{
    int is_equal = is_itself(e, o);

    if (is_equal < 0)
        return jsd_enc_raise_from(e, "a datetime or UUID cannot be compared");
    if (is_equal > 0)
        return (quoted ? by_base[base].value : by_base[base].text)(e, p, o);
    e->is_none = true;
    memcpy(p, "null", 4);
    return p + 4;
}

char *
jsd_enc_subclass(jsd_enc *e, char *p, PyObject *o)
{
    jsd_kind base =
        jsd_types_base(&e->state->types, jsd_type_of(jsd_abi.caps, o));

    if (base == JSD_KIND_OTHER ||
        (base != JSD_KIND_UUID &&
         (e->options & JSD_OPT(PASSTHROUGH_DATETIME)) != 0))
        return jsd_enc_default(e, p, o);
    return put_as_base(e, p, o, base, true);
}

char *
jsd_enc_subclass_text(jsd_enc *e, char *p, PyObject *o)
{
    jsd_kind base =
        jsd_types_base(&e->state->types, jsd_type_of(jsd_abi.caps, o));

    return base == JSD_KIND_OTHER
               ? jsd_enc_raise(e, "the class of a key has changed")
               : put_as_base(e, p, o, base, false);
}
