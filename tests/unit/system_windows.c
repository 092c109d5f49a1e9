/* SPDX-License-Identifier: MIT */
#include "system.h"

#include <float.h>
#include <math.h>
#include <stdint.h>
#include <string.h>
#include <windows.h>

size_t
system_page(void)
{
    SYSTEM_INFO info;

    GetSystemInfo(&info);
    return info.dwPageSize;
}

/* Windows has no fork(): there are no child processes to share with. */
char *
system_pages_new(size_t n)
{
    return VirtualAlloc(NULL, n, MEM_RESERVE | MEM_COMMIT, PAGE_READWRITE);
}

bool
system_pages_protect(char *start, size_t n)
{
    DWORD before;

    return VirtualProtect(start, n, PAGE_NOACCESS, &before) != 0;
}

/* The addresses stay reserved: only all pages of a reservation can be
 * released. */
bool
system_pages_free(char *start, size_t n)
{
    return VirtualFree(start, n, MEM_DECOMMIT) != 0;
}

/* Windows sends no signals to threads. */
bool
system_thread_gets_signals(void)
{
    return false;
}

typedef struct call_of_thread {
    void *(*run)(void *);
    void *argument;
} call_of_thread;

static DWORD WINAPI
make_call(void *argument)
{
    const call_of_thread *call = argument;

    call->run(call->argument);
    return 0;
}

/* winpthreads cannot limit a stack: it sets the bytes that are committed at
 * the start. */
bool
system_run_on_stack(size_t n, void *run(void *), void *argument)
{
    call_of_thread call = {run, argument};
    HANDLE thread = CreateThread(NULL, n, make_call, &call,
                                 STACK_SIZE_PARAM_IS_A_RESERVATION, NULL);
    bool ended;

    if (thread == NULL)
        return false;
    ended = WaitForSingleObject(thread, INFINITE) == WAIT_OBJECT_0;
    CloseHandle(thread);
    return ended;
}

double __mingw_strtod(const char *restrict text, char **restrict end);
long double __mingw_strtold(const char *restrict text, char **restrict end);

/* The strtod() of msvcrt.dll and that of mingw-w64 round some numbers below a
 * power of two up to that power (3.839223843572815e-239). strtold() is right,
 * but rounding its result again is wrong if that lies between two doubles. */
double
system_strtod(const char *text)
{
    enum { LOW_BITS = 0x7ff, MIDDLE = 0x400 };
    const long double wide = __mingw_strtold(text, NULL);
    const double nearest = (double)wide;
    uint64_t mantissa;

    memcpy(&mantissa, &wide, sizeof mantissa);
    if ((mantissa & LOW_BITS) == MIDDLE || !(fabs(nearest) >= DBL_MIN))
        return __mingw_strtod(text, NULL);
    return nearest;
}
