/* SPDX-License-Identifier: MIT */
#include "abi/ndarray.h"

#include "abi/safe_read.h"
#include "abi/probe.h"

/* Returns whether the n numbers at an address equal those at want. The address
 * came out of an unproven field, so the kernel reads it. */
static bool
numbers_match(const jsd_safe_reader *reader, const ptrdiff_t *address,
              const Py_ssize_t *want, int n)
{
    ptrdiff_t there[JSD_SAFE_READ_MAX / sizeof(ptrdiff_t)];
    const size_t size = (size_t)n * sizeof *want;

    return want != NULL && size <= sizeof there &&
           jsd_safe_read(reader, address, there, size) &&
           memcmp(there, want, size) == 0;
}

static bool
fields_agree(const jsd_ndarray *fields, const jsd_pybuffer *exported,
             PyObject *dtype)
{
    jsd_safe_reader reader;
    bool agree = fields->data == exported->buf &&
                 fields->nd == exported->ndim && fields->descr == dtype &&
                 jsd_safe_read_open(&reader);

    if (!agree)
        return false;
    agree =
        numbers_match(&reader, fields->dimensions, exported->shape,
                      fields->nd) &&
        numbers_match(&reader, fields->strides, exported->strides, fields->nd);
    jsd_safe_read_close(&reader);
    return agree;
}

void
jsd_ndarray_learn(jsd_ndarray_proof *proof, PyObject *o,
                  const jsd_pybuffer *exported, PyObject *dtype)
{
    const size_t head = jsd_size_of(0, JSD_OBJECT);
    PyTypeObject *type = jsd_type_of(jsd_abi.caps, o);
    jsd_ndarray fields;
    jsd_specimen s;

    /* An array without dimensions proves too little. */
    if ((jsd_abi.caps & JSD_CAP_OBJECT) == 0 || proof->refuted ||
        proof->proofs >= JSD_NDARRAY_PROOFS || exported->ndim == 0 ||
        (PyType_GetFlags(type) & Py_TPFLAGS_HEAPTYPE) != 0 ||
        (proof->type != NULL && proof->type != type))
        return;
    proof->type = type;
    if (!jsd_probe_take(o, 0, &s)) {
        PyErr_Clear();
        return;
    }
    proof->refuted = true;
    if (s.extent < head + sizeof fields)
        return;
    memcpy(&fields, (const char *)o + head, sizeof fields);
    if (!fields_agree(&fields, exported, dtype))
        return;
    proof->refuted = false;
    proof->proofs++;
}
