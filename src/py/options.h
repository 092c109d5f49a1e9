/* SPDX-License-Identifier: MIT
 *
 * The option bits: their names in Python, their values, which function takes
 * them, and which contradict each other.
 * Used by enc/, dec/ and module/. They are declared in option_table.def alone.
 */
#ifndef JSONDE_PY_OPTIONS_H
#define JSONDE_PY_OPTIONS_H

#include "abi/limited.h"
#include "base/base.h"

#define JSD_OPTION(name, bit, functions, meaning) JSD_OPTION_##name = bit,
typedef enum jsd_option_bit {
#include "py/option_table.def"
    JSD_OPTION_BITS = 64
} jsd_option_bit;
#undef JSD_OPTION

/* The mask of one option, by its name without OPT_. */
#define JSD_OPT(name) (UINT64_C(1) << JSD_OPTION_##name)

typedef uint64_t jsd_options; /* or'ed */

typedef enum jsd_function {
    JSD_DUMPS = 1,
    JSD_LOADS = 2,
    JSD_LOADS_ARRAY = 4
} jsd_function;

typedef struct jsd_option {
    const char *name;   /* with OPT_ */
    jsd_options bits;   /* one; none of those that are accepted for orjson */
    unsigned functions; /* those that take it: jsd_function, or'ed */
} jsd_option;

extern const jsd_option jsd_option_rows[];
extern const size_t jsd_option_count;

/* The bits of option (None, NULL or an int) for this function. -1 with the
 * given exception that names what is refused. */
JSD_MUST_CHECK int jsd_options_read(PyObject *option, jsd_function function,
                                    PyObject *exception, jsd_options *bits);

#endif
