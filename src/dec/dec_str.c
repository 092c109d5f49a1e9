/* SPDX-License-Identifier: MIT */
#include "dec/dec_str.h"

#include "dec/dec_surrogate.h"
#include "dec/make_str.h"
#include "simd/unit.h"
#include "text/scan.h"
#include "text/unescape.h"
#include "text/utf8.h"

/* --------------------------------------------------------------- escapes */

JSD_INLINE jsd_status
scan_text(jsd_form form, const void *s, size_t n, jsd_scan *found)
{
    switch (form) {
    case JSD_FORM_UTF8:
        return jsd_scan_utf8(s, n, found);
    case JSD_FORM_UCS1:
        return jsd_scan_ucs1(s, n, found);
    case JSD_FORM_UCS2:
        return jsd_scan_ucs2(s, n, found);
    default:
        return jsd_scan_ucs4(s, n, found);
    }
}

/* Unescapes a string into the workspace: UTF-8 stays UTF-8, other forms become
 * 4-byte units. */
static jsd_status
unescape_to_buffer(jsd_dec *d, jsd_form form, const void *s, size_t n,
                   bool closed, size_t *len, size_t *at)
{
    size_t need;
    jsd_status status;

    if (jsd_mul_over(n, form == JSD_FORM_UTF8 ? 1 : 4, &need))
        return JSD_TOO_BIG;
    status = jsd_buf_reserve(&d->work->text, need);
    if (status != JSD_OK)
        return status;
    switch (form) {
    case JSD_FORM_UTF8:
        return jsd_unescape_utf8(s, n, closed, d->work->text.data, len, at);
    case JSD_FORM_UCS1:
        return jsd_unescape_ucs1(s, n, closed, d->work->text.data, len, at);
    case JSD_FORM_UCS2:
        return jsd_unescape_ucs2(s, n, closed, d->work->text.data, len, at);
    default:
        return jsd_unescape_ucs4(s, n, closed, d->work->text.data, len, at);
    }
}

/* Finds the first error of a string at `start`. n units of it were read when
 * `status` was found. So each form of a text gives one error: some forms stop
 * at a surrogate, UTF-8 is checked later. */
static JSD_COLD jsd_status
first_error(jsd_dec *d, jsd_form form, size_t start, size_t n,
            jsd_status status)
{
    const void *s = jsd_dec_address(d, form, start);
    jsd_status earlier;
    size_t len, at;

    if (status == JSD_NO_MEMORY || status == JSD_TOO_BIG)
        return status;
    /* The unit that failed may have ended an escape. */
    earlier = unescape_to_buffer(d, form, s, status == JSD_END ? n : n + 1,
                                 false, &len, &at);
    if (earlier != JSD_OK && earlier != JSD_END && at < n) {
        status = earlier;
        n = at;
    }
    if (form == JSD_FORM_UTF8) {
        earlier = jsd_utf8_explain(s, n, status == JSD_END, &at);
        if (earlier != JSD_OK) {
            status = earlier;
            n = at;
        }
    }
    return jsd_dec_fail_at(d, status, start + n);
}

static jsd_status
escaped_str(jsd_dec *d, jsd_form form, size_t start, size_t n, PyObject **str)
{
    jsd_form plain = form == JSD_FORM_UTF8 ? JSD_FORM_UTF8 : JSD_FORM_UCS4;
    const void *s = jsd_dec_address(d, form, start);
    uint32_t seen = 0xff; /* UTF-8: its bytes must be checked */
    size_t len, at;
    jsd_status status = unescape_to_buffer(d, form, s, n, true, &len, &at);

    if (status != JSD_OK)
        return first_error(d, form, start, at, status);
    if (plain == JSD_FORM_UCS4) {
        seen = 0;
        for (size_t i = 0; i < len; i++)
            seen |= ((const uint32_t *)d->work->text.data)[i];
    }
    status = jsd_dec_make_str(d->caps, plain, d->work->text.data, len, seen,
                              str, &at);
    /* Bad UTF-8 is where it was in the text: no escape gives a byte that could
     * continue a sequence. */
    if (status == JSD_BAD_UTF8 || status == JSD_SURROGATE)
        return first_error(d, form, start, n, status);
    return status;
}

/* ------------------------------------------------------------------ keys */

/* Returns n ASCII units of any form as bytes: the units themselves, or copied
 * to narrow. */
JSD_INLINE const char *
narrow_key(jsd_form form, const void *s, size_t n, char *narrow)
{
    if (form == JSD_FORM_UTF8 || form == JSD_FORM_UCS1)
        return s;
    if (form == JSD_FORM_UCS2)
        for (size_t i = 0; i < n; i++)
            narrow[i] = (char)jsd_unit_at(s, i, 2);
    else
        for (size_t i = 0; i < n; i++)
            narrow[i] = (char)jsd_unit_at(s, i, 4);
    return narrow;
}

/* Sets *key to the str of n bytes of UTF-8, new, through the cache. seen is
 * the bitwise OR of the bytes. */
static jsd_status
key_of(jsd_dec *d, const char *bytes, size_t n, uint32_t seen, PyObject **key,
       size_t *at)
{
    jsd_keycache *keys = d->work->keys;
    uint32_t hash;
    jsd_status status;

    if (keys == NULL || n > JSD_KEYCACHE_MAX_LEN)
        return jsd_dec_make_str(d->caps, JSD_FORM_UTF8, bytes, n, seen, key,
                                at);
    hash = jsd_keycache_hash(keys, bytes, n);
    *key = jsd_keycache_get(keys, hash, bytes, n);
    if (*key != NULL) {
        Py_IncRef(*key);
        return JSD_OK;
    }
    status = jsd_dec_make_str(d->caps, JSD_FORM_UTF8, bytes, n, seen, key, at);
    if (status == JSD_OK)
        jsd_keycache_put(keys, hash, bytes, n, *key);
    return status;
}

jsd_status
jsd_dec_key(jsd_dec *d, const char *bytes, size_t n, PyObject **key)
{
    uint32_t seen = 0;
    size_t at;

    for (size_t i = 0; i < n; i++)
        seen |= (unsigned char)bytes[i];
    return key_of(d, bytes, n, seen, key, &at);
}

/* Sets *key through the cache, which finds keys by their UTF-8. Non-ASCII keys
 * of other forms are not cached. */
static jsd_status
cached_key(jsd_dec *d, jsd_form form, const void *s, const jsd_scan *found,
           PyObject **key, size_t *at)
{
    char narrow[JSD_KEYCACHE_MAX_LEN];

    if (found->len > JSD_KEYCACHE_MAX_LEN ||
        (form != JSD_FORM_UTF8 && found->seen >= 0x80))
        return jsd_dec_make_str(d->caps, form, s, found->len, found->seen, key,
                                at);
    return key_of(d, narrow_key(form, s, found->len, narrow), found->len,
                  found->seen, key, at);
}

static jsd_status
strict_string(jsd_dec *d, jsd_form form, bool is_key, PyObject **str)
{
    size_t start = d->at + 1;
    const void *s = jsd_dec_address(d, form, start);
    jsd_scan found;
    jsd_status status = scan_text(form, s, d->text->len - start, &found);
    size_t at = 0;

    if (JSD_UNLIKELY(status != JSD_OK))
        return first_error(d, form, start, found.len, status);
    d->at = start + found.len + 1;
    if (found.escaped)
        return escaped_str(d, form, start, found.len, str);
    status = is_key ? cached_key(d, form, s, &found, str, &at)
                    : jsd_dec_make_str(d->caps, form, s, found.len, found.seen,
                                       str, &at);
    if (JSD_UNLIKELY(status != JSD_OK && status != JSD_RAISED))
        return first_error(d, form, start, at, status);
    return status;
}

jsd_status
jsd_dec_string(jsd_dec *d, jsd_form form, bool is_key, PyObject **str)
{
    size_t start = d->at;
    jsd_status status = strict_string(d, form, is_key, str);

    if (JSD_LIKELY(status == JSD_OK) ||
        !(d->job->options & JSD_OPT(LONE_SURROGATES)) ||
        (status != JSD_SURROGATE && status != JSD_LONE_SURROGATE))
        return status;
    d->at = start;
    return jsd_dec_surrogate_string(d, form, str);
}
