/* SPDX-License-Identifier: MIT
 *
 * Kernels: functions on text that are compiled for each instruction set, and
 * the choice of an instruction set, made once for the whole process. The
 * headers in text/ say what each function does and call it through the chosen
 * table. Kernels never allocate.
 */
#ifndef JSONDE_SIMD_KERNEL_H
#define JSONDE_SIMD_KERNEL_H

#include "base/base.h"
#include "base/status.h"
#include "simd/isa_list.h"
#include "simd/unit.h"

/* JSD_SIMD_SCALAR, JSD_SIMD_SSE2 and so on: one for each row of JSD_ISA_LIST.
 * Where a processor has several, the last one is the fastest. */
typedef enum jsd_simd_id {
#define JSD_SIMD_ID(NAME, name, built, arrays, engines) JSD_SIMD_##NAME,
    JSD_ISA_LIST(JSD_SIMD_ID)
#undef JSD_SIMD_ID
        JSD_SIMD_COUNT
} jsd_simd_id;

typedef struct jsd_scan {
    size_t len;    /* units before the closing quote; on failure, before the
                      unit that failed */
    uint32_t seen; /* at least the largest of these units, and on the same
                      side of 0x80, 0x100 and 0x10000 */
    bool escaped;  /* whether one of these units is a backslash */
} jsd_scan;

/* The state of a string while it is escaped. Each call advances in and out
 * until the input ends or less than JSD_ESCAPE_MAX bytes are free before
 * limit. The caller then makes room and calls again until in == end. One call
 * suffices if there are JSD_ESCAPE_MAX bytes of room for each unit. A call may
 * overwrite all bytes between out and limit. */
typedef struct jsd_escape {
    const void *in;  /* the next unit */
    const void *end; /* the end of the units */
    char *out;       /* the next byte of output */
    char *limit;     /* the end of the writable bytes */
} jsd_escape;

enum {
    JSD_ESCAPE_MAX = 6,   /* bytes of output: the most that a unit needs */
    JSD_ESCAPE_ROOM = 128 /* bytes in addition to the worst case: with them
                             all kernels run at full speed */
};

/* Characters that text/escape_styled.h writes as \uXXXX in addition to those
 * that JSON requires. */
enum jsd_style {
    JSD_STYLE_ASCII = 1,     /* U+0080 and above; above U+FFFF as a pair */
    JSD_STYLE_HTML = 2,      /* <, >, &, U+2028 and U+2029 */
    JSD_STYLE_SURROGATES = 4 /* U+D800..U+DFFF, otherwise an error */
};

typedef struct jsd_utf8_size {
    size_t count;    /* code points */
    uint32_t widest; /* at least the largest code point, and on the same side
                        of 0x80, 0x100 and 0x10000; at most 0x10ffff */
} jsd_utf8_size;

typedef struct jsd_utf8_string_info {
    size_t len;      /* bytes before the first '"', '\', U+0000..U+001F */
    size_t count;    /* code points in them, if valid */
    uint32_t widest; /* as in jsd_utf8_size, if valid */
    bool valid;      /* they are UTF-8 */
} jsd_utf8_string_info;

typedef struct jsd_kernel {
    const char *name;
    /* text/scan.h; _1, _2 and _4 are the bytes of a unit */
    jsd_status (*scan_1)(const void *s, size_t n, jsd_scan *scan);
    jsd_status (*scan_2)(const void *s, size_t n, jsd_scan *scan);
    jsd_status (*scan_4)(const void *s, size_t n, jsd_scan *scan);
    /* text/space.h */
    size_t (*space_1)(const void *s, size_t n);
    size_t (*space_2)(const void *s, size_t n);
    size_t (*space_4)(const void *s, size_t n);
    /* text/escape.h */
    void (*escape_utf8)(jsd_escape *e);
    void (*escape_1)(jsd_escape *e);
    jsd_status (*escape_2)(jsd_escape *e);
    jsd_status (*escape_4)(jsd_escape *e);
    /* text/escape_styled.h: return the index of the first unit that the style
     * changes, or n */
    size_t (*style_utf8)(const void *s, size_t n, unsigned style);
    size_t (*style_1)(const void *s, size_t n, unsigned style);
    size_t (*style_2)(const void *s, size_t n, unsigned style);
    size_t (*style_4)(const void *s, size_t n, unsigned style);
    /* text/unescape.h: return the index of the first invalid escape, or n */
    size_t (*unescape_utf8)(const void *s, size_t n, void *out, size_t *len);
    size_t (*unescape_1)(const void *s, size_t n, void *out, size_t *len);
    size_t (*unescape_2)(const void *s, size_t n, void *out, size_t *len);
    size_t (*unescape_4)(const void *s, size_t n, void *out, size_t *len);
    /* text/utf8.h; utf8_measure returns whether s is valid UTF-8; if not,
     * *size is unspecified */
    void (*utf8_string)(const char *s, size_t n, jsd_utf8_string_info *info);
    bool (*utf8_measure)(const char *s, size_t n, jsd_utf8_size *size);
    size_t (*utf8_count)(const char *s, size_t n);
    void (*utf8_to_1)(const char *s, size_t n, void *out);
    void (*utf8_to_2)(const char *s, size_t n, void *out);
    void (*utf8_to_4)(const char *s, size_t n, void *out);
    /* text/base64.h, for whole groups only; unbase64 returns how many groups
     * of four characters are valid before the first that is not */
    void (*base64)(const void *data, size_t groups, char *out, bool url);
    size_t (*unbase64)(const void *text, size_t groups, void *data);
    void (*utf8_into_1)(const char *s, size_t n, void *out, size_t count);
    void (*utf8_into_2)(const char *s, size_t n, void *out, size_t count);
    void (*utf8_into_4)(const char *s, size_t n, void *out, size_t count);
} jsd_kernel;

/* The chosen kernels and their instruction set: scalar until the first call of
 * jsd_simd_choose(). */
extern const jsd_kernel *jsd_kernel_now;
extern jsd_simd_id jsd_simd_now;

extern const char *const jsd_simd_names[JSD_SIMD_COUNT];

/* Returns whether this build contains the instruction set and this processor
 * has it. */
bool jsd_simd_runs_here(jsd_simd_id id);

/* Returns the kernels of an instruction set that runs here. */
const jsd_kernel *jsd_simd_kernel(jsd_simd_id id);

/* Chooses the instruction set with this name, or the fastest one that runs
 * here if name is NULL or empty. Returns false and changes nothing if none
 * with this name runs here. No other thread may be using kernels. */
JSD_MUST_CHECK bool jsd_simd_choose(const char *name);

#endif
