/* SPDX-License-Identifier: MIT
 *
 * abi/buffer.h with PyObject_GetBuffer and without: both ways must tell the
 * same of a buffer, read the same bytes, and refuse the same requests.
 */
#include "abi_suites.h"

#include "abi/buffer.h"

static jsd_symbols kept_symbols;

static void
hide_exports(void)
{
    kept_symbols = jsd_abi.symbols;
    jsd_abi.symbols.get_buffer = NULL;
}

static void
show_exports(void)
{
    jsd_abi.symbols = kept_symbols;
}

/* Copies the items of a buffer of at most two dimensions in C's order. */
static void
copy_items(const jsd_pybuffer *b, char *out)
{
    const Py_ssize_t rows = b->ndim == 2 ? b->shape[0] : 1;
    const Py_ssize_t row_step = b->ndim == 2 ? b->strides[0] : 0;
    const Py_ssize_t columns = b->shape[b->ndim - 1];
    const Py_ssize_t step = b->strides[b->ndim - 1];

    for (Py_ssize_t i = 0; i < rows; i++)
        for (Py_ssize_t j = 0; j < columns; j++) {
            memcpy(out, (const char *)b->buf + i * row_step + j * step,
                   (size_t)b->itemsize);
            out += b->itemsize;
        }
}

static void
expect_equal_buffers(const char *expression)
{
    PyObject *o = live_eval(expression);
    char items[2][64] = {{0}};
    jsd_pybuffer a, b;

    ck_assert_int_eq(jsd_buffer_acquire(o, JSD_PYBUF_FULL_RO, &a), 0);
    hide_exports();
    ck_assert(!jsd_buffer_has_exports());
    ck_assert_int_eq(jsd_buffer_acquire(o, JSD_PYBUF_FULL_RO, &b), 0);
    ck_assert_int_eq(a.len, b.len);
    ck_assert_int_eq(a.itemsize, b.itemsize);
    ck_assert_int_eq(a.ndim, b.ndim);
    ck_assert_str_eq(a.format == NULL ? "B" : a.format, b.format);
    for (int i = 0; i < a.ndim; i++)
        ck_assert_int_eq(a.shape[i], b.shape[i]);
    ck_assert_ptr_null(b.suboffsets);
    copy_items(&a, items[0]);
    copy_items(&b, items[1]);
    ck_assert_mem_eq(items[0], items[1], sizeof items[0]);
    jsd_buffer_release(&b);
    ck_assert_ptr_null(b.obj);
    jsd_buffer_release(&b); /* nothing is held any more */
    show_exports();
    jsd_buffer_release(&a);
    ck_assert_ptr_null(a.obj);
    Py_DecRef(o);
}

START_TEST(the_copy_equals_the_export)
{
    expect_equal_buffers("b''");
    expect_equal_buffers("b'abc'");
    expect_equal_buffers("bytearray(b'abc')");
    expect_equal_buffers("memoryview(b'abcdef')[1:5]");
    expect_equal_buffers("memoryview(b'abcdef')[::-2]");
    expect_equal_buffers("memoryview(bytes(range(24))).cast('i')[::2]");
    expect_equal_buffers("memoryview(bytes(range(24))).cast('H', [3, 4])");
}
END_TEST

/* Returns the type of the exception that a request raises; NULL: none. */
static PyObject *
refusal_of(PyObject *o, int flags)
{
    jsd_pybuffer b;
    PyObject *type, *value, *traceback;

    if (jsd_buffer_acquire(o, flags, &b) == 0) {
        jsd_buffer_release(&b);
        return NULL;
    }
    ck_assert_ptr_null(b.obj);
    PyErr_Fetch(&type, &value, &traceback);
    Py_DecRef(value);
    Py_DecRef(traceback);
    Py_DecRef(type); /* static */
    return type;
}

static void
expect_refusal(const char *expression, int flags, PyObject *exception)
{
    PyObject *o = live_eval(expression);

    ck_assert_ptr_eq(refusal_of(o, flags), exception);
    hide_exports();
    ck_assert_msg(refusal_of(o, flags) == exception, "%s", expression);
    show_exports();
    Py_DecRef(o);
}

START_TEST(both_refuse_the_same)
{
    expect_refusal("5", JSD_PYBUF_SIMPLE, PyExc_TypeError);
    expect_refusal("b'a'", JSD_PYBUF_SIMPLE, NULL);
    expect_refusal("b'a'", JSD_PYBUF_WRITABLE, PyExc_BufferError);
    expect_refusal("b'a'", JSD_PYBUF_ITEMS, PyExc_BufferError);
    expect_refusal("bytearray(3)", JSD_PYBUF_WRITABLE, NULL);
    expect_refusal("bytearray(3)", JSD_PYBUF_ITEMS, NULL);
    expect_refusal("memoryview(b'abc')[::2]", JSD_PYBUF_SIMPLE,
                   PyExc_BufferError);
    expect_refusal("memoryview(b'abc')[::2]", JSD_PYBUF_FULL_RO, NULL);
    expect_refusal("memoryview(bytearray(3))[::2]", JSD_PYBUF_ITEMS,
                   PyExc_BufferError);
    live_run("view = memoryview(b'abc')\nview.release()");
    expect_refusal("view", JSD_PYBUF_SIMPLE, PyExc_ValueError);
}
END_TEST

static void
expect_written(const char *expression, const char *text)
{
    PyObject *o = live_eval(expression);
    jsd_pybuffer b;

    ck_assert_int_eq(jsd_buffer_acquire(o, JSD_PYBUF_WRITABLE, &b), 0);
    ck_assert_int_eq(b.len, 8);
    ck_assert_int_eq(jsd_buffer_write(&b, 3, text, strlen(text)), 0);
    ck_assert_int_eq(jsd_buffer_write(&b, 8, "", 0), 0);
    jsd_buffer_release(&b);
    Py_DecRef(o);
}

START_TEST(both_write)
{
    live_run("room = bytearray(8)");
    expect_written("room", "one");
    ck_assert_int_eq(live_eval_long("room == b'\\0\\0\\0one\\0\\0'"), 1);
    hide_exports();
    expect_written("room", "two");
    ck_assert_int_eq(live_eval_long("room == b'\\0\\0\\0two\\0\\0'"), 1);
    expect_written("memoryview(room).cast('i')", "three");
    ck_assert_int_eq(live_eval_long("room == b'\\0\\0\\0three'"), 1);
    live_run("room.append(0)"); /* no export is left */
    show_exports();
}
END_TEST

START_TEST(a_memoryview_is_borrowed)
{
    PyObject *view = live_eval("memoryview(bytearray(b'abc'))");
    PyObject *bytes = live_eval("b'abc'");
    const jsd_pybuffer *b = NULL;

    if (jsd_memoryview_is_proven()) {
        ck_assert_int_eq(jsd_buffer_borrow(view, &b), JSD_VIEW_CONTIGUOUS);
        ck_assert_int_eq(b->len, 3);
        ck_assert_int_eq(jsd_memoryview_exports(view), 0);
        ck_assert_ptr_eq(jsd_buffer_exporter(view), b->obj);
    }
    live_use_public();
    ck_assert_int_eq(jsd_buffer_borrow(view, &b), JSD_VIEW_RESTRICTED);
    ck_assert_ptr_null(jsd_buffer_exporter(view));
    ck_assert_ptr_eq(jsd_buffer_exporter(bytes), bytes);
    Py_DecRef(bytes);
    Py_DecRef(view);
}
END_TEST

Suite *
buffer_suite(void)
{
    Suite *s = suite_create("buffer");
    TCase *c = tcase_create("buffer");

    tcase_add_checked_fixture(c, live_setup, NULL);
    tcase_add_test(c, the_copy_equals_the_export);
    tcase_add_test(c, both_refuse_the_same);
    tcase_add_test(c, both_write);
    tcase_add_test(c, a_memoryview_is_borrowed);
    suite_add_tcase(s, c);
    return s;
}
