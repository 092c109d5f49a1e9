/* SPDX-License-Identifier: MIT */
#include "dec/dec_pointers.h"

#include "base/mem.h"
#include "py/error.h"
#include "py/gate.h"
#include "py/is_type.h"

/* Reads one pointer into match m. */
static int
read_pointer(const jsd_dec_pointers *p, PyObject *text, jsd_dec_match *m)
{
    PyObject *bytes;
    jsd_status status;

    jsd_dec_match_start(m);
    if (!jsd_is_str(text)) {
        JSD_GATED(JSD_NOTHING_BORROWED,
                  jsd_raise_arguments("%s must be a str, or a list or tuple "
                                      "of str",
                                      "pointer"));
        return -1;
    }
    bytes =
        JSD_GATED(JSD_NOTHING_BORROWED,
                  PyUnicode_AsEncodedString(text, "utf-8", "surrogatepass"));
    if (bytes == NULL)
        return -1;
    status = jsd_pointer_init(&m->pointer, PyBytes_AsString(bytes),
                              (size_t)PyBytes_Size(bytes));
    jsd_gate_drop(JSD_NOTHING_BORROWED, bytes);
    if (status == JSD_OK)
        return 0;
    if (p->names == NULL)
        JSD_GATED(JSD_NOTHING_BORROWED, jsd_raise_status(status));
    else
        JSD_GATED(JSD_NOTHING_BORROWED, jsd_raise_pointer(status, text));
    return -1;
}

/* Allocates matches and paths for the pointers of p->names. */
static int
allocate_matches(jsd_dec_pointers *p)
{
    const size_t n = (size_t)PyTuple_Size(p->names);
    size_t size;

    if (!jsd_mul_over(n + 1, sizeof *p->matches + sizeof *p->paths, &size))
        p->memory = jsd_mem_new(size);
    if (p->memory == NULL) {
        JSD_GATED(JSD_NOTHING_BORROWED, jsd_raise_no_memory());
        return -1;
    }
    p->matches = p->memory;
    p->paths = (jsd_path *)(p->matches + n);
    return 0;
}

static int
read_several(PyObject *given, jsd_dec_pointers *p)
{
    Py_ssize_t n;

    p->names = JSD_GATED(JSD_NOTHING_BORROWED, PySequence_Tuple(given));
    if (p->names == NULL)
        return -1;
    n = PyTuple_Size(p->names);
    if (allocate_matches(p) < 0)
        goto fail;
    for (Py_ssize_t i = 0; i < n; i++) {
        if (read_pointer(p, PyTuple_GetItem(p->names, i), &p->matches[i]) < 0)
            goto fail;
        p->count++;
    }
    return 0;
fail:
    jsd_dec_pointers_clear(p);
    return -1;
}

int
jsd_dec_pointers_read(PyObject *given, jsd_dec_pointers *p)
{
    p->names = NULL;
    p->memory = NULL;
    p->count = 0;
    p->matches = &p->match;
    p->paths = &p->path;
    if (given != NULL && jsd_is_of_flag(given, Py_TPFLAGS_LIST_SUBCLASS |
                                                   Py_TPFLAGS_TUPLE_SUBCLASS))
        return read_several(given, p);
    if (given == NULL)
        jsd_dec_match_start(&p->match);
    else if (read_pointer(p, given, &p->match) < 0)
        return -1;
    p->count = 1;
    return 0;
}

void
jsd_dec_pointers_clear(jsd_dec_pointers *p)
{
    for (size_t i = 0; i < p->count; i++)
        jsd_dec_match_clear(&p->matches[i]);
    jsd_mem_free(p->memory);
    jsd_gate_drop(JSD_NOTHING_BORROWED, p->names);
}
