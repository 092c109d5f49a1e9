/* SPDX-License-Identifier: MIT */
#include "enc/enc_big_integer.h"

#include "base/mem.h"
#include "enc/enc_open.h"
#include "enc/enc_raise.h"
#include "num/bigint.h"

/* Returns o in base 16 as new bytes such as "-0x1f", or NULL with an
 * exception. Base 16 has no limit of digits and needs no division. No method
 * of a subclass is called. */
static PyObject *
hex_of(jsd_enc *e, PyObject *o)
{
    PyObject *str = JSD_GATED_ALLOCATION(&e->gate, PyNumber_ToBase(o, 16));
    PyObject *ascii = NULL;

    if (str != NULL)
        ascii = JSD_GATED_ALLOCATION(&e->gate, PyUnicode_AsASCIIString(str));
    jsd_drop_inert(str);
    if (ascii == NULL)
        jsd_enc_own(&e->gate, false);
    return ascii;
}

/* Reads o, an int or an instance of a subclass, into *big and *negative. -1
 * with an exception; then *big needs no clear. */
static int
read_big_integer(jsd_enc *e, PyObject *o, jsd_bigint *big, bool *negative)
{
    PyObject *ascii = hex_of(e, o);
    const char *hex;
    jsd_status status;
    size_t skip;

    if (ascii == NULL)
        return -1;
    hex = PyBytes_AsString(ascii);
    *negative = *hex == '-';
    skip = *negative + strlen("0x");
    status = jsd_bigint_read_hex(big, hex + skip,
                                 (size_t)PyBytes_Size(ascii) - skip);
    jsd_drop_inert(ascii);
    if (status == JSD_OK)
        return 0;
    jsd_enc_raise_no_memory(e);
    return -1;
}

/* Returns whether big may have more digits than the least limit that
 * sys.set_int_max_str_digits() can set. The standard library obeys it. */
static bool
is_long(const jsd_enc *e, const jsd_bigint *big)
{
    enum { LEAST_LIMIT = 640 };

    return (e->options & JSD_STANDARD) && jsd_bigint_room(big) > LEAST_LIMIT;
}

char *
jsd_enc_big_integer(jsd_enc *e, char *p, PyObject *o)
{
    jsd_bigint big;
    bool negative;

    if (read_big_integer(e, o, &big, &negative) < 0)
        return NULL;
    p = is_long(e, &big)
            ? jsd_enc_raise(e, "int may exceed the limit of digits")
            : jsd_enc_reserve(e, p, jsd_bigint_room(&big) + 1);
    if (p != NULL) {
        *p = '-';
        p = jsd_bigint_put(&big, p + negative);
    }
    jsd_bigint_clear(&big);
    return p;
}

/* Returns big, with a "-" if negative, as a new str. NULL with an exception.
 */
static PyObject *
big_integer_text(jsd_enc *e, const jsd_bigint *big, bool negative)
{
    char *text = jsd_mem_new(jsd_bigint_room(big) + 1), *end;
    PyObject *str;

    if (text == NULL) {
        jsd_enc_raise_no_memory(e);
        return NULL;
    }
    *text = '-';
    end = jsd_bigint_put(big, text + negative);
    str = PyUnicode_FromStringAndSize(text, end - text);
    jsd_mem_free(text);
    return str;
}

PyObject *
jsd_enc_big_integer_text(jsd_enc *e, PyObject *o)
{
    jsd_bigint big;
    PyObject *str;
    bool negative;

    if (read_big_integer(e, o, &big, &negative) < 0)
        return NULL;
    if (is_long(e, &big)) {
        jsd_enc_raise(e, "int may exceed the limit of digits");
        str = NULL;
    } else {
        str = big_integer_text(e, &big, negative);
    }
    jsd_bigint_clear(&big);
    return str;
}
