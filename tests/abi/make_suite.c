/* SPDX-License-Identifier: MIT
 *
 * Compares objects that abi/make.h makes with those of CPython: value, size
 * and hash. CPython must be able to free them. Builds that make no objects
 * directly skip the tests.
 */
#include "abi_suites.h"

#include "abi/make.h"
#include "each_allocation.h"
#include "compiler_layout.h"

static bool
can(jsd_caps caps)
{
    return (jsd_abi.proven & caps) == caps;
}

/* Returns what the functions under test need to know of the build. The heads
 * of jsd_abi are those of the thread that ran the probe, which runs the tests.
 */
static jsd_caps
layout(void)
{
    return jsd_abi.free_threaded ? JSD_CAP_FREE_THREADED : 0;
}

/* Expects an object that is like another one, and releases both. */
static void
expect_alike(PyObject *made, PyObject *like)
{
    PyObject *pair, *check = live_eval("check_alike");

    live_expect_no_exception("made");
    ck_assert_ptr_nonnull(made);
    ck_assert_ptr_nonnull(like);
    pair = PyTuple_Pack(2, made, like);
    Py_DecRef(made);
    Py_DecRef(like);
    Py_DecRef(PyObject_CallFunctionObjArgs(check, pair, NULL));
    live_expect_no_exception("check_alike");
    Py_DecRef(check);
    Py_DecRef(pair);
}

static const char functions[] =
    "def check_alike(pair):\n"
    "    made, like = pair\n"
    "    assert type(made) is type(like), (made, like)\n"
    "    assert made == like and repr(made) == repr(like), (made, like)\n"
    "    assert hash(made) == hash(like) and {made: 1}[like] == 1\n"
    "    if isinstance(made, str):\n"
    "        assert sys.getsizeof(made) == sys.getsizeof(like), made\n"
    "        assert made + '' == like and made[1:] == like[1:]\n"
    "        assert made.encode() == like.encode()\n"
    "        assert made.isascii() == like.isascii()\n"
    "    else:\n"
    "        assert made + 1 == like + 1 and made * made == like * like\n"
    "        assert made.hex() == like.hex() if isinstance(made, float) \\\n"
    "            else made >> 7 == like >> 7\n";

static void
setup(void)
{
    live_setup();
    /* Otherwise a wrong function would be refused and never tested. */
    ck_assert_uint_eq(jsd_abi.proven & JSD_CAPS_MAKE,
                      live_caps_provable() & JSD_CAPS_MAKE);
    live_run(functions);
}

/* --------------------------------------------------------------------- str */

static const char letters[] =
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";

START_TEST(short_ascii)
{
    if (!can(JSD_CAP_MAKE_STR))
        return;
    for (size_t n = 2; n <= JSD_MAKE_SHORT; n++) {
        char text[JSD_MAKE_SHORT + 16];

        memcpy(text, letters, sizeof text);
        expect_alike(jsd_make_short(layout(), &jsd_abi.heads, text, n),
                     PyUnicode_FromStringAndSize(text, (Py_ssize_t)n));
    }
}
END_TEST

START_TEST(long_ascii)
{
    if (!can(JSD_CAP_MAKE_STR))
        return;
    for (size_t n = JSD_MAKE_SHORT + 1; n < sizeof letters; n++) {
        char *copy = PyMem_Malloc(n), *room, *o;

        memcpy(copy, letters, n); /* nothing after it may be read */
        expect_alike(jsd_make_ascii(layout(), &jsd_abi.heads, copy, n),
                     PyUnicode_FromStringAndSize(copy, (Py_ssize_t)n));
        o = jsd_make_ascii_room(layout(), &jsd_abi.heads, n, &room);
        ck_assert_ptr_nonnull(o);
        memcpy(room, copy, n);
        expect_alike((PyObject *)o,
                     PyUnicode_FromStringAndSize(copy, (Py_ssize_t)n));
        PyMem_Free(copy);
    }
}
END_TEST

/* Stores unit number i of a str of units of 1 << width bytes. */
static void
store_unit(void *data, int width, size_t i, uint32_t unit)
{
    if (width == 0)
        ((uint8_t *)data)[i] = (uint8_t)unit;
    else if (width == 1)
        ((uint16_t *)data)[i] = (uint16_t)unit;
    else
        ((uint32_t *)data)[i] = unit;
}

START_TEST(wide)
{
    static const uint32_t widest[] = {0xff, 0xffff, 0x10ffff};

    if (!can(JSD_CAP_MAKE_STR) || !jsd_abi.heads.has_wide)
        return;
    for (int width = 0; width < 3; width++)
        for (size_t n = 2; n < 100; n++) {
            PyObject *like;
            char source[80];
            void *data;
            PyObject *o = jsd_make_wide(&jsd_abi.heads, width, n, &data);

            ck_assert_ptr_nonnull(o);
            for (size_t i = 0; i < n; i++)
                store_unit(data, width, i,
                           i + 1 == n ? widest[width]
                                      : 'a' + (uint32_t)i % 26);
            snprintf(source, sizeof source,
                     "''.join(chr(97 + i %% 26) for i in range(%zu)) +"
                     " chr(%u)",
                     n - 1, widest[width]);
            like = live_eval(source);
            expect_alike(o, like);
        }
}
END_TEST

/* ----------------------------------------------------------------- numbers */

START_TEST(floats)
{
    static const double values[] = {
        0.0,    -0.0, 0.5,        -1.25, 1e300, 0.1,
        5e-324, 1e16, 123456.789, -1e-7, 1,     1.7976931348623157e308};

    if (!can(JSD_CAP_MAKE_FLOAT))
        return;
    for (size_t i = 0; i < JSD_COUNTOF(values); i++)
        expect_alike(jsd_make_float(layout(), &jsd_abi.heads, values[i]),
                     PyFloat_FromDouble(values[i]));
}
END_TEST

static void
expect_int(uint64_t magnitude)
{
    long long value = (long long)magnitude;

    expect_alike(jsd_make_int(layout(), &jsd_abi.heads, magnitude, false),
                 PyLong_FromLongLong(value));
    expect_alike(jsd_make_int(layout(), &jsd_abi.heads, magnitude, true),
                 PyLong_FromLongLong(-value));
}

START_TEST(ints)
{
    const uint64_t limit = UINT64_C(1) << 60;

    if (!can(JSD_CAP_MAKE_INT))
        return;
    for (uint64_t n = JSD_MAKE_INT_LEAST; n < limit; n += n / 3)
        expect_int(n);
    for (int bit = 13; bit < 60; bit++) {
        expect_int((UINT64_C(1) << bit) - 1);
        expect_int(UINT64_C(1) << bit);
        expect_int((UINT64_C(1) << bit) + 1);
    }
    expect_int(JSD_MAKE_INT_LEAST);
    expect_int(limit - 1);
}
END_TEST

/* ------------------------------------------------------------------- lists */

/* Appends the items of a new list in pieces and returns it. */
static PyObject *
extend_in_pieces(PyObject *items, size_t piece)
{
    PyObject *list = PyList_New(0), *part[16];
    size_t n = (size_t)PyList_Size(items), done = 0;

    while (done < n) {
        size_t count = piece < n - done ? piece : n - done;

        for (size_t i = 0; i < count; i++) {
            part[i] = PyList_GetItem(items, (Py_ssize_t)(done + i));
            Py_IncRef(part[i]);
        }
        done += count;
        ck_assert(jsd_list_extend(list, part, count, done == n));
    }
    return list;
}

START_TEST(lists)
{
    PyObject *items;

    if (!can(JSD_CAP_GROW_LIST))
        return;
    items = live_eval("[str(i) for i in range(100)]");
    for (size_t piece = 1; piece <= 16; piece++) {
        PyObject *list = extend_in_pieces(items, piece);
        PyObject *size = PyObject_CallMethod(list, "__sizeof__", NULL);

        ck_assert_int_eq(PyObject_RichCompareBool(list, items, Py_EQ), 1);
        /* No spare capacity is left after the last items. */
        ck_assert_int_eq(PyLong_AsLong(size),
                         live_eval_long("[].__sizeof__()") +
                             100 * (long)sizeof(void *));
        Py_DecRef(size);
        ck_assert_int_eq(PyList_Append(list, Py_None), 0);
        ck_assert_int_eq(PyList_Size(list), 101);
        Py_DecRef(list);
    }
    Py_DecRef(items);
}
END_TEST

/* Without memory the items stay the caller's and the list stays as it is. */
START_TEST(a_list_without_memory)
{
    PyObject *list, *item[1];
    size_t calls;
    bool extended;

    if (!can(JSD_CAP_GROW_LIST))
        return;
    list = PyList_New(0);
    item[0] = live_eval("'only ' + str(1)");
    python_nomem_begin(0, true);
    extended = jsd_list_extend(list, item, 1, true);
    ck_assert(python_nomem_end(&calls));
    ck_assert(!extended);
    ck_assert_int_eq(PyList_Size(list), 0);
    ck_assert(jsd_list_extend(list, item, 1, true));
    ck_assert_ptr_eq(PyList_GetItem(list, 0), item[0]);
    Py_DecRef(list);
}
END_TEST

/* ------------------------------------------------------------------- dicts */

enum { KEYS = 40 };

static PyObject *keys[KEYS];
static jsd_template template;

/* Makes the template of n keys; false where CPython's dict has no table for
 * it. */
static bool
make_template(size_t n)
{
    memset(&template, 0, sizeof template);
    ck_assert_int_eq(jsd_template_init(&template, keys, n), 0);
    return template.dict != NULL;
}

static void
make_keys(void)
{
    for (int i = 0; i < KEYS; i++) {
        char source[40];

        snprintf(source, sizeof source, "sys.intern('key%d')", i);
        keys[i] = live_eval(source);
    }
}

static void
drop_keys(void)
{
    for (int i = 0; i < KEYS; i++)
        Py_DecRef(keys[i]);
}

/* Returns a new dict of the first n keys, with values that CPython makes. */
static PyObject *
fill(size_t n, const char *value, bool tracked)
{
    PyObject *values[KEYS], *dict;

    for (size_t i = 0; i < n; i++)
        values[i] = live_eval(value);
    dict = jsd_template_fill(&template, values, n, tracked);
    live_expect_no_exception("jsd_template_fill");
    return dict;
}

static void
expect_dict(PyObject *dict, size_t n, const char *value)
{
    PyObject *like = PyDict_New(), *o, *p;

    for (size_t i = 0; i < n; i++) {
        PyObject *v = live_eval(value);

        PyDict_SetItem(like, keys[i], v);
        Py_DecRef(v);
    }
    o = PyObject_Repr(dict);
    p = PyObject_Repr(like);
    ck_assert_int_eq(PyObject_RichCompareBool(o, p, Py_EQ), 1);
    ck_assert_int_eq(PyObject_RichCompareBool(dict, like, Py_EQ), 1);
    Py_DecRef(o);
    Py_DecRef(p);
    Py_DecRef(like);
}

START_TEST(dicts)
{
    if (!can(JSD_CAP_COPY_DICT))
        return;
    make_keys();
    for (size_t n = 1; n <= KEYS; n++) {
        PyObject *first, *second;

        ck_assert(make_template(n));
        first = fill(n, "str(12345)", false);
        second = fill(n, "[1, 2]", true);
        expect_dict(first, n, "'12345'");
        expect_dict(second, n, "[1, 2]");
        ck_assert(jsd_abi.symbols.gc_is_tracked(second));
        ck_assert(!jsd_abi.symbols.gc_is_tracked(template.dict));
        /* A copy changes without the template. */
        ck_assert_int_eq(PyDict_DelItem(first, keys[0]), 0);
        ck_assert_int_eq(PyDict_SetItem(first, Py_None, Py_True), 0);
        Py_DecRef(first);
        Py_DecRef(second);
        first = fill(n, "None", false);
        expect_dict(first, n, "None");
        Py_DecRef(first);
        jsd_template_clear(&template);
        ck_assert_ptr_null(template.dict);
    }
    drop_keys();
}
END_TEST

static bool
makes_template(void)
{
    memset(&template, 0, sizeof template);
    if (jsd_template_init(&template, keys, KEYS) < 0) {
        ck_assert_ptr_null(template.dict);
        return false;
    }
    jsd_template_clear(&template);
    return true;
}

static bool
fills_template(void)
{
    PyObject *values[KEYS], *dict;

    for (int i = 0; i < KEYS; i++) {
        Py_IncRef(keys[i]);
        values[i] = keys[i];
    }
    dict = jsd_template_fill(&template, values, KEYS, true);
    for (int i = 0; dict == NULL && i < KEYS; i++)
        Py_DecRef(values[i]);
    Py_DecRef(dict);
    return dict != NULL;
}

static bool
makes_objects(void)
{
    char *room;
    void *data;
    PyObject *all[] = {
        jsd_make_short(layout(), &jsd_abi.heads, letters, 12),
        (PyObject *)jsd_make_ascii_room(layout(), &jsd_abi.heads, 40, &room),
        jsd_make_wide(&jsd_abi.heads, 1, 5, &data),
        jsd_make_float(layout(), &jsd_abi.heads, 0.5),
        jsd_make_int(layout(), &jsd_abi.heads, 1 << 20, true),
    };
    bool made = true;

    for (size_t i = 0; i < JSD_COUNTOF(all); i++) {
        made &= all[i] != NULL;
        Py_DecRef(all[i]);
    }
    return made;
}

START_TEST(no_memory)
{
    live_run("gc.disable()");
    make_keys();
    if (can(JSD_CAP_COPY_DICT)) {
        fail_each_allocation(makes_template);
        ck_assert(make_template(KEYS));
        fail_each_allocation(fills_template);
        jsd_template_clear(&template);
    }
    if (can(JSD_CAP_MAKE_STR | JSD_CAP_MAKE_INT | JSD_CAP_MAKE_FLOAT) &&
        jsd_abi.heads.has_wide)
        fail_each_allocation(makes_objects);
    drop_keys();
    live_run("gc.enable()");
}
END_TEST

Suite *
make_suite(void)
{
    Suite *s = suite_create("make");
    TCase *t = tcase_create("make");

    tcase_add_checked_fixture(t, setup, NULL);
    tcase_set_timeout(t, LIVE_TIMEOUT);
    tcase_add_test(t, short_ascii);
    tcase_add_test(t, long_ascii);
    tcase_add_test(t, wide);
    tcase_add_test(t, floats);
    tcase_add_test(t, ints);
    tcase_add_test(t, lists);
    tcase_add_test(t, a_list_without_memory);
    tcase_add_test(t, dicts);
    tcase_add_test(t, no_memory);
    suite_add_tcase(s, t);
    return s;
}
