/* SPDX-License-Identifier: MIT
 *
 * The file objects that dump() writes to from C: exact instances of five
 * classes of `io` whose write() takes all bytes that it gets. dump() writes to
 * every other file object through Python code, also to instances of
 * subclasses, which may override write().
 */
#ifndef JSONDE_PY_FILES_H
#define JSONDE_PY_FILES_H

#include "abi/limited.h"
#include "base/base.h"

typedef enum jsd_file_kind {
    JSD_FILE_BINARY, /* write() takes bytes */
    JSD_FILE_TEXT,   /* write() takes str */
    JSD_FILE_OTHER   /* any other object: a path, a file descriptor, another
                      * file object */
} jsd_file_kind;

enum { JSD_FILE_CLASSES = 5 };

typedef struct jsd_files {
    PyObject *classes[JSD_FILE_CLASSES]; /* classes of the module io */
    /* interned: "write", "jsonde.files", "dump_other" */
    PyObject *write, *module, *dump_other;
} jsd_files;

/* Fills *files, which is all zeros. -1 with an exception; jsd_files_clear() is
 * needed even then. */
JSD_MUST_CHECK int jsd_files_init(jsd_files *files);
int jsd_files_traverse(jsd_files *files, visitproc visit, void *arg);
void jsd_files_clear(jsd_files *files);

/* Returns the kind of file, by its exact class. */
jsd_file_kind jsd_files_kind(const jsd_files *files, PyObject *file);

#endif
