/* SPDX-License-Identifier: MIT */
#include "enc/enc_uuid.h"

#include "abi/number.h"
#include "enc/enc_attribute.h"
#include "py/error.h"
#include "text/uuid.h"

static void
put_big_endian(unsigned char *out, uint64_t word)
{
    for (int i = 8; i-- > 0; word >>= 8)
        out[i] = (unsigned char)word;
}

char *
jsd_enc_uuid_text(jsd_enc *e, char *p, PyObject *o)
{
    PyObject *value =
        jsd_enc_attribute(e, o, e->state->types.names[JSD_NAME_INT]);
    unsigned char bytes[16];
    uint64_t high, low;
    bool fits;

    if (value == NULL)
        return NULL;
    fits = (PyType_GetFlags(jsd_type_of(jsd_abi.caps, value)) &
            Py_TPFLAGS_LONG_SUBCLASS) &&
           jsd_int_read_u128(jsd_abi.caps, value, &high, &low);
    Py_DecRef(value);
    if (!fits) {
        jsd_raise_from(e->state, "a UUID is not an int of 128 bits");
        return NULL;
    }
    put_big_endian(bytes, high);
    put_big_endian(bytes + 8, low);
    return jsd_uuid_put(p, bytes);
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
