/* SPDX-License-Identifier: MIT
 *
 * The format argument of loads_array(): which numbers the items are.
 */
#ifndef JSONDE_DEC_DEC_FORMAT_H
#define JSONDE_DEC_DEC_FORMAT_H

#include "py/target.h"

/* Reads the argument, NULL for 'd'. Sets code to the struct code. Returns -1
 * with an exception. Python code may run. */
JSD_MUST_CHECK int jsd_dec_format_read(PyObject *given,
                                       jsd_item_format *format, char code[3]);

/* Chooses the format of a buffer's items. is_given: *format is the argument,
 * which the buffer must be able to hold. Otherwise sets *format to the
 * buffer's own. Returns -1 with an exception. */
JSD_MUST_CHECK int jsd_dec_format_choose(const jsd_target_items *items,
                                         bool is_given,
                                         jsd_item_format *format);

/* Spells a format, which `given` names, for a memoryview. A memoryview
 * interprets only single codes in native byte order. */
void jsd_dec_format_spell(jsd_item_format format, const char given[3],
                          char code[3]);

#endif
