/* SPDX-License-Identifier: MIT
 *
 * Functions of the interpreter that are not in the stable ABI of 3.9. They are
 * looked up by name once, when the process first imports jsonde. A pointer is
 * NULL if the interpreter has no such function or JSONDE_ABI switches it off:
 * each caller has a fallback. gc_is_tracked() is never NULL, but then untracks
 * its argument, and returns 0.
 */
#ifndef JSONDE_ABI_SYMBOLS_H
#define JSONDE_ABI_SYMBOLS_H

#include "abi/limited.h"
#include "base/base.h"

/* CPython's Py_buffer, which the limited API of 3.9 does not declare. The
 * probe proves this layout like the other mirrors (JSD_CAP_BUFFER). */
typedef struct jsd_pybuffer {
    void *buf;
    PyObject *obj;
    Py_ssize_t len;
    Py_ssize_t itemsize;
    int readonly;
    int ndim;
    char *format;
    Py_ssize_t *shape;
    Py_ssize_t *strides;
    Py_ssize_t *suboffsets;
    void *internal;
} jsd_pybuffer;

/* Flags of PyObject_GetBuffer. */
enum {
    JSD_PYBUF_SIMPLE = 0,
    JSD_PYBUF_WRITABLE = 1,
    JSD_PYBUF_ITEMS = 0xd,    /* writable, C-contiguous, with its format */
    JSD_PYBUF_STRIDES = 0x10, /* with PyBUF_ND, 0x8: may have gaps */
    JSD_PYBUF_FULL_RO = 0x11c
};

/* CPython's PyCriticalSection: two pointers since 3.13. */
typedef struct jsd_critical_section {
    void *words[2];
} jsd_critical_section;

typedef struct jsd_symbols {
    int (*get_buffer)(PyObject *o, jsd_pybuffer *view, int flags);
    void (*release_buffer)(jsd_pybuffer *view);
    PyObject *(*memoryview_from_buffer)(const jsd_pybuffer *view);
    PyObject *(*unicode_new)(Py_ssize_t len, Py_UCS4 widest);
    int (*bytes_resize)(PyObject **bytes, Py_ssize_t len);
    PyObject *(*list_get_item_ref)(PyObject *list, Py_ssize_t i);
    void (*critical_section_begin)(jsd_critical_section *c, PyObject *o);
    void (*critical_section_end)(jsd_critical_section *c);
    void (*mutex_unlock)(uint8_t *mutex);
    int (*gc_disable)(void);
    int (*gc_enable)(void);
    PyObject *(*generic_get_dict)(PyObject *o, void *context);
    void *(*ref_tracer)(void **data); /* returns a function or NULL */
    PyInterpreterState *(*interpreter_get)(void);
    int (*gc_is_tracked)(PyObject *o);
} jsd_symbols;

typedef struct jsd_symbol_row {
    const char *name;
    size_t where;           /* offset in jsd_symbols */
    bool internal;          /* JSONDE_ABI=public switches it off */
    void (*fallback)(void); /* or NULL */
} jsd_symbol_row;

extern const jsd_symbol_row jsd_symbol_rows[];
extern const size_t jsd_symbol_count;

/* Fills *symbols with the functions that this process has. */
void jsd_symbols_find(jsd_symbols *symbols);

/* Returns what jsd_symbols_address() searches: the library of the interpreter.
 * Each system has these two functions in a file of its own. */
void *jsd_symbols_library(void);

/* Returns the address of a function or object of the library, or NULL. */
void *jsd_symbols_address(void *library, const char *name);

bool jsd_symbol_is_found(const jsd_symbols *symbols,
                         const jsd_symbol_row *row);
void jsd_symbol_forget(jsd_symbols *symbols, const jsd_symbol_row *row);

#endif
