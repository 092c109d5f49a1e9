/* SPDX-License-Identifier: MIT */
#include "abi/symbols.h"

#define SYMBOL_ROW(name, member, internal)                  \
    {                                                       \
        name, offsetof(jsd_symbols, member), internal, NULL \
    }

/* Stands for PyObject_GC_IsTracked, so that its callers need no check. */
static int
untrack_first(PyObject *o)
{
    PyObject_GC_UnTrack(o);
    return 0;
}

const jsd_symbol_row jsd_symbol_rows[] = {
    SYMBOL_ROW("PyObject_GetBuffer", get_buffer, false),
    SYMBOL_ROW("PyBuffer_Release", release_buffer, false),
    SYMBOL_ROW("PyMemoryView_FromBuffer", memoryview_from_buffer, false),
    SYMBOL_ROW("PyUnicode_New", unicode_new, true),
    SYMBOL_ROW("_PyBytes_Resize", bytes_resize, true),
    SYMBOL_ROW("PyList_GetItemRef", list_get_item_ref, false),
    SYMBOL_ROW("PyCriticalSection_Begin", critical_section_begin, false),
    SYMBOL_ROW("PyCriticalSection_End", critical_section_end, false),
    SYMBOL_ROW("PyMutex_Unlock", mutex_unlock, true),
    SYMBOL_ROW("PyGC_Disable", gc_disable, false),
    SYMBOL_ROW("PyGC_Enable", gc_enable, false),
    SYMBOL_ROW("PyObject_GenericGetDict", generic_get_dict, false),
    SYMBOL_ROW("PyRefTracer_GetTracer", ref_tracer, false),
    /* Stable in 3.9, and missing from its python3.dll. */
    SYMBOL_ROW("PyInterpreterState_Get", interpreter_get, false),
    {"PyObject_GC_IsTracked", offsetof(jsd_symbols, gc_is_tracked), false,
     (void (*)(void))untrack_first},
};

const size_t jsd_symbol_count = JSD_COUNTOF(jsd_symbol_rows);

static void
set_symbol(jsd_symbols *symbols, const jsd_symbol_row *row, void *found)
{
    char *where = (char *)symbols + row->where;

    /* POSIX and Windows: a function's address fits a pointer. */
    if (found != NULL)
        memcpy(where, &found, sizeof found);
    else
        memcpy(where, &row->fallback, sizeof row->fallback);
}

void
jsd_symbols_find(jsd_symbols *symbols)
{
    void *library = jsd_symbols_library();

    for (size_t i = 0; i < jsd_symbol_count; i++)
        set_symbol(symbols, &jsd_symbol_rows[i],
                   jsd_symbols_address(library, jsd_symbol_rows[i].name));
}

bool
jsd_symbol_is_found(const jsd_symbols *symbols, const jsd_symbol_row *row)
{
    return memcmp((const char *)symbols + row->where, &row->fallback,
                  sizeof row->fallback) != 0;
}

void
jsd_symbol_forget(jsd_symbols *symbols, const jsd_symbol_row *row)
{
    set_symbol(symbols, row, NULL);
}
