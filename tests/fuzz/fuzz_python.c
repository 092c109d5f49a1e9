/* SPDX-License-Identifier: MIT */
#include "fuzz_python.h"

#include "abi/limited.h"

/* The sanitizer's runtime calls both for each block. */
int __sanitizer_install_malloc_and_free_hooks(
    void (*malloc_hook)(const volatile void *, size_t),
    void (*free_hook)(const volatile void *));

static PyObject *check;
static long blocks;

static void
count_new(const volatile void *block, size_t size)
{
    (void)block;
    (void)size;
    blocks++;
}

static void
count_freed(const volatile void *block)
{
    blocks -= block != NULL;
}

/* Returns the number of allocated blocks. Python calls it by ctypes. */
__attribute__((visibility("default"))) long fuzz_python_blocks(void);

long
fuzz_python_blocks(void)
{
    return blocks;
}

/* Python allocates each block by malloc, which AddressSanitizer watches.
 * JSONDE_ABI and JSONDE_SIMD come from the caller's environment. */
static void
set_environment(void)
{
    setenv("PYTHONHOME", FUZZ_PYTHON_HOME, 1);
    setenv("PYTHONPATH", FUZZ_PATH, 1);
    setenv("PYTHONMALLOC", "malloc", 1);
    setenv("PYTHONHASHSEED", "0", 1); /* so that an input can be repeated */
    setenv("PYTHONDONTWRITEBYTECODE", "1", 1);
}

int
LLVMFuzzerInitialize(int *argc, char ***argv)
{
    PyObject *module;

    (void)argc;
    (void)argv;
    if (__sanitizer_install_malloc_and_free_hooks(count_new, count_freed) == 0)
        exit(EXIT_FAILURE);
    set_environment();
    Py_InitializeEx(0);
    module = PyImport_ImportModule(fuzz_python_oracle);
    if (module != NULL)
        check = PyObject_GetAttrString(module, "check");
    if (check == NULL) {
        PyErr_Print();
        exit(EXIT_FAILURE);
    }
    return 0;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
    PyObject *bytes =
        PyBytes_FromStringAndSize((const char *)data, (Py_ssize_t)n);
    PyObject *result = NULL;

    if (bytes != NULL)
        result = PyObject_CallFunctionObjArgs(check, bytes, NULL);
    if (result == NULL) {
        PyErr_Print();
        abort();
    }
    Py_DecRef(result);
    Py_DecRef(bytes);
    return 0;
}
