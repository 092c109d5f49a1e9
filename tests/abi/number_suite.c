/* SPDX-License-Identifier: MIT
 *
 * jsd_int_read_u128() at the limits of its range. objects_suite.c compares
 * many more ints.
 */
#include "abi_suites.h"

#include "abi/number.h"

static void
expect_u128(const char *expression, bool fits, uint64_t high, uint64_t low)
{
    const jsd_caps caps[] = {live_caps_direct(), live_caps_public()};
    PyObject *o = live_eval(expression);

    for (int i = 0; i < 2; i++) {
        uint64_t got[2] = {7, 7};
        bool did = jsd_int_read_u128(caps[i], o, &got[0], &got[1]);

        live_expect_no_exception(expression);
        ck_assert_msg(did == fits, "%s", expression);
        ck_assert_msg(!fits || (got[0] == high && got[1] == low), "%s",
                      expression);
    }
    Py_DecRef(o);
}

START_TEST(edges)
{
    const uint64_t all = UINT64_MAX;

    expect_u128("0", true, 0, 0);
    expect_u128("True", true, 0, 1);
    expect_u128("2**30 - 1", true, 0, 0x3fffffff);
    expect_u128("2**63", true, 0, (uint64_t)1 << 63);
    expect_u128("2**64 - 1", true, 0, all);
    expect_u128("2**64", true, 1, 0);
    expect_u128("2**90 + 2**60", true, 1 << 26, (uint64_t)1 << 60);
    expect_u128("2**120 - 1", true, all >> 8, all);
    expect_u128("2**120", true, (uint64_t)1 << 56, 0);
    expect_u128("2**128 - 1", true, all, all);
    expect_u128("2**128", false, 0, 0);
    expect_u128("2**149", false, 0, 0);
    expect_u128("2**150", false, 0, 0);
    expect_u128("2**5000", false, 0, 0);
    expect_u128("-1", false, 0, 0);
    expect_u128("-2**63", false, 0, 0);
    expect_u128("-2**63 - 1", false, 0, 0);
    expect_u128("-2**127", false, 0, 0);
    expect_u128("-2**5000", false, 0, 0);
    expect_u128("0x0123456789abcdeffedcba9876543210", true, 0x0123456789abcdef,
                0xfedcba9876543210);
}
END_TEST

START_TEST(a_subclass_is_not_asked)
{
    live_run("class Odd(int):\n"
             "    def nothing(self, *rest): raise KeyError\n"
             "    __rshift__ = __index__ = __int__ = __and__ = nothing\n"
             "    __lt__ = __eq__ = __hash__ = __bool__ = nothing\n");
    expect_u128("Odd(5)", true, 0, 5);
    expect_u128("Odd(2**100)", true, (uint64_t)1 << 36, 0);
    expect_u128("Odd(-5)", false, 0, 0);
    expect_u128("Odd(2**128)", false, 0, 0);
}
END_TEST

Suite *
number_suite(void)
{
    Suite *s = suite_create("number");
    TCase *t = tcase_create("number");

    tcase_add_checked_fixture(t, live_setup, NULL);
    tcase_set_timeout(t, LIVE_TIMEOUT);
    tcase_add_test(t, edges);
    tcase_add_test(t, a_subclass_is_not_asked);
    suite_add_tcase(s, t);
    return s;
}
