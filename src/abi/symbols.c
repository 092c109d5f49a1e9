/* SPDX-License-Identifier: MIT */
#include "abi/symbols.h"

#define SYMBOL_ROW(name, member, internal)            \
    {                                                 \
        name, offsetof(jsd_symbols, member), internal \
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
    SYMBOL_ROW("PyGC_Disable", gc_disable, false),
    SYMBOL_ROW("PyGC_Enable", gc_enable, false),
    SYMBOL_ROW("PyObject_GenericGetDict", generic_get_dict, false),
    SYMBOL_ROW("PyRefTracer_GetTracer", ref_tracer, false),
    /* Stable in 3.9, and missing from its python3.dll. */
    SYMBOL_ROW("PyInterpreterState_Get", interpreter_get, false),
    SYMBOL_ROW("PyObject_GC_IsTracked", gc_is_tracked, false),
};

const size_t jsd_symbol_count = JSD_COUNTOF(jsd_symbol_rows);

void
jsd_symbols_find(jsd_symbols *symbols)
{
    void *library = jsd_symbols_library();

    for (size_t i = 0; i < jsd_symbol_count; i++) {
        void *found = jsd_symbols_address(library, jsd_symbol_rows[i].name);

        /* POSIX and Windows: a function's address fits a pointer. */
        memcpy((char *)symbols + jsd_symbol_rows[i].where, &found,
               sizeof found);
    }
}

bool
jsd_symbol_is_found(const jsd_symbols *symbols, const jsd_symbol_row *row)
{
    void *found;

    memcpy(&found, (const char *)symbols + row->where, sizeof found);
    return found != NULL;
}

void
jsd_symbol_forget(jsd_symbols *symbols, const jsd_symbol_row *row)
{
    memset((char *)symbols + row->where, 0, sizeof(void *));
}
