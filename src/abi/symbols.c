/* SPDX-License-Identifier: MIT */
#include "abi/symbols.h"

#include <dlfcn.h>

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
};

const size_t jsd_symbol_count = JSD_COUNTOF(jsd_symbol_rows);

/* Returns the handle to search in. The interpreter may be a library that its
 * host opened with RTLD_LOCAL: the default search does not find it then. */
static void *
interpreter_handle(void)
{
    Dl_info info;

    if (dlsym(RTLD_DEFAULT, "Py_GetVersion") != NULL)
        return RTLD_DEFAULT;
    if (dladdr((void *)&PyType_Type, &info) == 0)
        return RTLD_DEFAULT;
    /* It is never closed: it counts a library that stays loaded anyway. */
    void *handle = dlopen(info.dli_fname, RTLD_LAZY | RTLD_NOLOAD);
    return handle != NULL ? handle : RTLD_DEFAULT;
}

void
jsd_symbols_find(jsd_symbols *symbols)
{
    void *handle = interpreter_handle();

    for (size_t i = 0; i < jsd_symbol_count; i++) {
        void *found = dlsym(handle, jsd_symbol_rows[i].name);

        /* POSIX: a function's address fits the pointer of dlsym. */
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
