/* SPDX-License-Identifier: MIT
 *
 * The metadata of a dataclass field: metadata={"jsonde": {"name": str, "omit":
 * True, False or "none"}}. "name" is the key in JSON. "omit" leaves the field
 * out: always, never, or if its value is None.
 */
#ifndef JSONDE_PY_FIELD_H
#define JSONDE_PY_FIELD_H

#include "py/class.h"

/* Reads the metadata of field, a dataclasses.Field of type, into *f. Returns
 * 1; 0 if there is none for jsonde; -1 with an exception. May run Python code.
 * The caller owns type and field. */
JSD_MUST_CHECK int jsd_field_read_metadata(jsd_types *types, jsd_gate *gate,
                                           PyTypeObject *type,
                                           jsd_class_field *f,
                                           PyObject *field);

#endif
