/* SPDX-License-Identifier: MIT
 *
 * Steps that every escape kernel needs: the units that are left, the room that
 * is left, and a slow path that writes units one by one where a block does not
 * fit.
 */
#ifndef JSONDE_SIMD_ESCAPE_STEP_H
#define JSONDE_SIMD_ESCAPE_STEP_H

#include "simd/block.h"
#include "simd/escape_table.h"
#include "simd/kernel.h"

JSD_INLINE size_t
escape_left(const jsd_escape *e, int width)
{
    return (size_t)((const char *)e->end - (const char *)e->in) /
           (size_t)width;
}

JSD_INLINE size_t
escape_room(const jsd_escape *e)
{
    return (size_t)(e->limit - e->out);
}

JSD_INLINE void
escape_moved(jsd_escape *e, size_t units, size_t bytes, int width)
{
    e->in = (const char *)e->in + units * (size_t)width;
    e->out += bytes;
}

/* Writes up to n units one by one while JSD_ESCAPE_MAX bytes are free. Returns
 * JSD_SURROGATE at a surrogate. */
JSD_COLD static jsd_status
escape_one_by_one(jsd_escape *e, size_t n, int width, bool utf8)
{
    for (; n > 0 && escape_room(e) >= JSD_ESCAPE_MAX; n--) {
        uint32_t unit = jsd_unit_at(e->in, 0, width);
        char *out = e->out;

        if (unit < (utf8 || width > 1 ? 0x80 : 0x100)) {
            memcpy(out, jsd_pieces[unit].text, JSD_ESCAPE_MAX);
            out += jsd_pieces[unit].len;
        } else if (utf8) {
            *out++ = (char)unit;
        } else if (width > 1 && JSD_UNLIKELY(jsd_unit_is_surrogate(unit))) {
            return JSD_SURROGATE;
        } else {
            out = jsd_unit_put_utf8(out, unit, width);
        }
        escape_moved(e, 1, (size_t)(out - e->out), width);
    }
    return JSD_OK;
}

/* Returns a copy of *e. It is made member by member: a struct copy is one
 * vector load, which stalls until the stores of the members have retired. */
JSD_INLINE jsd_escape
escape_copy(const jsd_escape *e)
{
    jsd_escape copy;

    copy.in = e->in;
    copy.end = e->end;
    copy.out = e->out;
    copy.limit = e->limit;
    return copy;
}

/* Calls escape_one_by_one() with a copy, so that the caller can keep *e in
 * registers. */
JSD_INLINE jsd_status
escape_step(jsd_escape *e, size_t n, int width, bool utf8)
{
    jsd_escape copy = escape_copy(e);
    jsd_status status = escape_one_by_one(&copy, n, width, utf8);

    e->in = copy.in;
    e->out = copy.out;
    return status;
}

/* Writes the first n bytes of b, and more if there is room for a block. */
JSD_INLINE void
escape_put(jsd_escape *e, jsd_block b, size_t n)
{
    char copy[JSD_BLOCK];

    if (JSD_LIKELY(escape_room(e) >= JSD_BLOCK)) {
        jsd_block_store(e->out, b);
    } else {
        jsd_block_store(copy, b);
        jsd_block_move(e->out, copy, n);
    }
}

#endif
