/* SPDX-License-Identifier: MIT
 *
 * Makes a str from units of text: the last step for each string of a document.
 * The units hold no escapes. Each function returns a new reference and runs no
 * Python code.
 */
#ifndef JSONDE_DEC_MAKE_STR_H
#define JSONDE_DEC_MAKE_STR_H

#include "abi/str.h"
#include "base/status.h"

/* Sets *str to a str of the n units at s, of the given form. seen is the
 * bitwise OR of these units; bytes of UTF-8 that are not ASCII may have any
 * seen >= 0x80. The units hold no surrogates, except UCS-4 units.
 * Checks UTF-8: on JSD_BAD_UTF8 or JSD_SURROGATE, *at is the offset of the
 * first wrong sequence. Returns JSD_RAISED with an exception without memory.
 */
JSD_MUST_CHECK jsd_status jsd_dec_make_str(jsd_caps caps, jsd_form form,
                                           const void *s, size_t n,
                                           uint32_t seen, PyObject **str,
                                           size_t *at);

/* Returns the str of n bytes of valid UTF-8 that hold count > 0 code points up
 * to widest, or NULL with an exception. caps must have JSD_CAP_NEW_STR. */
PyObject *jsd_dec_utf8_str(jsd_caps caps, const char *s, size_t n,
                           size_t count, uint32_t widest);

#endif
