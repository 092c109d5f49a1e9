/* SPDX-License-Identifier: MIT
 *
 * Allocation failures: each allocation of jsd_mem and then each of Python's
 * fails in turn. The result is correct or a MemoryError, nothing is lost, and
 * the call without a failure succeeds.
 */
#include "abi_suites.h"

#include "abi/datetime.h"
#include "abi/number.h"
#include "abi/probe.h"
#include "dec/dec.h"
#include "dec/dec_array.h"
#include "enc/encode.h"
#include "each_allocation.h"

static PyObject *source; /* the input of a job */
static PyObject *wanted; /* its expected result */

static bool
is_wanted(PyObject *result)
{
    int same;

    if (result == NULL)
        return false;
    same = PyObject_RichCompareBool(result, wanted, Py_EQ);
    Py_DecRef(result);
    if (same == 0)
        ck_abort_msg("a wrong result");
    return same == 1;
}

static bool
decodes(void)
{
    return is_wanted(jsd_decode_plain(live_state(), source));
}

static bool
decodes_with_options(void)
{
    const jsd_options all = JSD_OPT(BUFFER_BASE64) | JSD_OPT(BIG_INTEGER) |
                            JSD_OPT(DECIMAL) | JSD_OPT(NAN_LITERAL) |
                            JSD_OPT(UNIQUE_KEYS) | JSD_OPT(LONE_SURROGATES) |
                            JSD_OPT(JSONC);

    return is_wanted(jsd_decode(live_state(), source, all));
}

static bool
decodes_partial(void)
{
    bool complete;

    return is_wanted(
        jsd_decode_partial(live_state(), source, 0, false, &complete));
}

/* The source is the tuple of arguments. */
static bool
reads_array(void)
{
    PyObject *into = PyTuple_GetItem(source, 3);
    const jsd_dec_array_call call = {PyTuple_GetItem(source, 0),
                                     PyTuple_GetItem(source, 1),
                                     PyTuple_GetItem(source, 2), into, NULL};

    return is_wanted(jsd_decode_array(live_state(), &call));
}

static bool
encodes(void)
{
    return is_wanted(jsd_encode_plain(live_state(), source));
}

static bool
encodes_buffers(void)
{
    const jsd_enc_call call = {.options =
                                   JSD_OPT(BUFFER_BASE64) | JSD_OPT(INDENT_2)};

    return is_wanted(jsd_encode(live_state(), source, &call));
}

/* Decodes an invalid document. The error is its own, or MemoryError. */
static bool
refuses(void)
{
    ck_assert_ptr_null(jsd_decode_plain(live_state(), source));
    if (!PyErr_ExceptionMatches(jsd_state_decode_error(live_state())))
        return false;
    PyErr_Clear();
    return true;
}

static bool
starts(void)
{
    jsd_state state;
    bool done;

    memset(&state, 0, sizeof state);
    done = jsd_state_init(&state) == 0 && jsd_decode_init(&state) == 0;
    jsd_state_clear(&state);
    return done;
}

static jsd_abi_state detected;

/* Each capability that is not proven has a reason, and no exception remains.
 */
static bool
probes(void)
{
    jsd_abi_state abi = detected;

    jsd_probe_all(&abi);
    ck_assert_ptr_null(PyErr_Occurred());
    for (int i = 0; i < JSD_CAPABILITY_COUNT; i++)
        ck_assert_int_ne((abi.proven >> i & 1) != 0, abi.reason[i][0] != '\0');
    if (abi.proven == live_caps_provable())
        return true;
    PyErr_SetNone(PyExc_MemoryError); /* because the probe hides the failure */
    return false;
}

/* Without memory for the proof the attributes are read. The next call tries
 * again. */
static bool
reads_datetime(void)
{
    jsd_datetime_fields m;

    if (jsd_abi.caps & JSD_CAP_DATETIME) {
        memset(jsd_abi.datetime_type_slots, 0,
               sizeof jsd_abi.datetime_type_slots);
        jsd_abi.datetime_probed = 0;
    }
    if (jsd_datetime_read(jsd_abi.caps, source, &m) < 0) {
        ck_assert_ptr_null(m.tzinfo);
        return false;
    }
    ck_assert_ptr_null(PyErr_Occurred());
    ck_assert(m.year == 2024 && m.microsecond == 123456);
    ck_assert_ptr_eq(m.tzinfo, wanted);
    jsd_datetime_clear(&m);
    if (!(jsd_abi.caps & JSD_CAP_DATETIME) || jsd_abi.datetime_probed)
        return true;
    PyErr_SetNone(PyExc_MemoryError); /* because the proof hides the failure */
    return false;
}

static bool
reads_u128(void)
{
    uint64_t high, low;

    if (!jsd_int_read_u128(live_caps_public(), source, &high, &low))
        return false;
    ck_assert(high == 1 && low == 5);
    return true;
}

/* ------------------------------------------------------------------- tests */

static void
fail_each_allocation_with(nomem_job *run, const char *source_text,
                          const char *wanted_text)
{
    source = live_eval(source_text);
    wanted = wanted_text == NULL ? NULL : live_eval(wanted_text);
    /* Imports what the first error imports, which would be a lasting change.
     */
    ck_assert_ptr_nonnull(jsd_state_decode_error(live_state()));
    fail_each_allocation(run);
    Py_DecRef(source);
    Py_DecRef(wanted);
}

static const char *const documents[] = {
    "'[1, -2.5, 18446744073709551615, null, true, 1e300]'",
    "b'{\"a\": [[], {}, [1, [2, [\"\\xc3\\xa9\\\\n\\\\u4e2d\"]]], \"a\"]}'",
    "bytearray(b'{\"key\": \"value\", \"k\\\\u00e9y\": {\"key\": 1}}')",
    "memoryview(b'[\"\\xf0\\x9f\\x98\\x80\", \"\\xe4\\xb8\\xad\"]')",
    "array.array('B', b'[[[[[[[[1]]]]]]]]')",
    "'{\"caf\\xe9\": [\"\\xff\\\\t\"]}'",
    "'[\"\\u4e2d\\\\u0394\\\\ud83d\\\\ude00\"]'",
    "'[\"\\U0001f600\", 12345678901234567890]'",
    "Text('{\"\\u4e2d\": 1.5}')",
    "json.dumps([i for i in range(500)])",
    "json.dumps({str(i): 'x' * i for i in range(100)})",
    "json.dumps('\\n' * 3000)",
};

START_TEST(decoding)
{
    char wanted_text[256];

    snprintf(wanted_text, sizeof wanted_text,
             "json.loads(bytes(s) if not isinstance(s := (%s), str) else s)",
             documents[_i]);
    fail_each_allocation_with(decodes, documents[_i], wanted_text);
}
END_TEST

START_TEST(decoding_by_the_public_api)
{
    char wanted_text[256];

    live_use_public();
    snprintf(wanted_text, sizeof wanted_text,
             "json.loads(bytes(s) if not isinstance(s := (%s), str) else s)",
             documents[_i]);
    fail_each_allocation_with(decodes, documents[_i], wanted_text);
}
END_TEST

/* (document, value with all options). */
static const char *const optional[][2] = {
    {"'[123456789012345678901, -Infinity, /* \\xe9 */ 1e999, ]'",
     "[123456789012345678901, -math.inf, decimal.Decimal('1e999')]"},
    {"b'{\"a\": {\"\\\\ud800\": [1.5]}, \"b\": 1,}'",
     "{'a': {'\\ud800': [decimal.Decimal('1.5')]}, 'b': 1}"},
    {"'[\"\u4e2d\\ud800\", Infinity]'", "['\u4e2d\\ud800', math.inf]"},
    {"'[{\"dtype\": \"|i1\", \"shape\": [2, 1], \"data\": \"AQI=\"}, {}]'",
     "[memoryview(b'\\1\\2').cast('b', [2, 1]), {}]"},
    {"b'[{\"data\": \"AAEC\", \"shape\": [3], \"dtype\": \"|u1\"}, 1]'",
     "[b'\\0\\1\\2', 1]"},
};

START_TEST(decoding_with_options)
{
    fail_each_allocation_with(decodes_with_options, optional[_i][0],
                              optional[_i][1]);
}
END_TEST

static const char *const truncated[][2] = {
    {"b'{\"a\": [1, {\"b\": \"\\xe4\\xb8'", "{'a': [1, {'b': ''}]}"},
    {"'[[\"\u4e2d\\\\ud83d\\\\u'", "[['\u4e2d']]"},
    {"'[{\"key\": 1}, {\"key\": tr'", "[{'key': 1}, {'key': True}]"},
    {"b'[1, 2, 3.'", "[1, 2, 3]"},
    {"b' '", "None"},
};

START_TEST(decoding_partial)
{
    fail_each_allocation_with(decodes_partial, truncated[_i][0],
                              truncated[_i][1]);
}
END_TEST

/* (data, format, pointer and into of loads_array(), result). */
static const char *const arrays[][2] = {
    {"(b'[[1, 2.5], [3, 4]]', None, '', None)",
     "memoryview(array.array('d', [1, 2.5, 3, 4])).cast('B').cast('d', "
     "(2, 2))"},
    {"('{\"\u4e2d\": [1], \"\u4e2d\": [5, 6]}', 'q', '/\u4e2d', None)",
     "memoryview(array.array('q', [5, 6]))"},
    {"('[' + '7,' * 70000 + '7]', 'B', '', None)",
     "memoryview(b'\x07' * 70001)"},
    {"(bytearray(b'[1, []]'), 'B', '/1', None)", "memoryview(b'')"},
    {"(b'[[1, 2], [3, 4]]', None, '/*', None)",
     "memoryview(array.array('d', [1, 2, 3, 4])).cast('B').cast('d', "
     "(2, 2))"},
    {"('{\"\u4e2d\": [[1], 2, [3, 4]]}', 'B', ['/\u4e2d/*', '/\u4e2d/0'], "
     "None)",
     "[[memoryview(b'\x01'), memoryview(b'\x02').cast('B', ()), "
     "memoryview(b'\x03\x04')], memoryview(b'\x01')]"},
    {"('[' + '[7],[7,7],' * 20 + '7]', 'B', '/*', None)",
     "[memoryview(b'\x07'), memoryview(b'\x07\x07')] * 20 + "
     "[memoryview(b'\x07').cast('B', ())]"},
    {"('[[1],[2, 3]]', None, '/*', array.array('d', [0, 0, 0]))",
     "[(1,), (2,)]"},
    {"('[[1],[2]]', None, '', array.array('d', [0, 0]))", "(2, 1)"},
    {"('[[1],[2]]', '>i', '', bytearray(8))", "(2, 1)"},
};

START_TEST(reading_arrays)
{
    fail_each_allocation_with(reads_array, arrays[_i][0], arrays[_i][1]);
}
END_TEST

START_TEST(reading_arrays_by_the_public_api)
{
    live_use_public();
    fail_each_allocation_with(reads_array, arrays[_i][0], arrays[_i][1]);
}
END_TEST

static const char *const faults[] = {"b'[1, 2'", "'[\\u4e2d]'",
                                     "memoryview(b'{\"a\": [nul')",
                                     "Text('[\"\\U0001f600')", "1.5"};

START_TEST(refusing)
{
    fail_each_allocation_with(refuses, faults[_i], NULL);
}
END_TEST

/* (value, JSON): within the scratch memory, larger, and in each form of text.
 */
static const char *const values[][2] = {
    {"[1, -2.5, None, True, False, 2**64 - 1, -2**63, 0.1]",
     "b'[1,-2.5,null,true,false,18446744073709551615,"
     "-9223372036854775808,0.1]'"},
    {"{'a': [(), {}, ['\\xe9\\n']], '\\u4e2d': '\\U0001f600'}",
     "b'{\"a\":[[],{},[\"\\xc3\\xa9\\\\n\"]],"
     "\"\\xe4\\xb8\\xad\":\"\\xf0\\x9f\\x98\\x80\"}'"},
    {"['x' * 100] * 200",
     "b'[' + b','.join([b'\"' + b'x' * 100 + b'\"'] * 200) + b']'"},
    {"'\\u4e2d' * 30000", "b'\"' + b'\\xe4\\xb8\\xad' * 30000 + b'\"'"},
    {"Map(a=Row([Text('\\xe9'), Whole(1)]))", "b'{\"a\":[\"\\xc3\\xa9\",1]}'"},
    {"attributes()", "b'[{\"a\":1,\"b\":[2]},{\"b\":[2]}]'"},
};

START_TEST(encoding)
{
    fail_each_allocation_with(encodes, values[_i][0], values[_i][1]);
}
END_TEST

START_TEST(encoding_by_the_public_api)
{
    live_use_public();
    fail_each_allocation_with(encodes, values[_i][0], values[_i][1]);
}
END_TEST

/* (buffer, object with its contents). */
static const char *const buffers[][2] = {
    {"b'abc'", "{'dtype': '|u1', 'shape': [3], 'data': 'YWJj'}"},
    {"[array.array('b'), memoryview(b'1234')[::2]]",
     "[{'dtype': '|i1', 'shape': [0], 'data': ''},"
     " {'dtype': '|u1', 'shape': [2], 'data': 'MTM='}]"},
    {"bytes(90000)",
     "{'dtype': '|u1', 'shape': [90000], 'data': 'A' * 120000}"},
};

START_TEST(encoding_buffers)
{
    char wanted_text[256];

    snprintf(wanted_text, sizeof wanted_text,
             "json.dumps(%s, indent=2).encode()", buffers[_i][1]);
    fail_each_allocation_with(encodes_buffers, buffers[_i][0], wanted_text);
}
END_TEST

START_TEST(starting)
{
    fail_each_allocation(starts);
}
END_TEST

START_TEST(probing)
{
    ck_assert(jsd_abi_detect(&detected));
    fail_each_allocation(probes);
}
END_TEST

START_TEST(reading_a_datetime)
{
    if (_i == 1)
        live_use_public();
    fail_each_allocation_with(
        reads_datetime,
        "datetime.datetime(2024, 1, 2, 3, 4, 5, 123456,\n"
        "                  datetime.timezone.utc)",
        "datetime.timezone.utc");
}
END_TEST

START_TEST(reading_u128)
{
    fail_each_allocation_with(reads_u128, "2**64 + 5", NULL);
}
END_TEST

/* If the collector frees a type while memory fails, the type stays in the list
 * of its base's subclasses. That is a leak of CPython, so the collector is
 * off. */
static void
setup(void)
{
    live_setup();
    live_run("gc.disable()");
}

static void
teardown(void)
{
    live_run("gc.enable()");
}

Suite *
nomem_suite(void)
{
    Suite *s = suite_create("nomem");
    TCase *t = tcase_create("nomem");

    tcase_add_checked_fixture(t, setup, teardown);
    tcase_set_timeout(t, LIVE_TIMEOUT);
    tcase_add_loop_test(t, decoding, 0, (int)JSD_COUNTOF(documents));
    tcase_add_loop_test(t, decoding_by_the_public_api, 0,
                        (int)JSD_COUNTOF(documents));
    tcase_add_loop_test(t, decoding_with_options, 0,
                        (int)JSD_COUNTOF(optional));
    tcase_add_loop_test(t, decoding_partial, 0, (int)JSD_COUNTOF(truncated));
    tcase_add_loop_test(t, reading_arrays, 0, (int)JSD_COUNTOF(arrays));
    tcase_add_loop_test(t, reading_arrays_by_the_public_api, 0,
                        (int)JSD_COUNTOF(arrays));
    tcase_add_loop_test(t, refusing, 0, (int)JSD_COUNTOF(faults));
    tcase_add_loop_test(t, encoding, 0, (int)JSD_COUNTOF(values));
    tcase_add_loop_test(t, encoding_by_the_public_api, 0,
                        (int)JSD_COUNTOF(values));
    tcase_add_loop_test(t, encoding_buffers, 0, (int)JSD_COUNTOF(buffers));
    tcase_add_test(t, starting);
    tcase_add_test(t, probing);
    tcase_add_loop_test(t, reading_a_datetime, 0, 2);
    tcase_add_test(t, reading_u128);
    suite_add_tcase(s, t);
    return s;
}
