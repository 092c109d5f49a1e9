/* SPDX-License-Identifier: MIT
 *
 * Live objects of many shapes: what the accessors read in place is what the
 * public API tells. Python code makes the shapes and hands each to agree().
 */
#include "abi_suites.h"

#include "abi/bytes.h"
#include "abi/dict.h"
#include "abi/memoryview.h"
#include "abi/number.h"
#include "abi/sequence.h"
#include "abi/str.h"

static long agreed; /* objects compared in this process */

static unsigned long
flags_of(PyObject *o)
{
    PyObject *type = PyObject_Type(o);
    unsigned long flags = PyType_GetFlags((PyTypeObject *)type);

    Py_DecRef(type);
    return flags;
}

static bool
is_instance(PyObject *o, PyTypeObject *type)
{
    return PyObject_IsInstance(o, (PyObject *)type) == 1;
}

static void
agree_on_type(PyObject *o)
{
    ck_assert_ptr_eq(jsd_type_of(live_caps_direct(), o),
                     jsd_type_of(live_caps_public(), o));
}

/* ----------------------------------------------------------------- scalars */

static Py_UCS4
unit(const jsd_text *text, size_t i)
{
    switch (text->form) {
    case JSD_FORM_UCS2:
        return ((const uint16_t *)text->data)[i];
    case JSD_FORM_UCS4:
        return ((const uint32_t *)text->data)[i];
    default:
        return ((const uint8_t *)text->data)[i];
    }
}

static void
agree_on_str(PyObject *o)
{
    Py_UCS4 widest = 0;
    jsd_text text;

    ck_assert(!jsd_str_text(live_caps_public(), o, &text));
    ck_assert(jsd_str_text(live_caps_direct(), o, &text));
    ck_assert_int_eq((Py_ssize_t)text.len, PyUnicode_GetLength(o));
    for (size_t i = 0; i < text.len; i++) {
        Py_UCS4 c = unit(&text, i);

        ck_assert_uint_eq(c, PyUnicode_ReadChar(o, (Py_ssize_t)i));
        widest = c > widest ? c : widest;
    }
    ck_assert_int_eq(text.form, widest < 0x80      ? JSD_FORM_UTF8
                                : widest < 0x100   ? JSD_FORM_UCS1
                                : widest < 0x10000 ? JSD_FORM_UCS2
                                                   : JSD_FORM_UCS4);
}

static void
agree_on_int(PyObject *o)
{
    uint64_t direct = 0, public = 0;
    jsd_int_range range = jsd_int_read(live_caps_direct(), o, &direct);

    ck_assert_int_eq(range, jsd_int_read(live_caps_public(), o, &public));
    if (range != JSD_INT_BIG)
        ck_assert_uint_eq(direct, public);
    live_expect_no_exception("jsd_int_read");
}

static void
agree_on_float(PyObject *o)
{
    double direct = jsd_float_read(live_caps_direct(), o);
    double public = jsd_float_read(live_caps_public(), o);

    ck_assert_mem_eq(&direct, &public, sizeof direct);
}

/* -------------------------------------------------------------- containers */

static void
agree_on_items(PyObject *o, bool is_list)
{
    PyObject *(*item)(jsd_caps, PyObject *, Py_ssize_t) =
        is_list ? jsd_list_item : jsd_tuple_item;
    const jsd_caps caps[] = {live_caps_direct(), live_caps_public()};
    Py_ssize_t n = PySequence_Size(o);

    for (Py_ssize_t i = 0; i <= n; i++) {
        PyObject *direct = item(caps[0], o, i);
        PyObject *public = item(caps[1], o, i);

        ck_assert_ptr_eq(direct, public);
        ck_assert_int_eq(direct == NULL, i == n);
        if (direct == NULL)
            continue;
        jsd_item_release(caps[0], direct);
        jsd_item_release(caps[1], public);
    }
}

static void
agree_on_dict(PyObject *o)
{
    const jsd_caps caps[] = {live_caps_direct(), live_caps_public()};
    jsd_dict_iter it[2];
    PyObject *key[2], *value[2];
    Py_ssize_t n = 0;
    int more;

    ck_assert_int_eq(jsd_dict_size(caps[0], o), PyDict_Size(o));
    for (int i = 0; i < 2; i++)
        jsd_dict_iter_start(caps[i], &it[i], o);
    do {
        if (n == 2)
            ck_assert(jsd_dict_iter_resume(caps[0], &it[0]));
        more = jsd_dict_next(caps[0], &it[0], &key[0], &value[0]);
        ck_assert_int_eq(more,
                         jsd_dict_next(caps[1], &it[1], &key[1], &value[1]));
        for (int i = 0; more && i < 2; i++) {
            ck_assert_ptr_eq(key[i], key[0]);
            ck_assert_ptr_eq(value[i], value[0]);
        }
        /* A split one goes by PyDict_Next, which lends as the public does. */
        for (int i = 0; more && i < 2; i++)
            if (i == 1 || it[0].stride == 0) {
                jsd_item_release(caps[1], key[i]);
                jsd_item_release(caps[1], value[i]);
            }
        n += more;
    } while (more);
    ck_assert_int_eq(n, PyDict_Size(o));
}

/* ----------------------------------------------------------------- buffers */

static void
agree_on_bytes(PyObject *o, bool is_array)
{
    const void *direct, *public;
    size_t n, m;

    if (is_array) {
        jsd_bytearray_peek(live_caps_direct(), o, &direct, &n);
        jsd_bytearray_peek(live_caps_public(), o, &public, &m);
    } else {
        jsd_bytes_peek(live_caps_direct(), o, &direct, &n);
        jsd_bytes_peek(live_caps_public(), o, &public, &m);
    }
    ck_assert_uint_eq(n, m);
    ck_assert_ptr_nonnull(direct);
    ck_assert_ptr_eq(direct, public);
}

static void
agree_on_released(PyObject *view)
{
    jsd_buffer b;

    ck_assert_int_eq(jsd_abi.symbols.get_buffer(view, &b, JSD_BUF_FULL_RO),
                     -1);
    ck_assert(PyErr_ExceptionMatches(PyExc_ValueError));
    PyErr_Clear();
    ck_assert_int_eq(jsd_memoryview_look(view), JSD_VIEW_IS_RELEASED);
}

static bool
attribute_is_true(PyObject *o, const char *name)
{
    PyObject *value = PyObject_GetAttrString(o, name);

    Py_DecRef(value);
    return value == Py_True;
}

static void
agree_on_live_view(PyObject *view)
{
    const jsd_buffer *direct = jsd_memoryview_get_buffer(view);
    Py_ssize_t exports = jsd_memoryview_exports(view);
    jsd_buffer b;
    PyObject *obj;

    ck_assert_int_eq(jsd_abi.symbols.get_buffer(view, &b, JSD_BUF_FULL_RO), 0);
    ck_assert_int_eq(jsd_memoryview_exports(view), exports + 1);
    ck_assert_ptr_eq(direct->buf, b.buf);
    ck_assert_int_eq(direct->len, b.len);
    ck_assert_int_eq(direct->itemsize, b.itemsize);
    ck_assert_int_eq(direct->readonly, b.readonly);
    ck_assert_int_eq(direct->ndim, b.ndim);
    ck_assert_str_eq(direct->format, b.format);
    ck_assert_ptr_eq(direct->shape, b.shape);
    ck_assert_ptr_eq(direct->strides, b.strides);
    ck_assert_ptr_eq(direct->suboffsets, b.suboffsets);
    ck_assert_ptr_eq(b.obj, view); /* the view exports, not what it views */
    jsd_abi.symbols.release_buffer(&b);
    ck_assert_int_eq(jsd_memoryview_exports(view), exports);
    obj = PyObject_GetAttrString(view, "obj");
    ck_assert_ptr_eq(direct->obj == NULL ? Py_None : direct->obj, obj);
    Py_DecRef(obj);
    ck_assert_int_eq(jsd_memoryview_look(view) == JSD_VIEW_IN_PLACE,
                     attribute_is_true(view, "c_contiguous"));
}

static PyObject *
agree_released(PyObject *self, PyObject *view)
{
    (void)self;
    agree_on_type(view);
    agree_on_released(view);
    agreed++;
    Py_IncRef(Py_None);
    return Py_None;
}

/* ------------------------------------------------------------------- shapes
 */

static PyObject *
agree(PyObject *self, PyObject *o)
{
    unsigned long flags = flags_of(o);

    (void)self;
    agree_on_type(o);
    if (flags & Py_TPFLAGS_UNICODE_SUBCLASS)
        agree_on_str(o);
    else if (flags & Py_TPFLAGS_LONG_SUBCLASS)
        agree_on_int(o);
    else if (flags & Py_TPFLAGS_LIST_SUBCLASS)
        agree_on_items(o, true);
    else if (flags & Py_TPFLAGS_TUPLE_SUBCLASS)
        agree_on_items(o, false);
    else if (flags & Py_TPFLAGS_DICT_SUBCLASS)
        agree_on_dict(o);
    else if (flags & Py_TPFLAGS_BYTES_SUBCLASS)
        agree_on_bytes(o, false);
    else if (is_instance(o, &PyFloat_Type))
        agree_on_float(o);
    else if (is_instance(o, &PyByteArray_Type))
        agree_on_bytes(o, true);
    else if (is_instance(o, &PyMemoryView_Type))
        agree_on_live_view(o);
    else
        ck_abort_msg("no accessor for it");
    agreed++;
    Py_IncRef(Py_None);
    return Py_None;
}

static PyMethodDef agree_def = {"agree", agree, METH_O, NULL};
static PyMethodDef agree_released_def = {"agree_released", agree_released,
                                         METH_O, NULL};

static void
setup(void)
{
    live_setup();
    live_define(&agree_def);
    live_define(&agree_released_def);
    agreed = 0;
}

static void
run_shapes(const char *source, long least)
{
    live_run(source);
    ck_assert_int_ge(agreed, least);
}

START_TEST(views)
{
    run_shapes(
        "b = bytes(range(96))\n"
        "for o in (b, bytearray(b), array.array('d', b), b'', bytearray(),\n"
        "          (ctypes.c_short * 48)(), ((ctypes.c_int * 4) * 6)(),\n"
        "          ctypes.c_double(2.5), ctypes.c_char(b'x'),\n"
        "          ctypes.create_string_buffer(96), array.array('i'),\n"
        "          (ctypes.c_int * 0)()):\n"
        "    v = memoryview(o)\n"
        "    agree(v)\n"
        "    agree(v.toreadonly())\n"
        "    agree(memoryview(v))\n"
        "    if v.ndim == 1:\n"
        "        for a in None, 0, 1, 3, -2:\n"
        "            for z in None, 2, 5, -1, 1000:\n"
        "                for step in 1, 2, 3, -1, -2:\n"
        "                    agree(v[a:z:step])\n"
        "        agree(v[::-1][::-1])\n"
        "    if v.nbytes == 96 and v.c_contiguous:\n"
        "        w = v.cast('B')\n"
        "        agree(w)\n"
        "        for f in 'bBhHiIlLqQfdcnN?':\n"
        "            agree(w.cast(f))\n"
        "        for shape in [96], [4, 24], [2, 3, 16], [1, 96, 1], [96, "
        "1]:\n"
        "            agree(w.cast('B', shape))\n"
        "        agree(w[:1].cast('B', []))\n"
        "        agree(w.cast('B', [2, 48]).cast('B'))\n",
        1000);
}
END_TEST

START_TEST(views_released_in_every_way)
{
    run_shapes("base = bytearray(b'x' * 9)\n"
               "views = [memoryview(base)]\n"
               "views += [views[0][1:], views[0].cast('B', (3, 3)),\n"
               "          memoryview(views[0])]\n"
               "for i, v in enumerate(views):\n"
               "    agree(v)\n"
               "    v.release()\n"
               "    agree_released(v)\n"
               "    for w in views[i + 1:]: agree(w)\n"
               "with memoryview(base) as v: agree(v)\n"
               "agree_released(v)\n"
               "base.append(1)\n",
               10);
}
END_TEST

START_TEST(strs)
{
    run_shapes(
        "for c in 'a', '\\x7f', '\\x80', '\\xff', '\\u0100', '\\ud800',\\\n"
        "         '\\uffff', '\\U00010000', '\\U0010ffff':\n"
        "    for n in list(range(40)) + [255, 256, 1000]:\n"
        "        for text in c * n, 'a' * n + c, c + 'a' * n:\n"
        "            agree(text)\n"
        "            agree(Text(text))\n"
        "            hash(text)\n"
        "            agree(text)\n"
        "            try: text.encode()\n"
        "            except UnicodeError: pass\n"
        "            agree(text)\n"
        "            agree(sys.intern(text))\n"
        "for name in dir(str): agree(name)\n"
        "for i in range(256): agree(chr(i))\n"
        "grown = ''\n"
        "for i in range(100):\n"
        "    grown += 'ab'\n"
        "    agree(grown)\n"
        "json.dumps(grown)\n",
        5000);
}
END_TEST

START_TEST(numbers)
{
    run_shapes(
        "ints = set(range(-300, 300))\n"
        "for i in range(201):\n"
        "    for d in -1, 0, 1: ints |= {2**i + d, -2**i + d}\n"
        "for d in -1, 0, 1:\n"
        "    ints |= {2**63 + d, -2**63 + d, 2**64 + d, 10**19 + d}\n"
        "for i in ints:\n"
        "    agree(i)\n"
        "    agree(Whole(i))\n"
        "agree(True)\n"
        "agree(False)\n"
        "class Real(float): pass\n"
        "for f in 0.0, -0.0, 1.5, 0.1, 5e-324, 1.8e308, 1e400, -1e400,\\\n"
        "         float('nan'), -float('nan'), 2.0**53, 1e-310:\n"
        "    agree(f)\n"
        "    agree(Real(f))\n",
        3000);
}
END_TEST

START_TEST(sequences)
{
    run_shapes("for n in list(range(40)) + [100, 1000]:\n"
               "    items = [object() for i in range(n)]\n"
               "    agree(items)\n"
               "    agree(Row(items))\n"
               "    agree(tuple(items))\n"
               "    agree(type('T', (tuple,), {})(items))\n"
               "    grown = []\n"
               "    for item in items: grown.append(item)\n"
               "    agree(grown)\n"
               "    if n: grown.pop(); grown.insert(0, 1)\n"
               "    agree(grown)\n"
               "    del grown[:n // 2]\n"
               "    agree(grown)\n"
               "    grown.clear()\n"
               "    agree(grown)\n"
               "agree(Point(1, 2))\n"
               "agree(sys.version_info)\n"
               "agree(sys.float_info)\n"
               "hashed = (1, 'a')\n"
               "hash(hashed)\n"
               "agree(hashed)\n",
               300);
}
END_TEST

START_TEST(byte_strings)
{
    run_shapes("for n in list(range(40)) + [500, 5000]:\n"
               "    b = bytes(range(256))[:n] if n < 256 else bytes(n)\n"
               "    agree(b)\n"
               "    hash(b)\n"
               "    agree(b)\n"
               "    agree(type('B', (bytes,), {})(b))\n"
               "    a = bytearray(b)\n"
               "    agree(a)\n"
               "    agree(type('A', (bytearray,), {})(b))\n"
               "    with memoryview(a) as v, memoryview(v): agree(a)\n"
               "    a += b'more'\n"
               "    agree(a)\n"
               "    for i in range(3):\n"
               "        del a[:1]\n"
               "        agree(a)\n"
               "    del a[-1:]\n"
               "    agree(a)\n"
               "    del a[:n // 2]\n"
               "    agree(a)\n"
               "    a.clear()\n"
               "    agree(a)\n",
               400);
}
END_TEST

START_TEST(dicts)
{
    run_shapes("for n in list(range(90)) + [170, 171, 200, 341, 342, 1000]:\n"
               "    texts = {str(i): i for i in range(n)}\n"
               "    agree(texts)\n"
               "    agree({i: str(i) for i in range(n)})\n"
               "    agree({**texts, None: 1})\n"
               "    agree({**texts, Text('a'): 1})\n"
               "    agree(dict(texts))\n"
               "    agree(texts.copy())\n"
               "    agree(holes(n))\n"
               "    agree(holes(n).copy())\n"
               "    agree(dict.fromkeys(range(n)))\n"
               "    agree(collections.OrderedDict(texts))\n"
               "    agree(collections.defaultdict(int, texts))\n"
               "    agree(Map(texts))\n"
               "    while texts:\n"
               "        texts.popitem()\n"
               "        if len(texts) < 20: agree(texts)\n"
               "    texts['again'] = 1\n"
               "    agree(texts)\n"
               "    texts.clear()\n"
               "    agree(texts)\n"
               "for d in attributes(): agree(d)\n"
               "thing = Thing()\n"
               "for i in range(50):\n"
               "    setattr(thing, 'a%d' % i, i)\n"
               "    agree(thing.__dict__)\n"
               "for i in range(0, 50, 2):\n"
               "    delattr(thing, 'a%d' % i)\n"
               "    agree(thing.__dict__)\n"
               "thing.__dict__[1] = 2\n"
               "agree(thing.__dict__)\n"
               "agree(globals())\n"
               "agree(sys.modules)\n"
               "agree(vars(json))\n",
               2000);
}
END_TEST

/* An index of four bytes: up to 3.10 that is left to PyDict_Next. */
START_TEST(a_large_dict)
{
    run_shapes("agree({str(i): i for i in range(100000)})\n"
               "agree(dict.fromkeys(range(43690)))\n"
               "agree(dict.fromkeys(range(43691)))\n",
               3);
}
END_TEST

START_TEST(new_strs_are_right)
{
    static const uint32_t widest[] = {0x7f, 0xff, 0xffff, 0x10ffff};
    static const size_t lengths[] = {1, 2, 15, 300};

    for (size_t w = 0; w < JSD_ARRAY_LEN(widest); w++)
        for (size_t i = 0; i < JSD_ARRAY_LEN(lengths); i++) {
            size_t n = lengths[i];
            void *data;
            PyObject *str = jsd_str_new(n, widest[w], &data);

            ck_assert_ptr_nonnull(str);
            for (size_t j = 0; j < n; j++)
                if (widest[w] < 0x100)
                    ((uint8_t *)data)[j] = (uint8_t)widest[w];
                else if (widest[w] < 0x10000)
                    ((uint16_t *)data)[j] = (uint16_t)widest[w];
                else
                    ((uint32_t *)data)[j] = widest[w];
            agree_on_str(str);
            ck_assert_uint_eq(PyUnicode_ReadChar(str, (Py_ssize_t)n - 1),
                              widest[w]);
            Py_DecRef(str);
        }
}
END_TEST

START_TEST(new_lists_are_right)
{
    const jsd_caps caps[] = {live_caps_direct(), live_caps_public()};
    PyObject *items[100];

    for (size_t c = 0; c < 2; c++)
        for (size_t n = 0; n <= JSD_ARRAY_LEN(items); n++) {
            PyObject *list;

            for (size_t i = 0; i < n; i++)
                items[i] = PyFloat_FromDouble((double)i);
            list = jsd_list_from(caps[c], items, n);
            ck_assert_ptr_nonnull(list);
            ck_assert_int_eq(PyList_Size(list), (Py_ssize_t)n);
            agree_on_items(list, true);
            Py_DecRef(list);
        }
}
END_TEST

START_TEST(the_sample)
{
    live_run_sample();
}
END_TEST

START_TEST(the_sample_by_the_public_api)
{
    jsd_abi.caps = live_caps_public();
    live_run_sample();
}
END_TEST

Suite *
objects_suite(void)
{
    Suite *s = suite_create("objects");
    TCase *t = tcase_create("objects");

    tcase_add_checked_fixture(t, setup, NULL);
    tcase_set_timeout(t, LIVE_TIMEOUT);
    tcase_add_test(t, views);
    tcase_add_test(t, views_released_in_every_way);
    tcase_add_test(t, strs);
    tcase_add_test(t, numbers);
    tcase_add_test(t, sequences);
    tcase_add_test(t, byte_strings);
    tcase_add_test(t, dicts);
    tcase_add_test(t, a_large_dict);
    tcase_add_test(t, new_strs_are_right);
    tcase_add_test(t, new_lists_are_right);
    tcase_add_test(t, the_sample);
    tcase_add_test(t, the_sample_by_the_public_api);
    suite_add_tcase(s, t);
    return s;
}
