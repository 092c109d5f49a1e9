/* SPDX-License-Identifier: MIT
 *
 * Live objects of many forms: the accessors read the values of the public API.
 * Python code makes the objects and passes each to compare().
 */
#include "abi_suites.h"

#include "compare_accessors.h"

#include "abi/sequence.h"
#include "abi/str.h"

static void
setup(void)
{
    live_setup();
    live_define(&compare_accessors_def);
    live_define(&compare_released_def);
    compared = 0;
}

static void
run_shapes(const char *source, long least)
{
    live_run(source);
    ck_assert_int_ge(compared, least);
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
        "    compare(v)\n"
        "    compare(v.toreadonly())\n"
        "    compare(memoryview(v))\n"
        "    if v.ndim == 1:\n"
        "        for a in None, 0, 1, 3, -2:\n"
        "            for z in None, 2, 5, -1, 1000:\n"
        "                for step in 1, 2, 3, -1, -2:\n"
        "                    compare(v[a:z:step])\n"
        "        compare(v[::-1][::-1])\n"
        "    if v.nbytes == 96 and v.c_contiguous:\n"
        "        w = v.cast('B')\n"
        "        compare(w)\n"
        "        for f in 'bBhHiIlLqQfdcnN?':\n"
        "            compare(w.cast(f))\n"
        "        for shape in [96], [4, 24], [2, 3, 16], [1, 96, 1], [96, "
        "1]:\n"
        "            compare(w.cast('B', shape))\n"
        "        compare(w[:1].cast('B', []))\n"
        "        compare(w.cast('B', [2, 48]).cast('B'))\n",
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
               "    compare(v)\n"
               "    v.release()\n"
               "    compare_released(v)\n"
               "    for w in views[i + 1:]: compare(w)\n"
               "with memoryview(base) as v: compare(v)\n"
               "compare_released(v)\n"
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
        "            compare(text)\n"
        "            compare(Text(text))\n"
        "            hash(text)\n"
        "            compare(text)\n"
        "            try: text.encode()\n"
        "            except UnicodeError: pass\n"
        "            compare(text)\n"
        "            compare(sys.intern(text))\n"
        "for name in dir(str): compare(name)\n"
        "for i in range(256): compare(chr(i))\n"
        "grown = ''\n"
        "for i in range(100):\n"
        "    grown += 'ab'\n"
        "    compare(grown)\n"
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
        "    compare(i)\n"
        "    compare(Whole(i))\n"
        "compare(True)\n"
        "compare(False)\n"
        "class Real(float): pass\n"
        "for f in 0.0, -0.0, 1.5, 0.1, 5e-324, 1.8e308, 1e400, -1e400,\\\n"
        "         float('nan'), -float('nan'), 2.0**53, 1e-310:\n"
        "    compare(f)\n"
        "    compare(Real(f))\n",
        3000);
}
END_TEST

START_TEST(sequences)
{
    run_shapes("for n in list(range(40)) + [100, 1000]:\n"
               "    items = [object() for i in range(n)]\n"
               "    compare(items)\n"
               "    compare(Row(items))\n"
               "    compare(tuple(items))\n"
               "    compare(type('T', (tuple,), {})(items))\n"
               "    grown = []\n"
               "    for item in items: grown.append(item)\n"
               "    compare(grown)\n"
               "    if n: grown.pop(); grown.insert(0, 1)\n"
               "    compare(grown)\n"
               "    del grown[:n // 2]\n"
               "    compare(grown)\n"
               "    grown.clear()\n"
               "    compare(grown)\n"
               "compare(Point(1, 2))\n"
               "compare(sys.version_info)\n"
               "compare(sys.float_info)\n"
               "hashed = (1, 'a')\n"
               "hash(hashed)\n"
               "compare(hashed)\n",
               300);
}
END_TEST

START_TEST(byte_strings)
{
    run_shapes("for n in list(range(40)) + [500, 5000]:\n"
               "    b = bytes(range(256))[:n] if n < 256 else bytes(n)\n"
               "    compare(b)\n"
               "    hash(b)\n"
               "    compare(b)\n"
               "    compare(type('B', (bytes,), {})(b))\n"
               "    a = bytearray(b)\n"
               "    compare(a)\n"
               "    compare(type('A', (bytearray,), {})(b))\n"
               "    with memoryview(a) as v, memoryview(v): compare(a)\n"
               "    a += b'more'\n"
               "    compare(a)\n"
               "    for i in range(3):\n"
               "        del a[:1]\n"
               "        compare(a)\n"
               "    del a[-1:]\n"
               "    compare(a)\n"
               "    del a[:n // 2]\n"
               "    compare(a)\n"
               "    a.clear()\n"
               "    compare(a)\n",
               400);
}
END_TEST

START_TEST(dicts)
{
    run_shapes("for n in list(range(90)) + [170, 171, 200, 341, 342, 1000]:\n"
               "    texts = {str(i): i for i in range(n)}\n"
               "    compare(texts)\n"
               "    compare({i: str(i) for i in range(n)})\n"
               "    compare({**texts, None: 1})\n"
               "    compare({**texts, Text('a'): 1})\n"
               "    compare(dict(texts))\n"
               "    compare(texts.copy())\n"
               "    compare(holes(n))\n"
               "    compare(holes(n).copy())\n"
               "    compare(dict.fromkeys(range(n)))\n"
               "    compare(collections.OrderedDict(texts))\n"
               "    compare(collections.defaultdict(int, texts))\n"
               "    compare(Map(texts))\n"
               "    while texts:\n"
               "        texts.popitem()\n"
               "        if len(texts) < 20: compare(texts)\n"
               "    texts['again'] = 1\n"
               "    compare(texts)\n"
               "    texts.clear()\n"
               "    compare(texts)\n"
               "for d in attributes(): compare(d)\n"
               "thing = Thing()\n"
               "for i in range(50):\n"
               "    setattr(thing, 'a%d' % i, i)\n"
               "    compare(thing.__dict__)\n"
               "for i in range(0, 50, 2):\n"
               "    delattr(thing, 'a%d' % i)\n"
               "    compare(thing.__dict__)\n"
               "thing.__dict__[1] = 2\n"
               "compare(thing.__dict__)\n"
               "compare(globals())\n"
               "compare(sys.modules)\n"
               "compare(vars(json))\n",
               2000);
}
END_TEST

/* An index table of four bytes, which up to 3.10 only PyDict_Next reads. */
START_TEST(a_large_dict)
{
    run_shapes("compare({str(i): i for i in range(100000)})\n"
               "compare(dict.fromkeys(range(43690)))\n"
               "compare(dict.fromkeys(range(43691)))\n",
               3);
}
END_TEST

START_TEST(new_strs_are_right)
{
    static const uint32_t widest[] = {0x7f, 0xff, 0xffff, 0x10ffff};
    static const size_t lengths[] = {1, 2, 15, 300};

    for (size_t w = 0; w < JSD_COUNTOF(widest); w++)
        for (size_t i = 0; i < JSD_COUNTOF(lengths); i++) {
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
            compare_str(str);
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
        for (size_t n = 0; n <= JSD_COUNTOF(items); n++) {
            PyObject *list;

            for (size_t i = 0; i < n; i++)
                items[i] = PyFloat_FromDouble((double)i);
            list = jsd_list_from(caps[c], items, n);
            ck_assert_ptr_nonnull(list);
            ck_assert_int_eq(PyList_Size(list), (Py_ssize_t)n);
            compare_items(list, true);
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
    live_use_public();
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
