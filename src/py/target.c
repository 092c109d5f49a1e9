/* SPDX-License-Identifier: MIT */
#include "py/target.h"

#include "abi/buffer.h"
#include "py/error.h"
#include "py/gate.h"

/* Returns whether a buffer of len bytes has room for n bytes behind the
 * offset; if not, raises BufferError. */
static bool
target_fits(const jsd_target *t, size_t n, Py_ssize_t len)
{
    if (t->offset <= len && n <= (size_t)(len - t->offset))
        return true;
    JSD_GATED(JSD_NOTHING_BORROWED,
              jsd_raise_buffer(
                  "%zu bytes are needed at offset %zd of a buffer of %zd", n,
                  t->offset, len));
    return false;
}

int
jsd_target_put(jsd_target *t, const char *text, size_t n)
{
    jsd_pybuffer buffer;
    int status = -1;

    if (JSD_GATED(JSD_NOTHING_BORROWED,
                  jsd_buffer_acquire(t->buffer, JSD_PYBUF_WRITABLE, &buffer)) <
        0)
        return -1;
    if (target_fits(t, n, buffer.len))
        status = JSD_GATED(JSD_NOTHING_BORROWED,
                           jsd_buffer_write(&buffer, t->offset, text, n));
    JSD_GATED(JSD_NOTHING_BORROWED, jsd_buffer_release(&buffer));
    if (status == 0)
        t->end = t->offset + (Py_ssize_t)n;
    return status;
}

int
jsd_target_acquire(PyObject *buffer, jsd_target_items *items)
{
    items->buffer = buffer;
    if (JSD_GATED(
            JSD_NOTHING_BORROWED,
            jsd_buffer_acquire(buffer, JSD_PYBUF_ITEMS, &items->export)) < 0)
        return -1;
    items->data = items->export.buf;
    items->len = (size_t)items->export.len;
    items->format = jsd_item_parse(items->export.format);
    items->is_plain = items->format.item == JSD_ITEM_U8 ||
                      items->format.item == JSD_ITEM_CHAR;
    return 0;
}

void
jsd_target_release(jsd_target_items *items)
{
    JSD_GATED(JSD_NOTHING_BORROWED, jsd_buffer_release(&items->export));
}

void
jsd_target_raise_too_small(size_t n, size_t len)
{
    JSD_GATED(
        JSD_NOTHING_BORROWED,
        jsd_raise_buffer("%zu bytes are needed in a buffer of %zu", n, len));
}
