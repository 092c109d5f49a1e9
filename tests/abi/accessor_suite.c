/* SPDX-License-Identifier: MIT
 *
 * jsd_memoryview_get_buffer() and the other accessors of views, before and
 * after release.
 */
#include "abi_suites.h"

#include "abi/memoryview.h"
#include "dec/dec.h"
#include "compiler_layout.h"

static PyObject *
method(PyObject *o, const char *name)
{
    PyObject *value = PyObject_CallMethod(o, name, NULL);

    live_expect_no_exception(name);
    return value;
}

static void
release(PyObject *view)
{
    Py_DecRef(method(view, "release"));
}

/* Returns a view's managed buffer, a new reference. */
static PyObject *
hold_managed(PyObject *view)
{
    PyObject *managed = jsd_memoryview_managedbuffer(view);

    Py_IncRef(managed);
    return managed;
}

static void
expect_managed(PyObject *managed, int flags, Py_ssize_t exports)
{
    ck_assert_int_eq(jsd_managedbuffer_flags(managed), flags);
    ck_assert_int_eq(jsd_managedbuffer_exports(managed), exports);
}

START_TEST(a_fresh_view)
{
    PyObject *bytes = live_eval("bytes(range(30))");
    PyObject *view = PyMemoryView_FromObject(bytes);
    PyObject *managed = jsd_memoryview_managedbuffer(view);
    const jsd_pybuffer *b = jsd_memoryview_get_buffer(view);
    const jsd_pybuffer *master = jsd_managedbuffer_master(managed);

    ck_assert_int_eq(jsd_memoryview_flags(view),
                     JSD_MEMORYVIEW_C | JSD_MEMORYVIEW_FORTRAN);
    ck_assert_int_eq(jsd_memoryview_exports(view), 0);
    expect_managed(managed, 0, 1);
    ck_assert_ptr_eq(b->buf, PyBytes_AsString(bytes));
    ck_assert_ptr_eq(master->buf, b->buf);
    ck_assert_ptr_eq(master->obj, bytes);
    ck_assert_ptr_eq(b->obj, bytes);
    ck_assert_int_eq(master->len, 30);
    ck_assert_int_eq(b->len, 30);
    ck_assert_int_eq(b->readonly, 1);
    ck_assert_int_eq(b->ndim, 1);
    ck_assert_int_eq(b->itemsize, 1);
    ck_assert_int_eq(b->shape[0], 30);
    ck_assert_int_eq(b->strides[0], 1);
    ck_assert_str_eq(b->format, "B");
    ck_assert_ptr_null(b->suboffsets);
    ck_assert_int_eq(jsd_memoryview_state(view), JSD_VIEW_CONTIGUOUS);
    Py_DecRef(view);
    Py_DecRef(bytes);
}
END_TEST

START_TEST(views_share_a_managed_buffer)
{
    PyObject *first = live_eval("memoryview(bytearray(b'0123456789'))");
    PyObject *managed = hold_managed(first);
    PyObject *second = PyMemoryView_FromObject(first);

    ck_assert_ptr_eq(jsd_memoryview_managedbuffer(second), managed);
    expect_managed(managed, 0, 2);
    release(first);
    expect_managed(managed, 0, 1);
    ck_assert_int_eq(jsd_memoryview_state(first), JSD_VIEW_RELEASED);
    ck_assert_int_eq(jsd_memoryview_state(second), JSD_VIEW_CONTIGUOUS);
    release(first); /* a second release does nothing */
    expect_managed(managed, 0, 1);
    release(second);
    expect_managed(managed, JSD_MANAGEDBUFFER_RELEASED, 0);
    ck_assert_int_eq(jsd_memoryview_state(second), JSD_VIEW_RELEASED);
    Py_DecRef(second);
    Py_DecRef(first);
    Py_DecRef(managed);
}
END_TEST

START_TEST(a_view_that_is_dropped)
{
    PyObject *first = live_eval("memoryview(bytearray(b'0123456789'))");
    PyObject *managed = hold_managed(first);
    PyObject *second = PyMemoryView_FromObject(first);

    Py_DecRef(second);
    expect_managed(managed, 0, 1);
    Py_DecRef(first);
    expect_managed(managed, JSD_MANAGEDBUFFER_RELEASED, 0);
    Py_DecRef(managed);
}
END_TEST

START_TEST(an_export_of_the_view)
{
    PyObject *view = live_eval("memoryview(b'[1, 2]')");
    jsd_pybuffer one, two;

    ck_assert_int_eq(jsd_abi.symbols.get_buffer(view, &one, JSD_PYBUF_SIMPLE),
                     0);
    ck_assert_int_eq(jsd_memoryview_exports(view), 1);
    ck_assert_int_eq(jsd_abi.symbols.get_buffer(view, &two, JSD_PYBUF_SIMPLE),
                     0);
    ck_assert_int_eq(jsd_memoryview_exports(view), 2);
    ck_assert_ptr_null(PyObject_CallMethod(view, "release", NULL));
    ck_assert(PyErr_ExceptionMatches(PyExc_BufferError));
    PyErr_Clear();
    ck_assert_int_eq(jsd_memoryview_state(view), JSD_VIEW_CONTIGUOUS);
    jsd_abi.symbols.release_buffer(&two);
    jsd_abi.symbols.release_buffer(&one);
    ck_assert_int_eq(jsd_memoryview_exports(view), 0);
    release(view);
    ck_assert_int_eq(jsd_memoryview_flags(view), JSD_MEMORYVIEW_C |
                                                     JSD_MEMORYVIEW_FORTRAN |
                                                     JSD_MEMORYVIEW_RELEASED);
    Py_DecRef(view);
}
END_TEST

static void
expect_look(const char *expression, int flags, jsd_view_state state)
{
    PyObject *view = live_eval(expression);

    ck_assert_msg(jsd_memoryview_flags(view) == flags, "%s: %#x", expression,
                  (unsigned)jsd_memoryview_flags(view));
    ck_assert_msg(jsd_memoryview_state(view) == state, "%s", expression);
    Py_DecRef(view);
}

START_TEST(what_the_flags_say)
{
    enum {
        C = JSD_MEMORYVIEW_C,
        F = JSD_MEMORYVIEW_FORTRAN,
        SCALAR = JSD_MEMORYVIEW_SCALAR
    };

    expect_look("memoryview(b'')", C | F, JSD_VIEW_CONTIGUOUS);
    expect_look("memoryview(b'abc')[1:]", C | F, JSD_VIEW_CONTIGUOUS);
    expect_look("memoryview(b'abc')[::2]", 0, JSD_VIEW_STRIDED);
    expect_look("memoryview(b'abc')[::-1]", 0, JSD_VIEW_STRIDED);
    expect_look("memoryview(b'abcdef').cast('B', (2, 3))", C,
                JSD_VIEW_CONTIGUOUS);
    expect_look("memoryview(b'a').cast('B', ())", C | F | SCALAR,
                JSD_VIEW_CONTIGUOUS);
    expect_look("memoryview(ctypes.c_int(5))", C | F | SCALAR,
                JSD_VIEW_CONTIGUOUS);
}
END_TEST

/* A buffer with pointers to rows has the flag and is not read in place. */
START_TEST(a_view_with_suboffsets)
{
    static char items[6] = "abcdef";
    static char *rows[2] = {items, items + 3};
    static Py_ssize_t shape[2] = {2, 3}, strides[2] = {sizeof *rows, 1};
    static Py_ssize_t suboffsets[2] = {0, -1};
    static char format[] = "B";
    jsd_pybuffer b = {.buf = rows,
                      .len = 6,
                      .itemsize = 1,
                      .readonly = 1,
                      .ndim = 2,
                      .format = format,
                      .shape = shape,
                      .strides = strides,
                      .suboffsets = suboffsets};
    PyObject *view = jsd_abi.symbols.memoryview_from_buffer(&b);

    ck_assert_ptr_nonnull(view);
    ck_assert_int_eq(jsd_memoryview_flags(view), JSD_MEMORYVIEW_PIL);
    ck_assert_int_eq(jsd_memoryview_state(view), JSD_VIEW_STRIDED);
    ck_assert_ptr_null(jsd_decode_plain(live_state(), view));
    ck_assert(PyErr_ExceptionMatches(PyExc_BufferError));
    PyErr_Clear();
    Py_DecRef(view);
}
END_TEST

/* The collector may clear the managed buffer of a cycle before its views. */
START_TEST(released_by_the_managed_buffer)
{
    PyObject *view = live_eval("memoryview(bytearray(b'[1, 2]'))");
    PyObject *managed = hold_managed(view);

    python_clear_slot(managed);
    expect_managed(managed, JSD_MANAGEDBUFFER_RELEASED, 1);
    ck_assert_int_eq(jsd_memoryview_flags(view) & JSD_MEMORYVIEW_RELEASED, 0);
    ck_assert_int_eq(jsd_memoryview_state(view), JSD_VIEW_RELEASED);
    ck_assert_ptr_null(PyObject_CallMethod(view, "tobytes", NULL));
    ck_assert(PyErr_ExceptionMatches(PyExc_ValueError));
    PyErr_Clear();
    ck_assert_ptr_null(jsd_decode_plain(live_state(), view));
    ck_assert(PyErr_ExceptionMatches(PyExc_ValueError));
    ck_assert(!PyErr_ExceptionMatches(jsd_state_decode_error(live_state())));
    PyErr_Clear();
    Py_DecRef(view);
    expect_managed(managed, JSD_MANAGEDBUFFER_RELEASED, 0);
    Py_DecRef(managed);
}
END_TEST

static PyObject *
look(PyObject *self, PyObject *view)
{
    (void)self;
    ck_assert_int_eq(jsd_memoryview_flags(view) & JSD_MEMORYVIEW_RESTRICTED,
                     JSD_MEMORYVIEW_RESTRICTED);
    return PyLong_FromLong(jsd_memoryview_state(view));
}

static PyMethodDef look_def = {"look", look, METH_O, NULL};

START_TEST(a_restricted_view)
{
    if (jsd_abi.minor < 12)
        return; /* the type of PEP 688, which Python code gets to release a
                 * buffer that C code exported */
    live_define(&look_def);
    live_run("looks = []\n"
             "class Exporter(bytearray):\n"
             "    def __release_buffer__(self, view):\n"
             "        looks.append(look(view))\n"
             "        try: decode(view)\n"
             "        except ValueError as e: looks.append(type(e))\n"
             "        super().__release_buffer__(view)\n"
             "with memoryview(Exporter(b'[1, 2]')) as view:\n"
             "    expect(decode(view), [1, 2], 'a view of it')\n"
             "expect(decode(Exporter(b'[1, 2]')), [1, 2], 'it')\n");
    ck_assert_int_eq(live_eval_long("len(looks)"), 4);
    ck_assert_int_eq(live_eval_long("looks[0]"), JSD_VIEW_RESTRICTED);
    ck_assert_int_eq(live_eval_long("looks[1] is ValueError"), 1);
}
END_TEST

START_TEST(decoding_leaves_no_export)
{
    PyObject *view = live_eval("memoryview(bytearray(b'[1, 2]'))");
    PyObject *managed = hold_managed(view);
    PyObject *value;

    value = jsd_decode_plain(live_state(), view);
    live_expect_no_exception("jsd_decode");
    Py_DecRef(value);
    ck_assert_int_eq(jsd_memoryview_exports(view), 0);
    expect_managed(managed, 0, 1);
    release(view);
    ck_assert_ptr_null(jsd_decode_plain(live_state(), view));
    ck_assert(PyErr_ExceptionMatches(PyExc_ValueError));
    PyErr_Clear();
    Py_DecRef(view);
    Py_DecRef(managed);
}
END_TEST

Suite *
accessor_suite(void)
{
    Suite *s = suite_create("accessor");
    TCase *t = tcase_create("accessor");

    tcase_add_checked_fixture(t, live_setup, NULL);
    tcase_set_timeout(t, LIVE_TIMEOUT);
    tcase_add_test(t, a_fresh_view);
    tcase_add_test(t, views_share_a_managed_buffer);
    tcase_add_test(t, a_view_that_is_dropped);
    tcase_add_test(t, an_export_of_the_view);
    tcase_add_test(t, what_the_flags_say);
    tcase_add_test(t, a_view_with_suboffsets);
    tcase_add_test(t, released_by_the_managed_buffer);
    tcase_add_test(t, a_restricted_view);
    tcase_add_test(t, decoding_leaves_no_export);
    suite_add_tcase(s, t);
    return s;
}
