/* SPDX-License-Identifier: MIT
 *
 * The functions of the system that the tests in C need: pages of memory that
 * may be inaccessible, threads, and the value of a number. They are in
 * system_posix.c and system_windows.c.
 */
#ifndef JSONDE_TESTS_SYSTEM_H
#define JSONDE_TESTS_SYSTEM_H

#include <stdbool.h>
#include <stddef.h>

/* Returns the bytes of a page. */
size_t system_page(void);

/* Returns n bytes of new pages, filled with zeros, or NULL. Child processes
 * share them. */
char *system_pages_new(size_t n);

/* Makes whole pages inaccessible. Returns false if that fails. */
bool system_pages_protect(char *start, size_t n);

/* Takes whole pages away. Returns false if that fails. */
bool system_pages_free(char *start, size_t n);

/* Returns whether this thread could receive SIGINT. */
bool system_thread_gets_signals(void);

/* Calls run(argument) in a new thread with a stack of n bytes, and waits for
 * its end. Returns false if there is no such thread. */
bool system_run_on_stack(size_t n, void *run(void *), void *argument);

/* Returns the double that is nearest to a decimal number: strtod() of a C
 * library that rounds correctly. */
double system_strtod(const char *text);

#endif
