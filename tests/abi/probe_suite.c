/* SPDX-License-Identifier: MIT
 *
 * Each row of each mirror is wrong in turn, in a child process of its own. The
 * capabilities that use it are refused with a reason, nothing crashes, and the
 * results stay correct.
 */
#include "abi_suites.h"

#include <stdio.h>

#include "abi/probe.h"
#include "mutated_mirror.h"

/* ------------------------------------------------------- a field is moved */

static const int deltas[] = {4, 8, 16};

enum { DELTAS = sizeof deltas / sizeof deltas[0] };

START_TEST(a_field_is_moved)
{
    int field = _i / DELTAS, delta = deltas[_i % DELTAS];
    jsd_abi_state abi;
    char what[128];

    ck_assert(jsd_abi_detect(&abi));
    if (abi.offsets.at[field] == JSD_ABSENT)
        return;
    snprintf(what, sizeof what, "%s + %d", mutated_field_name(field), delta);
    abi.offsets.at[field] = (uint16_t)(abi.offsets.at[field] + delta);
    live->moved++;
    mutated_expect_refusal(&abi, mutated_readers(&abi, field), what);
    live->refused++;
}
END_TEST

/* ------------------------------------------------- a row is not as it says */

typedef enum change {
    WORD_BEFORE,
    BYTE_BEFORE,
    WORD_BEHIND,
    WIDER,
    NARROWER,
    TAKEN_OUT,
    CHANGES
} change;

static const char *const change_names[CHANGES] = {
    "a word before it", "a byte before it", "a word behind it", "wider",
    "narrower",         "taken out"};

static uint8_t
other_type(const jsd_row *row, change c)
{
    if (c == NARROWER)
        return JSD_U8;
    switch (row->type) {
    case JSD_U8:
    case JSD_U16:
        return JSD_U32;
    case JSD_U32:
    case JSD_INT:
        return JSD_U64;
    default: /* a struct of at least two words, but not inside of itself */
        return row->owner == JSD_OBJECT ? row->type : JSD_NESTED + JSD_OBJECT;
    }
}

/* Appends row `at` with the change applied. */
static void
put_changed(jsd_row *rows, size_t *n, const jsd_row *row, change c)
{
    jsd_row more = *row;

    more.field = JSD_PADDING;
    more.type = c == BYTE_BEFORE ? JSD_U8 : JSD_POINTER;
    if (c == WORD_BEFORE || c == BYTE_BEFORE)
        rows[(*n)++] = more;
    if (c != TAKEN_OUT)
        rows[(*n)++] = *row;
    if (c == WIDER || c == NARROWER)
        rows[*n - 1].type = other_type(row, c);
    if (c == WORD_BEHIND)
        rows[(*n)++] = more;
}

static bool
compute_changed(jsd_abi_state *abi, size_t at, change c)
{
    jsd_row rows[256];
    size_t n = 0;

    ck_assert_uint_lt(jsd_row_count + 1, JSD_COUNTOF(rows));
    for (size_t i = 0; i < jsd_row_count; i++)
        if (i == at)
            put_changed(rows, &n, &jsd_rows[i], c);
        else
            rows[n++] = jsd_rows[i];
    return jsd_offsets_compute(rows, n, abi->minor, abi->free_threaded,
                               &abi->offsets);
}

/* A change may only affect padding of the struct, or memory that is never
 * read. */
START_TEST(a_row_is_changed)
{
    size_t at = (size_t)_i / CHANGES;
    change c = (change)(_i % CHANGES);
    const jsd_row *row = &jsd_rows[at];
    jsd_abi_state right, abi;
    jsd_caps wrong;
    char what[128];

    ck_assert(jsd_abi_detect(&right));
    ck_assert(jsd_abi_detect(&abi));
    if (row->field != JSD_PADDING ||
        !jsd_row_applies(row, abi.minor, abi.free_threaded))
        return;
    /* A row may be the only one of its struct, and libffi refuses an empty
     * struct. */
    ck_assert(compute_changed(&abi, at, c));
    snprintf(what, sizeof what, "%s.%s, %s", jsd_mirrors[row->owner].name,
             row->name, change_names[c]);
    wrong = mutated_difference(&right, &abi);
    live->padded++;
    mutated_expect_refusal(&abi, wrong, what);
    if (wrong == 0)
        live->harmless++;
    else
        live->refused++;
}
END_TEST

/* ----------------------------------------- two fields in each other's place
 */

START_TEST(two_fields_are_exchanged)
{
    jsd_abi_state abi;
    int a = _i, b = _i + 1;
    uint16_t at;
    char what[128];

    ck_assert(jsd_abi_detect(&abi));
    if (b == JSD_FIELD_COUNT || abi.offsets.at[a] == JSD_ABSENT ||
        abi.offsets.at[b] == JSD_ABSENT ||
        mutated_owner(a) != mutated_owner(b))
        return;
    snprintf(what, sizeof what, "%s and the next", mutated_field_name(a));
    at = abi.offsets.at[a];
    abi.offsets.at[a] = abi.offsets.at[b];
    abi.offsets.at[b] = at;
    live->moved++;
    mutated_expect_refusal(&abi, mutated_readers(&abi, a), what);
    live->refused++;
}
END_TEST

Suite *
probe_suite(void)
{
    Suite *s = suite_create("probe");
    TCase *t = tcase_create("probe");

    tcase_set_timeout(t, LIVE_TIMEOUT);
    tcase_add_loop_test(t, a_field_is_moved, 0, JSD_FIELD_COUNT * DELTAS);
    tcase_add_loop_test(t, two_fields_are_exchanged, 0, JSD_FIELD_COUNT);
    tcase_add_loop_test(t, a_row_is_changed, 0, (int)jsd_row_count * CHANGES);
    suite_add_tcase(s, t);
    return s;
}
