/* SPDX-License-Identifier: MIT */
#include "enc/enc_uuid.h"

#include "abi/number.h"
#include "abi/slot.h"
#include "enc/enc_attribute.h"
#include "enc/enc_raise.h"
#include "py/is_type.h"
#include "text/uuid.h"

static void
put_big_endian(unsigned char *out, uint64_t word)
{
    if (__BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__)
        word = __builtin_bswap64(word);
    memcpy(out, &word, sizeof word);
}

/* Writes the UUID whose int is value. Returns NULL without an exception if
 * value is no int of 128 bits. */
static char *
put_uuid_int(char *p, PyObject *value)
{
    unsigned char bytes[16];
    uint64_t high, low;

    if (!jsd_is_int(value) ||
        !jsd_int_read_u128(jsd_abi.caps, value, &high, &low))
        return NULL;
    put_big_endian(bytes, high);
    put_big_endian(bytes + 8, low);
    return jsd_uuid_put(p, bytes);
}

/* Writes o by its attribute `int`, and learns the slot from it. NULL with an
 * exception. The caller owns o. */
static char *
put_attribute(jsd_enc *e, char *p, PyObject *o)
{
    PyObject *value =
        jsd_enc_attribute(e, o, e->state->types.names[JSD_NAME_INT]);

    if (value == NULL)
        return NULL;
    JSD_GATED(&e->gate, jsd_slot_learn(&e->state->types.uuid_int, o, value));
    p = put_uuid_int(p, value);
    jsd_gate_drop(&e->gate, value);
    return p != NULL
               ? p
               : jsd_enc_raise_from(e, "a UUID is not an int of 128 bits");
}

static char *
put_slowly(jsd_enc *e, char *p, PyObject *o)
{
    Py_IncRef(o);
    p = put_attribute(e, p, o);
    jsd_gate_drop(&e->gate, o);
    return p;
}

char *
jsd_enc_uuid_text(jsd_enc *e, char *p, PyObject *o)
{
    PyObject *value;
    char *end;

    if (JSD_LIKELY(jsd_slot_read(&e->state->types.uuid_int, o, &value)) &&
        JSD_LIKELY(value != NULL)) {
        end = put_uuid_int(p, value);
        if (JSD_LIKELY(end != NULL))
            return end;
    }
    return put_slowly(e, p, o);
}

char *
jsd_enc_uuid(jsd_enc *e, char *p, PyObject *o)
{
    *p = '"';
    p = jsd_enc_uuid_text(e, p + 1, o);
    if (p == NULL)
        return NULL;
    *p = '"';
    return p + 1;
}
