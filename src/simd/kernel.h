/* SPDX-License-Identifier: MIT
 *
 * The work on text, compiled for each instruction set, and the choice among
 * these, made once for all threads. Used by text/, which says what each
 * function does, by engines that are compiled in the same way, and by abi/,
 * which chooses and reports. It never allocates.
 */
#ifndef JSONDE_SIMD_KERNEL_H
#define JSONDE_SIMD_KERNEL_H

#include "base/base.h"
#include "base/status.h"
#include "simd/isa_list.h"
#include "simd/unit.h"

/* Where two of them run, the later is the better. */
typedef enum jsd_simd_id {
#define JSD_SIMD_ID(NAME, name, built, arrays) JSD_SIMD_##NAME,
    JSD_ISA_LIST(JSD_SIMD_ID)
#undef JSD_SIMD_ID
        JSD_SIMD_COUNT
} jsd_simd_id;

typedef struct jsd_scan {
    size_t len;    /* units before the closing quote; on failure before the
                      unit that failed */
    uint32_t seen; /* no less than the largest of those units, and on the same
                      side of 0x80, 0x100 and 0x10000 as it */
    bool escaped;  /* a backslash is among them */
} jsd_scan;

/* One string on its way. Each call moves in and out on, as far as at least
 * JSD_ESCAPE_MAX bytes stay free before limit for the next unit; the caller
 * makes room and calls again until in == end. With JSD_ESCAPE_MAX bytes of
 * room for each unit, one call does it all. Whatever stood between out and
 * limit may be lost. */
typedef struct jsd_escape {
    const void *in;  /* the next unit */
    const void *end; /* behind the last unit */
    char *out;       /* the next byte of output */
    char *limit;     /* behind the last byte that may be written */
} jsd_escape;

enum {
    JSD_ESCAPE_MAX = 6,   /* no unit takes more bytes of output */
    JSD_ESCAPE_ROOM = 128 /* so much beyond the worst case, and none is
                             slower for want of it */
};

/* What text/escape_styled.h writes as \uXXXX besides what must be. */
enum jsd_style {
    JSD_STYLE_ASCII = 1,     /* all from U+0080 on; a pair beyond U+FFFF */
    JSD_STYLE_HTML = 2,      /* <, >, &, U+2028 and U+2029 */
    JSD_STYLE_SURROGATES = 4 /* U+D800..U+DFFF, which are refused else */
};

typedef struct jsd_utf8_size {
    size_t count;    /* code points */
    uint32_t widest; /* at least the largest code point, and on the same side
                        of 0x80, 0x100 and 0x10000 as it; at most 0x10ffff */
} jsd_utf8_size;

typedef struct jsd_utf8_string_info {
    size_t len;      /* bytes before the first '"', '\', U+0000..U+001F */
    size_t count;    /* code points in them, if valid */
    uint32_t widest; /* as in jsd_utf8_size, if valid */
    bool valid;      /* they are UTF-8 */
} jsd_utf8_string_info;

typedef struct jsd_kernel {
    const char *name;
    /* text/scan.h; the number is that of the bytes of a unit */
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
    /* text/escape_styled.h: n, or the place of a unit that the style writes in
     * its own way */
    size_t (*style_utf8)(const void *s, size_t n, unsigned style);
    size_t (*style_1)(const void *s, size_t n, unsigned style);
    size_t (*style_2)(const void *s, size_t n, unsigned style);
    size_t (*style_4)(const void *s, size_t n, unsigned style);
    /* text/unescape.h: n, or the place of an escape without a meaning */
    size_t (*unescape_utf8)(const void *s, size_t n, void *out, size_t *len);
    size_t (*unescape_1)(const void *s, size_t n, void *out, size_t *len);
    size_t (*unescape_2)(const void *s, size_t n, void *out, size_t *len);
    size_t (*unescape_4)(const void *s, size_t n, void *out, size_t *len);
    /* text/utf8.h; measure: whether all of s is valid, else *size is not
     * told */
    void (*utf8_string)(const char *s, size_t n, jsd_utf8_string_info *info);
    bool (*utf8_measure)(const char *s, size_t n, jsd_utf8_size *size);
    size_t (*utf8_count)(const char *s, size_t n);
    void (*utf8_to_1)(const char *s, size_t n, void *out);
    void (*utf8_to_2)(const char *s, size_t n, void *out);
    void (*utf8_to_4)(const char *s, size_t n, void *out);
    /* text/base64.h, without the rest of one or two bytes; back: how many
     * groups of four characters are right before the first that is not */
    void (*base64)(const void *data, size_t groups, char *out, bool url);
    size_t (*unbase64)(const void *text, size_t groups, void *data);
    void (*utf8_into_1)(const char *s, size_t n, void *out, size_t count);
    void (*utf8_into_2)(const char *s, size_t n, void *out, size_t count);
    void (*utf8_into_4)(const char *s, size_t n, void *out, size_t count);
} jsd_kernel;

/* What is in use: scalar, until jsd_simd_choose has chosen. */
extern const jsd_kernel *jsd_kernel_now;
extern jsd_simd_id jsd_simd_now;

extern const char *const jsd_simd_names[JSD_SIMD_COUNT];

/* Whether it was built in, and this processor has it. */
bool jsd_simd_runs_here(jsd_simd_id id);

/* Its functions; only of one that runs here. */
const jsd_kernel *jsd_simd_kernel(jsd_simd_id id);

/* Takes the one with this name, or, of NULL and "", the best that runs here.
 * False, and nothing is changed, where none of this name runs. Not while
 * other threads are at work on text. */
JSD_MUST_CHECK bool jsd_simd_choose(const char *name);

#endif
