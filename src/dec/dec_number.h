/* SPDX-License-Identifier: MIT
 *
 * Numbers of the decoder: int within 64 bits, else float.
 * Used by dec/ alone. It never rounds twice: num/ reads the text itself.
 */
#ifndef JSONDE_DEC_DEC_NUMBER_H
#define JSONDE_DEC_DEC_NUMBER_H

#include "dec/dec.h"

/* The number that starts at d->at, which moves behind it. */
JSD_MUST_CHECK jsd_status jsd_dec_number(jsd_dec *d, jsd_form form,
                                         PyObject **value);

#endif
