/* SPDX-License-Identifier: MIT
 *
 * src/num in each floating-point environment: equal results, and no operation
 * that traps.
 */
#include "num_suites.h"

#include <fenv.h>
#include <math.h>

#include "array_helpers.h"
#include "num/array_parse.h"
#include "num/binary64.h"
#include "num/dtoa_inline.h"
#include "num/ecma_number.h"
#include "num/ftoa.h"
#include "num/number.h"
#include "simd/fpenv.h"

/* ------------------------------------------------------------ environments */

/* Sets control bits that fesetround() does not know: x86's MXCSR or AArch64's
 * FPCR. */
static void
set_control(unsigned x86, unsigned long aarch64)
{
#if defined __SSE__
    __builtin_ia32_ldmxcsr(x86);
    (void)aarch64;
#elif defined __aarch64__
    __asm__ volatile("msr fpcr, %0" : : "r"(aarch64));
    (void)x86;
#else
    (void)x86;
    (void)aarch64;
#endif
}

static void
set_environment(int number)
{
    static const int modes[] = {FE_TONEAREST, FE_DOWNWARD, FE_UPWARD,
                                FE_TOWARDZERO};

    set_control(0x1f80, 0);
    fesetround(modes[number % 4]);
    if (number == 4)
        set_control(0x9fc0, 1 << 24); /* FTZ and DAZ; FZ */
    if (number == 5)
        set_control(0xffc0, 7 << 22); /* and round towards zero */
    if (number == 6)
        set_control(0, 0x9f00); /* all exceptions trap */
}

enum { ENVIRONMENTS = 7 };

START_TEST(default_is_recognised)
{
    set_environment(0);
    ck_assert(jsd_fpenv_is_default());
#if defined __SSE__ || defined __aarch64__
    const int most = ENVIRONMENTS;
#else
    const int most = 4;
#endif
    for (int i = 1; i < most; i++) {
        bool is_default;

        set_environment(i);
        is_default = jsd_fpenv_is_default();
        set_environment(0);
        ck_assert_msg(!is_default, "%d", i);
    }
}
END_TEST

/* ------------------------------------------------------------------- tests */

/* Returns bits of doubles of each kind: subnormals, integers, powers, NaN,
 * random. */
static uint64_t
some_bits(uint64_t *state)
{
    const uint64_t bits = random_u64(state), sign = bits & (UINT64_C(1) << 63);

    switch (random_u64(state) % 8) {
    case 0:
        return sign | (bits & (INFINITY_BITS - 1) >> random_u64(state) % 63);
    case 1:
        return sign | INFINITY_BITS | (bits & 3) << 50; /* signalling, too */
    case 2:
        return sign | jsd_f64_round(bits >> random_u64(state) % 64);
    case 3:
        return sign | (UINT64_C(1000) + bits % 80) << 52 |
               (random_u64(state) & 3) << 50;
    default:
        return bits;
    }
}

/* Writes all texts of one double, one after another. */
static size_t
write_all(char *out, uint64_t bits)
{
    const uint32_t low = (uint32_t)bits;
    char *const start = out;
    float single;

    memcpy(&single, &low, sizeof single);
    if (jsd_f64_is_finite(jsd_f64_of(bits))) {
        out = jsd_dtoa_put_fast(out, jsd_f64_of(bits));
        out = jsd_ecma_put(out, jsd_f64_of(bits));
    }
    if ((low >> 23 & 0xff) != 0xff)
        out = jsd_ftoa_put(out, single);
    return (size_t)(out - start);
}

enum { SOME = 512, WIDE = 96 };

/* Writes items of a format, with and without OPT_CANONICAL. */
static size_t
write_items(char *out, size_t room, const char *items, const char *format,
            bool canonical)
{
    const jsd_item_format f = jsd_item_parse(format);
    const ptrdiff_t shape[] = {SOME};
    const ptrdiff_t strides[] = {(ptrdiff_t)jsd_item_size(f.item)};
    const jsd_array a = {items, f, 1, shape, strides, NULL};
    jsd_array_writer w;

    memset(&w, 0, sizeof w);
    w.special = JSD_ARRAY_LITERAL;
    w.canonical = canonical;
    jsd_array_write_start(&w, &a);
    return (size_t)(jsd_array_write(&w, out, out + room) - out);
}

/* Checks that job() writes equal bytes in each environment. */
typedef size_t job_of(char *out, const void *of);

static void
check_everywhere(job_of *job, const void *of)
{
    static char want[SOME * WIDE], got[SOME * WIDE];
    size_t n, m;

    set_environment(0);
    n = job(want, of);
    for (int i = 1; i < ENVIRONMENTS; i++) {
        set_environment(i);
        m = job(got, of);
        set_environment(0);
        REQUIRE(n == m && memcmp(want, got, n) == 0, "environment %d", i);
    }
}

static size_t
write_job(char *out, const void *of)
{
    return write_all(out, *(const uint64_t *)of);
}

START_TEST(texts)
{
    uint64_t state = 1;

    for (int i = 0; i < 50000; i++) {
        uint64_t bits = some_bits(&state);

        check_everywhere(write_job, &bits);
    }
}
END_TEST

typedef struct items {
    const char *format;
    bool canonical;
    char data[8 * SOME];
} items;

static size_t
items_job(char *out, const void *of)
{
    const items *it = of;

    return write_items(out, SOME * WIDE, it->data, it->format, it->canonical);
}

START_TEST(arrays_out)
{
    static const char *const formats[] = {"d", "f", "e", ">d", ">f", ">e"};
    uint64_t state = 2;

    for (int round = 0; round < 120; round++) {
        const size_t size = round % 3 == 0 ? 8 : round % 3 == 1 ? 4 : 2;
        items it = {formats[round % 6], round % 4 < 2, {0}};

        for (size_t i = 0; i < SOME; i++) {
            uint64_t bits = some_bits(&state);
            uint64_t part = size == 4 ? bits >> 32 ^ (bits & 1) : bits;

            memcpy(it.data + i * size, &part, size);
        }
        ck_assert(jsd_simd_choose(round % 5 == 0 ? "scalar" : NULL));
        check_everywhere(items_job, &it);
    }
}
END_TEST

/* Writes a number of few or many digits, with or without an exponent. */
static void
some_text(char *out, size_t room, uint64_t *state)
{
    const uint64_t digits = random_u64(state) >> random_u64(state) % 64;
    const int e = (int)(random_u64(state) % 660) - 340;
    const char *sign = random_u64(state) % 2 == 0 ? "-" : "";

    switch (random_u64(state) % 7) {
    case 0:
        snprintf(out, room, "%s%" PRIu64, sign, digits);
        break;
    case 1:
        snprintf(out, room, "%s%" PRIu64 "e%d", sign, digits, e);
        break;
    case 2: /* close to the middle of two doubles, or subnormal */
        snprintf(out, room, "%s%" PRIu64 "%019" PRIu64 "e-%d", sign, digits,
                 digits % UINT64_C(1000000000000000000),
                 340 + (int)(digits % 20));
        break;
    case 3:
        snprintf(out, room, "%s%" PRIu64 ".%" PRIu64, sign, digits % 1000,
                 random_u64(state) >> random_u64(state) % 64);
        break;
    case 4:
        snprintf(out, room, "%s%" PRIu64 "%" PRIu64, sign, digits,
                 random_u64(state));
        break;
    case 5: /* around the middle of two floats or half floats */
        snprintf(out, room, "%s%.*g", sign, 17 + (int)(digits % 3),
                 jsd_f64_of((UINT64_C(890) + digits % 260) << 52 |
                            UINT64_C(1) << (28 + digits % 14)));
        break;
    default:
        snprintf(out, room, "%s0.%0*" PRIu64, sign, (int)(digits % 12) + 1,
                 digits % 100000000);
        break;
    }
}

static size_t
number_job(char *out, const void *of)
{
    jsd_number number = {JSD_NUMBER_I64, {0}};
    size_t at;
    const jsd_status status = jsd_number_read(of, strlen(of), &number, &at);

    memset(out, 0, 16);
    memcpy(out, &status, sizeof status);
    if (status == JSD_OK)
        memcpy(out + 8, &number.as, sizeof number.as);
    return 16;
}

START_TEST(numbers)
{
    uint64_t state = 3;
    char text[128];

    for (int i = 0; i < 100000; i++) {
        some_text(text, sizeof text, &state);
        check_everywhere(number_job, text);
    }
}
END_TEST

typedef struct reading {
    const char *format;
    const char *text; /* numbers and commas */
} reading;

/* Reads each number as an array of one item, so that a number out of range
 * does not affect the others. */
static size_t
read_job(char *out, const void *of)
{
    const reading *r = of;
    char *const start = out;

    for (const char *s = r->text; *s == '[';) {
        const char *end = strchr(s, ']') + 1;
        jsd_array_parser reader;
        char item[8] = {0};

        jsd_array_parse_start(&reader, jsd_item_parse(r->format), s,
                              s + strlen(s));
        reader.out = item;
        reader.limit = item + jsd_item_size(reader.format.item);
        *out++ = (char)jsd_array_parse(&reader);
        memcpy(out, item, sizeof item);
        out += sizeof item;
        s = end + (*end == ' ');
    }
    return (size_t)(out - start);
}

START_TEST(arrays_in)
{
    static const char *const formats[] = {"d", "f", "e"};
    static char text[SOME * 100];
    uint64_t state = 4;

    for (int round = 0; round < 300; round++) {
        const reading r = {formats[round % 3], text};
        char *p = text;

        for (int i = 0; i < SOME / 2; i++) {
            *p++ = '[';
            some_text(p, 90, &state);
            p += strlen(p);
            p += sprintf(p, "] ");
        }
        ck_assert(jsd_simd_choose(round % 5 == 0 ? "scalar" : NULL));
        check_everywhere(read_job, &r);
    }
}
END_TEST

/* ------------------------------------------------------------ conversions */

START_TEST(conversions)
{
    uint64_t state = 5;

    set_environment(0);
    for (int i = 0; i < 1000000; i++) {
        const uint64_t n = random_u64(&state) >> random_u64(&state) % 64;
        const uint32_t low = (uint32_t)random_u64(&state);
        const uint32_t some = i % 2 == 0 ? low : low & 0x807fffff;
        float single;

        REQUIRE(jsd_f64_round(n) == bits_of((double)n), "%" PRIu64, n);
        memcpy(&single, &some, sizeof single);
        REQUIRE((some >> 23 & 0xff) == 0xff ||
                    jsd_f64_widen(some) == bits_of((double)single),
                "%" PRIx32, some);
    }
    REQUIRE(jsd_f64_round(UINT64_MAX) == bits_of(0x1p64), "2^64");
    REQUIRE(jsd_f64_widen(0xff800000) == bits_of(-HUGE_VAL), "-Infinity");
}
END_TEST

static double
half_of(uint32_t half)
{
    const int exponent = half >> 10 & 0x1f, fraction = half & 0x3ff;
    const double magnitude = exponent == 0 ? ldexp(fraction, -24)
                             : exponent == 31
                                 ? (fraction ? (double)NAN : HUGE_VAL)
                                 : ldexp(1024 + fraction, exponent - 25);

    return half >> 15 ? -magnitude : magnitude;
}

START_TEST(every_half)
{
    set_environment(0);
    for (uint32_t half = 0; half <= 0xffff; half++) {
        const double want = half_of(half);
        const double got = jsd_f64_of(jsd_f64_widen(jsd_f32_widen(half)));

        REQUIRE(want != want ? got != got : bits_of(want) == bits_of(got),
                "%" PRIx32, half);
    }
}
END_TEST

Suite *
fpenv_suite(void)
{
    const TTest *const tests[] = {
        default_is_recognised, texts,     arrays_out, numbers, arrays_in,
        conversions,           every_half};

    return suite_of("fpenv", tests, JSD_COUNTOF(tests));
}
