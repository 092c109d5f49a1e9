/* SPDX-License-Identifier: MIT
 *
 * The option bits, declared once: their names in Python, their values, and
 * which function takes them.
 * Used by enc/, dec/ and module/. The values are orjson's.
 */
#ifndef JSONDE_PY_OPTIONS_H
#define JSONDE_PY_OPTIONS_H

#include "abi/limited.h"
#include "base/base.h"

enum {
    JSD_OPT_STRICT_INTEGER = 1 << 6,
    JSD_OPT_PASSTHROUGH_SUBCLASS = 1 << 8,
    JSD_OPT_APPEND_NEWLINE = 1 << 10
};

typedef enum jsd_function { JSD_DUMPS = 1, JSD_LOADS = 2 } jsd_function;

typedef struct jsd_option {
    const char *name;
    unsigned bit;
    unsigned functions; /* those that take it: jsd_function, or'ed */
} jsd_option;

extern const jsd_option jsd_options[];
extern const size_t jsd_option_count;

/* The bits of option (None, NULL or an int) for this function. -1 with the
 * given exception that names what is refused. */
JSD_MUST_CHECK int jsd_options_read(PyObject *option, jsd_function function,
                                    PyObject *exception, unsigned *bits);

#endif
