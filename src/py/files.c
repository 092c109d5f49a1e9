/* SPDX-License-Identifier: MIT */
#include "py/files.h"

#include "abi/abi.h"
#include "py/gate.h"

static const struct {
    const char *name;
    jsd_file_kind kind;
} rows[JSD_FILE_CLASSES] = {{"BufferedWriter", JSD_FILE_BINARY},
                            {"BufferedRandom", JSD_FILE_BINARY},
                            {"BytesIO", JSD_FILE_BINARY},
                            {"TextIOWrapper", JSD_FILE_TEXT},
                            {"StringIO", JSD_FILE_TEXT}};

int
jsd_files_init(jsd_files *files)
{
    PyObject *io =
        JSD_GATED(JSD_NOTHING_BORROWED, PyImport_ImportModule("_io"));
    int status = io == NULL ? -1 : 0;

    for (size_t i = 0; status == 0 && i < JSD_FILE_CLASSES; i++) {
        files->classes[i] = JSD_GATED(
            JSD_NOTHING_BORROWED, PyObject_GetAttrString(io, rows[i].name));
        status = files->classes[i] == NULL ? -1 : 0;
    }
    jsd_gate_drop(JSD_NOTHING_BORROWED, io);
    if (status == 0)
        files->write = PyUnicode_InternFromString("write");
    if (files->write != NULL)
        files->module = PyUnicode_InternFromString("jsonde.files");
    if (files->module != NULL)
        files->dump_other = PyUnicode_InternFromString("dump_other");
    return files->dump_other == NULL ? -1 : 0;
}

int
jsd_files_traverse(jsd_files *files, visitproc visit, void *arg)
{
    for (size_t i = 0; i < JSD_FILE_CLASSES; i++)
        Py_VISIT(files->classes[i]);
    return 0;
}

void
jsd_files_clear(jsd_files *files)
{
    for (size_t i = 0; i < JSD_FILE_CLASSES; i++) {
        PyObject *class = files->classes[i];

        files->classes[i] = NULL;
        jsd_gate_drop(JSD_NOTHING_BORROWED, class);
    }
    jsd_drop_inert(files->write);
    jsd_drop_inert(files->module);
    jsd_drop_inert(files->dump_other);
    files->write = files->module = files->dump_other = NULL;
}

jsd_file_kind
jsd_files_kind(const jsd_files *files, PyObject *file)
{
    PyTypeObject *type = jsd_type_of(jsd_abi.caps, file);

    for (size_t i = 0; i < JSD_FILE_CLASSES; i++)
        if ((PyObject *)type == files->classes[i])
            return rows[i].kind;
    return JSD_FILE_OTHER;
}
