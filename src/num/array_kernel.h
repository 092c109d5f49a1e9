/* SPDX-License-Identifier: MIT
 *
 * The loops over the numbers of an array, compiled for some instruction sets.
 * JSD_ISA_LIST says which of them each instruction set uses.
 */
#ifndef JSONDE_NUM_ARRAY_KERNEL_H
#define JSONDE_NUM_ARRAY_KERNEL_H

#include "num/array_parse_internal.h"
#include "num/array_text_length.h"
#include "num/array_write.h"
#include "simd/isa_list.h"

typedef struct jsd_array_kernel {
    jsd_array_putter *const (*put)[2]; /* by item, and whether swapped */
    jsd_array_putter *put_singly;      /* see jsd_array_putter_of() */
    jsd_array_measure *const *measure; /* by item; NULL where there is none */
    const jsd_array_parse_table *parse;
} jsd_array_kernel;

/* Only those that JSD_ISA_LIST names as `arrays` are defined. */
#define JSD_ARRAY_KERNEL(NAME, name, built, arrays, engines) \
    extern const jsd_array_kernel jsd_array_kernel_##name;
JSD_ISA_LIST(JSD_ARRAY_KERNEL)
#undef JSD_ARRAY_KERNEL

/* Returns the kernel of the instruction set that jsd_simd_choose() chose. */
const jsd_array_kernel *jsd_array_kernel_now(void);

/* Returns the function that computes the length of the text that put writes
 * for items of this type, in the native byte order, or NULL if put has none.
 */
jsd_array_measure *jsd_array_kernel_measure(jsd_array_putter *put,
                                            jsd_item item);

#endif
