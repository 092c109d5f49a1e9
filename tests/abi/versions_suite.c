/* SPDX-License-Identifier: MIT
 *
 * The tables of all other versions, and of the other kind of build, on this
 * interpreter. A mirror that differs is refused, and an equal one stays
 * proven. The functions of mutated_mirror.h are here, too.
 */
#include "mutated_mirror.h"

#include <stdio.h>

#include "abi/probe.h"

enum { FIRST_MINOR = 8, LAST_MINOR = 16 };

static const jsd_row *
row_of(int field)
{
    size_t i = 0;

    while (jsd_rows[i].field != field)
        i++;
    return &jsd_rows[i];
}

int
mutated_owner(int field)
{
    return row_of(field)->owner;
}

const char *
mutated_field_name(int field)
{
    static char text[128];
    const jsd_row *row = row_of(field);

    snprintf(text, sizeof text, "%s.%s", jsd_mirrors[row->owner].name,
             row->name);
    return text;
}

/* A memoryview is read through two other structs. */
static const jsd_caps readers_of_struct[JSD_STRUCT_COUNT] = {
    [JSD_OBJECT] = JSD_CAP_OBJECT,
    [JSD_BUFFER] = JSD_CAP_BUFFER | JSD_CAP_MANAGEDBUFFER | JSD_CAP_MEMORYVIEW,
    [JSD_MANAGEDBUFFER] = JSD_CAP_MANAGEDBUFFER | JSD_CAP_MEMORYVIEW,
    [JSD_MEMORYVIEW] = JSD_CAP_MEMORYVIEW,
    [JSD_ASCII] = JSD_CAP_STR,
    [JSD_COMPACT] = JSD_CAP_STR,
    [JSD_UNICODE] = JSD_CAP_STR,
    [JSD_LONG] = JSD_CAP_INT,
    [JSD_FLOAT] = JSD_CAP_FLOAT,
    [JSD_LIST] = JSD_CAP_LIST,
    [JSD_TUPLE] = JSD_CAP_TUPLE,
    [JSD_BYTES] = JSD_CAP_BYTES,
    [JSD_BYTEARRAY] = JSD_CAP_BYTEARRAY,
    [JSD_DICT] = JSD_CAP_DICT,
    [JSD_KEYS] = JSD_CAP_DICT,
    [JSD_ENTRY] = JSD_CAP_DICT,
    [JSD_UNICODE_ENTRY] = JSD_CAP_DICT,
    [JSD_DATE] = JSD_CAP_DATETIME,
    [JSD_TIME] = JSD_CAP_DATETIME,
    [JSD_DATETIME] = JSD_CAP_DATETIME,
};

/* Making objects depends on the structs that reading them uses. */
static jsd_caps
with_makers(jsd_caps readers)
{
    static const jsd_caps makers[][2] = {
        {JSD_CAP_OBJECT, JSD_CAPS_MAKE},   {JSD_CAP_STR, JSD_CAP_MAKE_STR},
        {JSD_CAP_INT, JSD_CAP_MAKE_INT},   {JSD_CAP_FLOAT, JSD_CAP_MAKE_FLOAT},
        {JSD_CAP_DICT, JSD_CAP_COPY_DICT}, {JSD_CAP_LIST, JSD_CAP_GROW_LIST},
    };
    jsd_caps all = readers;

    for (size_t i = 0; i < JSD_COUNTOF(makers); i++)
        if (readers & makers[i][0])
            all |= makers[i][1];
    return all;
}

jsd_caps
mutated_readers(const jsd_abi_state *abi, int field)
{
    jsd_caps readers;

    if (field == JSD_OBJECT_OB_MUTEX)
        return abi->free_threaded ? JSD_CAP_LOCK : 0;
    if (field != JSD_VAROBJECT_OB_SIZE)
        return with_makers(readers_of_struct[mutated_owner(field)]);
    readers = JSD_CAP_LIST | JSD_CAP_TUPLE | JSD_CAP_BYTES | JSD_CAP_BYTEARRAY;
    /* Up to 3.11 ob_size holds the sign and the digits of an int. */
    if (abi->offsets.at[JSD_LONG_LV_TAG] == JSD_ABSENT)
        readers |= JSD_CAP_INT;
    return with_makers(readers);
}

/* The sizes of these structs are offsets of data, or strides of a table. The
 * sizes of others are only reported. */
static bool
size_is_read(int owner)
{
    return owner == JSD_BUFFER || owner == JSD_MANAGEDBUFFER ||
           owner == JSD_ASCII || owner == JSD_COMPACT || owner == JSD_KEYS ||
           owner == JSD_ENTRY || owner == JSD_UNICODE_ENTRY;
}

jsd_caps
mutated_difference(const jsd_abi_state *right, const jsd_abi_state *other)
{
    jsd_caps wrong = 0;

    for (int field = 0; field < JSD_FIELD_COUNT; field++)
        if (right->offsets.at[field] != other->offsets.at[field] ||
            right->offsets.width[field] != other->offsets.width[field])
            wrong |= mutated_readers(right, field);
    for (int owner = 0; owner < JSD_STRUCT_COUNT; owner++)
        if (size_is_read(owner) &&
            right->offsets.size[owner] != other->offsets.size[owner])
            wrong |= with_makers(readers_of_struct[owner]);
    if (right->offsets.size[JSD_OBJECT] != other->offsets.size[JSD_OBJECT])
        wrong |= JSD_CAPS_MAKE; /* the data after an object's head */
    return wrong;
}

void
mutated_expect_refusal(jsd_abi_state *abi, jsd_caps wrong, const char *what)
{
    jsd_caps all;

    jsd_probe_all(abi);
    live_expect_no_exception(what);
    live_install(abi); /* this tells the kind of build */
    all = live_caps_provable();
    ck_assert_msg((abi->proven & wrong) == 0, "%s: not refused: %s", what,
                  live_caps_text(abi->proven & wrong));
    ck_assert_msg(wrong != 0 || abi->proven == all,
                  "%s: refused, yet it changes nothing: %s", what,
                  live_caps_text(all & ~abi->proven));
    for (int i = 0; i < JSD_CAPABILITY_COUNT; i++)
        ck_assert_msg((abi->proven & 1u << i) || abi->reason[i][0] != '\0',
                      "%s: no reason for %s", what, jsd_capability_names[i]);
    live_run_sample();
}

/* The layout follows the rows of that version, but this process reads its own
 * objects. A field that this version lacks is read anyway. */
START_TEST(another_table)
{
    int minor = FIRST_MINOR + _i / 2;
    bool free_threaded = _i % 2;
    jsd_abi_state right, abi;
    jsd_caps wrong;
    char what[64];

    ck_assert(jsd_abi_detect(&right));
    ck_assert(jsd_abi_detect(&abi));
    ck_assert(jsd_offsets_compute(jsd_rows, jsd_row_count, minor,
                                  free_threaded, &abi.offsets));
    snprintf(what, sizeof what, "the table of 3.%d%s", minor,
             free_threaded ? "t" : "");
    wrong = mutated_difference(&right, &abi);
    if (minor == right.minor && free_threaded == right.free_threaded)
        ck_assert_uint_eq(wrong, 0);
    mutated_expect_refusal(&abi, wrong, what);
    if (wrong == 0)
        return;
    live->tables++;
    live->refused++;
    for (int i = 0; i < JSD_CAPABILITY_COUNT; i++)
        if (live_caps_provable() & ~wrong & 1u << i) {
            ck_assert_msg(abi.proven & 1u << i, "%s: %s: %s", what,
                          jsd_capability_names[i], abi.reason[i]);
            live->kept++;
        }
}
END_TEST

Suite *
versions_suite(void)
{
    Suite *s = suite_create("versions");
    TCase *t = tcase_create("versions");

    tcase_set_timeout(t, LIVE_TIMEOUT);
    tcase_add_loop_test(t, another_table, 0,
                        (LAST_MINOR - FIRST_MINOR + 1) * 2);
    suite_add_tcase(s, t);
    return s;
}
