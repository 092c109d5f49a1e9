/* SPDX-License-Identifier: MIT
 *
 * The options of dumps(), loads() and loads_array(): their bits, and the masks
 * that the encoder and the decoder test. All of them are computed at compile
 * time from option_table.def, the only place where an option is declared. The
 * option argument of a call is read by jsd_options_read().
 */
#ifndef JSONDE_PY_OPTIONS_H
#define JSONDE_PY_OPTIONS_H

#include "abi/limited.h"
#include "base/base.h"

#define JSD_OPTION(name, bit, functions, effects, meaning) \
    JSD_OPTION_##name = bit,
typedef enum jsd_option_bit {
#include "py/option_table.def"
    JSD_OPTION_BITS = 64
} jsd_option_bit;
#undef JSD_OPTION

/* The mask of one option, by its name without OPT_. */
#define JSD_OPT(name) (UINT64_C(1) << JSD_OPTION_##name)

typedef uint64_t jsd_options; /* or'ed */

/* Bits that no user can set. jsonde.json asks for them by functions of its own
 * (module/standard.h). JSD_STANDARD: dumps() writes what the module json
 * writes. JSD_RAW_FLOAT: loads() returns bytes, the text, for each float. The
 * command line (module/raw.h) uses JSD_RAW_FLOAT as well, without
 * OPT_BIG_INTEGER: then integers of more than 64 bits become bytes, too.
 * JSD_RAW_BYTES: dumps() writes bytes as they are. */
#define JSD_STANDARD (UINT64_C(1) << 63)
#define JSD_RAW_FLOAT (UINT64_C(1) << 62)
#define JSD_RAW_BYTES (UINT64_C(1) << 61)

typedef enum jsd_function {
    JSD_DUMPS = 1,
    JSD_LOADS = 2,
    JSD_LOADS_ARRAY = 4
} jsd_function;

/* Where an option takes effect. The column `effects` of the table says so for
 * each function that takes the option. */
typedef enum jsd_effect {
    /* Only slow paths test it. Every engine calls them for the values that
     * the option is about. */
    JSD_DUMPS_SLOW_PATH = 1 << 0,
    /* It changes text that the engine for plain output writes by itself. The
     * styled engine must run. */
    JSD_DUMPS_STYLE = 1 << 1,
    /* It replaces the kind of a class (py/types.h) by another kind. */
    JSD_DUMPS_KIND = 1 << 2,
    /* It makes JSON of buffers of bytes. */
    JSD_DUMPS_BYTES = 1 << 3,
    /* It makes JSON of buffers of numbers. */
    JSD_DUMPS_BUFFER = 1 << 4,
    /* It makes JSON of objects of a protocol or an abstract class. */
    JSD_DUMPS_PROTOCOL = 1 << 5,
    /* jsd_encode() tests it once for each call. */
    JSD_DUMPS_CALL = 1 << 6,

    /* Only slow paths test it. */
    JSD_LOADS_SLOW_PATH = 1 << 7,
    /* Python code may run while the decoder reads the input. The input is
     * protected from changes, and no list is visible before it is complete. */
    JSD_LOADS_USER_CODE = 1 << 8,
    /* jsd_decode() tests it once for each call. */
    JSD_LOADS_CALL = 1 << 9
} jsd_effect;

enum {
    JSD_DUMPS_EFFECTS = JSD_DUMPS_SLOW_PATH | JSD_DUMPS_STYLE |
                        JSD_DUMPS_KIND | JSD_DUMPS_BYTES | JSD_DUMPS_BUFFER |
                        JSD_DUMPS_PROTOCOL | JSD_DUMPS_CALL,
    JSD_LOADS_EFFECTS =
        JSD_LOADS_SLOW_PATH | JSD_LOADS_USER_CODE | JSD_LOADS_CALL
};

/* The masks of all options that have an effect. They are enumerators because
 * static tables need constant expressions. GCC and clang accept enumerators of
 * 64 bits. */
#define JSD_OPTION(name, bit, functions, effects, meaning) \
    | ((effects)&MASK_EFFECT ? UINT64_C(1) << bit : 0)
enum jsd_option_masks {
#define MASK_EFFECT JSD_DUMPS_STYLE
    JSD_STYLE_OPTIONS = 0
#include "py/option_table.def"
    ,
#undef MASK_EFFECT
#define MASK_EFFECT JSD_DUMPS_KIND
    JSD_KIND_OPTIONS = 0
#include "py/option_table.def"
    ,
#undef MASK_EFFECT
#define MASK_EFFECT JSD_DUMPS_BYTES
    JSD_BYTES_OPTIONS = 0
#include "py/option_table.def"
    ,
#undef MASK_EFFECT
#define MASK_EFFECT JSD_DUMPS_BUFFER
    JSD_BUFFER_OPTIONS = 0
#include "py/option_table.def"
    ,
#undef MASK_EFFECT
#define MASK_EFFECT JSD_DUMPS_PROTOCOL
    JSD_PROTOCOL_OPTIONS = 0
#include "py/option_table.def"
    ,
#undef MASK_EFFECT
#define MASK_EFFECT JSD_LOADS_USER_CODE
    JSD_USER_CODE_OPTIONS = 0
#include "py/option_table.def"
#undef MASK_EFFECT
};
#undef JSD_OPTION

/* One name that Python code may import, as the module exports it. */
typedef struct jsd_option {
    const char *name;   /* with OPT_ */
    jsd_options bits;   /* one bit; 0 for a name that has no effect */
    unsigned functions; /* the functions that take it: jsd_function, or'ed */
} jsd_option;

extern const jsd_option jsd_option_rows[];
extern const size_t jsd_option_count;

/* Returns 0; -1 with an instance of `exception` that names the bit, or the
 * contradiction, if function does not take the options in bits. Runs no Python
 * code. */
JSD_MUST_CHECK int jsd_options_check(jsd_options bits, jsd_function function,
                                     PyObject *exception);

/* Reads option (None, NULL or an int) into *bits and checks the options,
 * as jsd_options_check() does. Runs no Python code. */
JSD_MUST_CHECK int jsd_options_read(PyObject *option, jsd_function function,
                                    PyObject *exception, jsd_options *bits);

#endif
