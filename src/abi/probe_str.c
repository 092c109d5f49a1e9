/* SPDX-License-Identifier: MIT
 *
 * The proofs of PyASCIIObject, PyCompactUnicodeObject and PyUnicodeObject. The
 * bits of the state are searched for, not assumed: most of that field is never
 * initialised, and versions and byte orders lay it out differently.
 */
#include "abi/probe.h"

typedef struct known_text {
    const char *utf8;
    unsigned kind; /* bytes in a unit */
    bool ascii;
    Py_ssize_t len;
    uint32_t unit[4]; /* the first units */
} known_text;

static const known_text known_texts[] = {
    {"probe-a", 1, true, 7, {'p', 'r', 'o', 'b'}},
    {"probe of a longer text, which has more than sixty-four characters",
     1,
     true,
     65,
     {'p', 'r', 'o', 'b'}},
    {"caf\xc3\xa9 \xc3\xbc", 1, false, 6, {'c', 'a', 'f', 0xe9}},
    {"\xc3\xa9\xc3\xa8\xc3\xab\xc3\xad\xc3\xac\xc3\xb1\xc3\xb5\xc3\xbf",
     1,
     false,
     8,
     {0xe9, 0xe8, 0xeb, 0xed}},
    {"\xe4\xb8\xad\xe6\x96\x87 probe",
     2,
     false,
     8,
     {0x4e2d, 0x6587, ' ', 'p'}},
    {"\xf0\x9f\x98\x80 probe", 4, false, 7, {0x1f600, ' ', 'p', 'r'}},
};

enum {
    TEXTS = sizeof known_texts / sizeof known_texts[0],
    STATES = 2 * TEXTS
};

/* The states of all specimens, and what each must tell. */
typedef struct str_states {
    uint32_t state[STATES];
    unsigned kind[STATES];
    bool ascii[STATES];
    bool compact[STATES];
    size_t count;
} str_states;

static bool
note_state(jsd_probe *p, const jsd_specimen *s, const known_text *t,
           bool compact, str_states *all)
{
    uint64_t state;

    if (!jsd_probe_read(p, s, 0, JSD_ASCII_STATE, &state))
        return false;
    all->state[all->count] = (uint32_t)state;
    all->kind[all->count] = t->kind;
    all->ascii[all->count] = t->ascii;
    all->compact[all->count] = compact;
    all->count++;
    return true;
}

static bool
is_kind(const str_states *all, unsigned shift)
{
    for (size_t i = 0; i < all->count; i++)
        if ((all->state[i] >> shift & 7) != all->kind[i])
            return false;
    return true;
}

static bool
is_flag(const str_states *all, uint32_t bit, const bool *flags)
{
    for (size_t i = 0; i < all->count; i++)
        if (((all->state[i] & bit) != 0) != flags[i])
            return false;
    return true;
}

static uint32_t
find_flag(const str_states *all, const bool *flags)
{
    for (uint32_t bit = 1; bit != 0; bit <<= 1)
        if (is_flag(all, bit, flags))
            return bit;
    return 0;
}

static bool
find_bits(jsd_probe *p, const str_states *all)
{
    unsigned shift = 0;

    while (shift < 30 && !is_kind(all, shift))
        shift++;
    p->abi->str_kind = (uint8_t)shift;
    p->abi->str_compact = find_flag(all, all->compact);
    p->abi->str_ascii = find_flag(all, all->ascii);
    p->abi->str_plain = p->abi->str_compact | p->abi->str_ascii;
    if (shift == 30 || p->abi->str_compact == 0 || p->abi->str_ascii == 0)
        return jsd_probe_fail(p, "no bits of PyASCIIObject.state tell kind, "
                                 "compact and ascii");
    return true;
}

/* Writes the first units as they must be in memory, and returns their size in
 * bytes. */
static size_t
pack_units(const known_text *t, char *bytes)
{
    for (size_t i = 0; i < JSD_COUNTOF(t->unit); i++) {
        uint8_t u8 = (uint8_t)t->unit[i];
        uint16_t u16 = (uint16_t)t->unit[i];

        if (t->kind == 1)
            memcpy(bytes + i, &u8, sizeof u8);
        else if (t->kind == 2)
            memcpy(bytes + i * 2, &u16, sizeof u16);
        else
            memcpy(bytes + i * 4, &t->unit[i], sizeof t->unit[i]);
    }
    return JSD_COUNTOF(t->unit) * t->kind;
}

static bool
head_holds(jsd_probe *p, const jsd_specimen *s, const known_text *t)
{
    Py_hash_t hash;

    return jsd_probe_is(p, s, 0, JSD_ASCII_LENGTH, (uint64_t)t->len) &&
           jsd_probe_is(p, s, 0, JSD_ASCII_HASH, (uint64_t)-1) &&
           (hash = PyObject_Hash(s->o)) != -1 &&
           jsd_probe_is(p, s, 0, JSD_ASCII_HASH, (uint64_t)hash);
}

/* Proves the UTF-8 copy in a non-ASCII str, which CPython caches when it is
 * first asked for: here by the format "s". */
static bool
utf8_holds(jsd_probe *p, const jsd_specimen *s, const known_text *t)
{
    size_t len = strlen(t->utf8);
    const char *utf8;

    if (t->ascii)
        return true;
    return jsd_probe_is_pointer(p, s, 0, JSD_COMPACT_UTF8, NULL) &&
           jsd_probe_is(p, s, 0, JSD_COMPACT_UTF8_LENGTH, 0) &&
           PyArg_Parse(s->o, "s", &utf8) != 0 &&
           jsd_probe_is_pointer(p, s, 0, JSD_COMPACT_UTF8, utf8) &&
           jsd_probe_is(p, s, 0, JSD_COMPACT_UTF8_LENGTH, len) &&
           jsd_probe_points_to(p, utf8, t->utf8, len + 1, JSD_COMPACT_UTF8);
}

/* Proves a compact str, whose characters follow the struct. */
static bool
compact_holds(jsd_probe *p, const known_text *t, str_states *all)
{
    PyObject *str = jsd_probe_keep(p, PyUnicode_FromString(t->utf8));
    PyObject *size =
        str == NULL
            ? NULL
            : jsd_probe_keep(p, PyObject_CallMethod(str, "__sizeof__", NULL));
    jsd_specimen s = {str, size == NULL ? 0 : PyLong_AsSize_t(size)};
    size_t start = p->abi->offsets.size[t->ascii ? JSD_ASCII : JSD_COMPACT];
    char bytes[16];

    /* A zero unit follows the characters, and is the last. */
    if (s.extent == 0 || PyErr_Occurred() != NULL)
        return false;
    if (start + ((size_t)t->len + 1) * t->kind != s.extent)
        return jsd_probe_fail(p, "the characters do not start at %zu", start);
    return head_holds(p, &s, t) &&
           jsd_probe_bytes_are(p, &s, start, bytes, pack_units(t, bytes),
                               JSD_ASCII_STATE) &&
           utf8_holds(p, &s, t) && note_state(p, &s, t, true, all);
}

/* Proves an instance of a subclass, whose characters are elsewhere. */
static bool
subclass_holds(jsd_probe *p, PyObject *subclass, const known_text *t,
               str_states *all)
{
    jsd_specimen s;
    uint64_t address;
    char bytes[16];

    return jsd_probe_take(jsd_probe_keep(p, PyObject_CallFunction(
                                                subclass, "s", t->utf8)),
                          0, &s) &&
           head_holds(p, &s, t) &&
           jsd_probe_read(p, &s, 0, JSD_UNICODE_DATA, &address) &&
           jsd_probe_points_to(p, (const void *)(uintptr_t)address, bytes,
                               pack_units(t, bytes), JSD_UNICODE_DATA) &&
           note_state(p, &s, t, false, all);
}

bool
jsd_probe_str(jsd_probe *p)
{
    str_states all = {.count = 0};
    PyObject *subclass = jsd_probe_keep(
        p, PyObject_CallFunction((PyObject *)&PyType_Type, "s(O){}", "probe",
                                 (PyObject *)&PyUnicode_Type));

    if (subclass == NULL)
        return false;
    for (size_t i = 0; i < TEXTS; i++)
        if (!compact_holds(p, &known_texts[i], &all) ||
            !subclass_holds(p, subclass, &known_texts[i], &all))
            return false;
    return find_bits(p, &all);
}
