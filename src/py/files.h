/* SPDX-License-Identifier: MIT
 *
 * The classes of file objects whose write() takes all that it is given.
 * Used by module/, which writes to them without a detour through Python.
 */
#ifndef JSONDE_PY_FILES_H
#define JSONDE_PY_FILES_H

#include "abi/limited.h"
#include "base/base.h"

typedef enum jsd_file_kind {
    JSD_FILE_BINARY, /* it takes bytes */
    JSD_FILE_TEXT,   /* it takes str */
    JSD_FILE_OTHER   /* anything: a path, a descriptor, another file object */
} jsd_file_kind;

enum { JSD_FILE_CLASSES = 5 };

typedef struct jsd_files {
    PyObject *classes[JSD_FILE_CLASSES]; /* of the module io */
    /* str: "write", "jsonde.files", "dump_other" */
    PyObject *write, *module, *dump_other;
} jsd_files;

/* files is all zeros. -1 with an exception; clear is needed even then. */
JSD_MUST_CHECK int jsd_files_init(jsd_files *files);
int jsd_files_traverse(jsd_files *files, visitproc visit, void *arg);
void jsd_files_clear(jsd_files *files);

/* What file is, by its class alone: a subclass may do anything. */
jsd_file_kind jsd_files_kind(const jsd_files *files, PyObject *file);

#endif
