/* SPDX-License-Identifier: MIT
 *
 * What the field of a dataclass says about itself:
 * metadata={"jsonde": {"name": str, "omit": True, False or "none"}}.
 * Used by py/class.c alone.
 */
#ifndef JSONDE_PY_FIELD_H
#define JSONDE_PY_FIELD_H

#include "py/class.h"

/* Reads the metadata of field, a dataclasses.Field of type, into f: 1; 0 where
 * it has none for jsonde; -1 with an exception. It may run Python code. The
 * caller owns all. */
JSD_MUST_CHECK int jsd_field_read_metadata(jsd_types *types, jsd_gate *gate,
                                           PyTypeObject *type,
                                           jsd_class_field *f,
                                           PyObject *field);

#endif
