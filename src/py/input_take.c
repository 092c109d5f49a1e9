/* SPDX-License-Identifier: MIT */
#include "abi/abi.h"
#include "abi/make.h"
#include "base/cstack.h"
#include "py/input.h"
#include "py/is_type.h"

/* ------------------------------------------------------------------- parts */

/* Cuts a source of len units, which must be copied, to the wanted part: the
 * units from *start to *end. Returns -1 with ValueError if the part begins
 * behind the end. */
static int
cut_part(jsd_input_part *part, size_t len, size_t *start, size_t *end)
{
    *start = 0;
    *end = len;
    if (part == NULL)
        return 0;
    if (part->pos > len) {
        JSD_GATED(JSD_NOTHING_BORROWED, jsd_raise_position(len));
        return -1;
    }
    part->copied = true;
    part->more = len - part->pos > part->most;
    *start = part->pos;
    if (part->more)
        *end = part->pos + part->most;
    return 0;
}

/* ------------------------------------------------------------------ texts */

/* Takes over a reference to bytes that no other code has, and reads the text
 * from it. Returns -1 if bytes is NULL, with an exception. */
static int
take_bytes(PyObject *bytes, jsd_input *input)
{
    if (bytes == NULL)
        return -1;
    jsd_input_start_owning(input);
    input->bytes = bytes;
    input->text.form = JSD_FORM_UTF8;
    jsd_bytes_peek(jsd_abi.caps, bytes, &input->text.data, &input->text.len);
    return 0;
}

/* Encodes str as UTF-8. A lone surrogate becomes the three bytes that UTF-8
 * would give it, so that the decoder finds it in its place. */
static int
take_str_copy(PyObject *str, jsd_input *input)
{
    return take_bytes(
        JSD_GATED(JSD_NOTHING_BORROWED,
                  PyUnicode_AsEncodedString(str, "utf-8", "surrogatepass")),
        input);
}

/* Encodes a part of str, at no more cost than the part has. */
static int
take_str_part(PyObject *str, jsd_input_part *part, jsd_input *input)
{
    Py_ssize_t n = JSD_GATED(JSD_NOTHING_BORROWED, PyUnicode_GetLength(str));
    PyObject *piece;
    size_t start, end;
    int status;

    if (n < 0 || cut_part(part, (size_t)n, &start, &end) < 0)
        return -1;
    piece = JSD_GATED(
        JSD_NOTHING_BORROWED,
        PyUnicode_Substring(str, (Py_ssize_t)start, (Py_ssize_t)end));
    if (piece == NULL)
        return -1;
    status = take_str_copy(piece, input);
    jsd_drop_inert(piece);
    return status;
}

/* ---------------------------------------------------------------- buffers */

/* Copies the bytes at data, which others may write, or the part of them. Each
 * byte is read once. No Python code runs. */
static int
take_copy(jsd_state *state, const void *data, size_t len, jsd_input_part *part,
          jsd_input *input)
{
    size_t start, end;
    char *memory;

    if (cut_part(part, len, &start, &end) < 0)
        return -1;
    len = end - start;
    if (len == 0) {
        input->text.data = "";
        input->text.len = 0;
        return 0;
    }
    memory = jsd_copy_cache_take(&state->text_copy, len, &input->copy_cache);
    if (memory == NULL) {
        JSD_GATED(JSD_NOTHING_BORROWED, jsd_raise_no_memory());
        return -1;
    }
    memcpy(memory, (const char *)data + start, len);
    jsd_input_start_owning(input);
    input->copy = memory;
    input->text.data = memory;
    input->text.len = len;
    return 0;
}

/* Returns whether a range of bytes lies inside of o, a bytes object: nobody
 * writes it. */
static bool
lies_in_bytes(PyObject *o, const void *data, size_t len)
{
    const void *first;
    size_t n, before;

    if (!jsd_is_bytes(o))
        return false;
    jsd_bytes_peek(jsd_abi.caps, o, &first, &n);
    before = (size_t)((uintptr_t)data - (uintptr_t)first);
    return before <= n && len <= n - before;
}

/* Reads in place the len bytes at data, which source exports, if they are
 * those of a bytes object. The input then owns that object. Returns false
 * otherwise. */
static bool
take_immutable(PyObject *source, const void *data, size_t len,
               jsd_input *input)
{
    PyObject *exporter = jsd_buffer_exporter(source);

    if (exporter == NULL || !lies_in_bytes(exporter, data, len))
        return false;
    Py_IncRef(exporter);
    jsd_input_start_owning(input);
    input->bytes = exporter;
    input->text.data = data;
    input->text.len = len;
    return true;
}

/* Returns whether no other code can run before the release. A function that
 * traces references may run anything. */
static bool
is_alone(bool calls)
{
    return !calls && !jsd_abi.free_threaded && !jsd_make_is_traced() &&
           (!jsd_abi.allocation_collects || jsd_collector_has_api());
}

/* Returns whether others may write to o: it is no bytearray, or has another
 * number of exports than the known ones. */
static bool
has_exports(PyObject *o, Py_ssize_t known)
{
    return jsd_type_of(jsd_abi.caps, o) != &PyByteArray_Type ||
           !(jsd_abi.caps & JSD_CAP_BYTEARRAY) ||
           jsd_bytearray_exports(o) != known;
}

/* Returns whether others may write to the memory of a view: it has another
 * view, or its exporter has another export. */
static bool
has_writers(PyObject *view)
{
    PyObject *exporter = jsd_memoryview_exporter(view);

    return exporter == NULL || jsd_memoryview_exports(view) != 0 ||
           jsd_managedbuffer_exports(jsd_memoryview_managedbuffer(view)) !=
               1 ||
           has_exports(exporter, 1);
}

/* Takes source through an export, which is released before anything is read,
 * unless it is kept. Python code may run. */
static int
take_export(jsd_state *state, PyObject *source, bool keep,
            jsd_input_part *part, jsd_input *input)
{
    jsd_pybuffer export;
    int status = 0;

    if (JSD_GATED(
            JSD_NOTHING_BORROWED,
            jsd_buffer_acquire_counted(source, JSD_PYBUF_SIMPLE, &export)) < 0)
        return -1;
    if (!take_immutable(source, export.buf, (size_t) export.len, input)) {
        if (keep || !jsd_buffer_has_exports()) { /* nobody writes to a copy */
            jsd_input_start_owning(input);
            input->export = export;
            input->text.data = export.buf;
            input->text.len = (size_t) export.len;
            return 0;
        }
        status =
            take_copy(state, export.buf, (size_t) export.len, part, input);
    }
    JSD_GATED(JSD_NOTHING_BORROWED, jsd_buffer_release(&export));
    return status;
}

/* Bytes of the C stack that a __buffer__ has, until CPython checks the stack
 * itself. */
enum { STACK_OF_BUFFER = 32 * 1024 };

/* Takes source through an export as one recursive call: the __buffer__ and the
 * __release_buffer__ of a class may call loads() again without end. The
 * counter of CPython knows no bytes, and a stack of Windows has 2 MB. */
static int
take_buffer(jsd_state *state, PyObject *source, bool keep,
            jsd_input_part *part, jsd_input *input)
{
    int status;

    if (jsd_cstack_left() < jsd_abi.fatal_stack + STACK_OF_BUFFER) {
        JSD_GATED(JSD_NOTHING_BORROWED, jsd_raise_recursion());
        return -1;
    }
    if (Py_EnterRecursiveCall(" while jsonde reads a buffer") != 0)
        return -1;
    status = take_export(state, source, keep, part, input);
    Py_LeaveRecursiveCall();
    return status;
}

/* Acquires the text of a memoryview. On a build with the GIL no export is
 * needed: no other code runs until the copy is made. */
static int
take_memoryview(jsd_state *state, PyObject *view, bool calls,
                jsd_input_part *part, jsd_input *input)
{
    const jsd_pybuffer *b;

    if (jsd_abi.free_threaded)
        return take_buffer(state, view, false, part, input);
    switch (jsd_buffer_borrow(view, &b)) {
    case JSD_VIEW_RELEASED:
        JSD_GATED(JSD_NOTHING_BORROWED, jsd_raise_released());
        return -1;
    case JSD_VIEW_CONTIGUOUS:
        break;
    case JSD_VIEW_STRIDED:
    case JSD_VIEW_RESTRICTED:
        return take_buffer(state, view, false, part, input);
    }
    if (take_immutable(view, b->buf, (size_t)b->len, input))
        return 0;
    if (!is_alone(calls) || has_writers(view))
        return take_copy(state, b->buf, (size_t)b->len, part, input);
    input->text.data = b->buf;
    input->text.len = (size_t)b->len;
    return 0;
}

static int
take_bytearray(jsd_state *state, PyObject *o, bool calls, jsd_input_part *part,
               jsd_input *input)
{
    const void *data;
    size_t len;

    if (jsd_abi.free_threaded)
        return take_buffer(state, o, false, part, input);
    jsd_bytearray_peek(jsd_abi.caps, o, &data, &len);
    if (!is_alone(calls) || has_exports(o, 0))
        return take_copy(state, data, len, part, input);
    input->text.data = data;
    input->text.len = len;
    return 0;
}

static int
take_str(PyObject *str, jsd_input_part *part, jsd_input *input)
{
    if (jsd_str_text(jsd_abi.caps, str, &input->text))
        return 0;
    return part == NULL ? take_str_copy(str, input)
                        : take_str_part(str, part, input);
}

/* Acquires the text of an object that is no str. */
static int
take_any(jsd_state *state, PyObject *source, bool calls, jsd_input_part *part,
         jsd_input *input)
{
    PyTypeObject *type = jsd_type_of(jsd_abi.caps, source);

    if (type == &PyMemoryView_Type)
        return take_memoryview(state, source, calls, part, input);
    if (type == &PyByteArray_Type)
        return take_bytearray(state, source, calls, part, input);
    return take_buffer(state, source, false, part, input);
}

/* Owns source while the text is acquired: its __buffer__ may be Python code
 * that drops the last reference. keep: the export is held until the release.
 */
static int
take_owned(jsd_state *state, PyObject *source, bool calls, bool keep,
           jsd_input_part *part, jsd_input *input)
{
    int status;

    Py_IncRef(source);
    status = keep ? take_buffer(state, source, true, NULL, input)
                  : take_any(state, source, calls, part, input);
    if (status < 0)
        input->owns = false; /* all that was acquired is released */
    jsd_input_own_source(input);
    jsd_gate_drop(JSD_NOTHING_BORROWED, source);
    return status;
}

int
jsd_input_acquire_slow(jsd_state *state, PyObject *source, bool calls,
                       jsd_input_part *part, jsd_input *input)
{
    if (!jsd_is_str(source))
        return take_owned(state, source, calls, false, part, input);
    if (take_str(source, part, input) == 0)
        return 0;
    input->owns = false;
    return -1;
}

int
jsd_input_acquire_in_place(jsd_state *state, PyObject *source,
                           jsd_input *input)
{
    PyTypeObject *type = jsd_type_of(jsd_abi.caps, source);

    input->source = source;
    input->owns = false;
    input->text.form = JSD_FORM_UTF8;
    if (type == &PyBytes_Type) {
        jsd_bytes_peek(jsd_abi.caps, source, &input->text.data,
                       &input->text.len);
        jsd_input_own_source(input);
        return 0;
    }
    if (!jsd_is_str(source))
        return take_owned(state, source, true, true, NULL, input);
    jsd_input_own_source(input);
    if (jsd_str_text(jsd_abi.caps, source, &input->text) &&
        input->text.form == JSD_FORM_UTF8)
        return 0;
    return take_str_copy(source, input);
}
