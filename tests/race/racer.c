/* SPDX-License-Identifier: MIT
 *
 * A thread that writes to a buffer without the GIL, while Python code reads
 * it. tests/race/test_race.py loads it by ctypes. It replaces a few bytes at a
 * time by bytes that mean something in JSON or UTF-8, and soon restores them.
 * So most of the text is valid at any time, and readers get far.
 */
#include <pthread.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum { BURST = 8, NEAR = 64 };

typedef struct racer {
    volatile unsigned char *bytes;
    unsigned char *before; /* the old bytes */
    size_t len;
    uint64_t random;
    uint64_t writes;
    int stop;
    pthread_t thread;
} racer;

static const unsigned char meaning[] =
    "\"\"\"\\\\u/[]{}:,,-+.eE0123456789dD tfn*\n"
    "\xc3\xa9\xe2\x82\xac\xf0\x9f\x98\x80\xed\xa0\xbf\xff\xc0\xf5\x01\x7f";

static uint64_t
next(racer *r)
{
    r->random ^= r->random << 13;
    r->random ^= r->random >> 7;
    r->random ^= r->random << 17;
    return r->random;
}

static unsigned char
byte_of(racer *r)
{
    const uint64_t n = next(r);

    return n % 8 == 0 ? (unsigned char)(n >> 8)
                      : meaning[(n >> 8) % (sizeof meaning - 1)];
}

static void
pause_for(racer *r)
{
    const uint64_t n = next(r);
    const uint64_t turns = n % 64 == 0 ? 20000 : (n >> 8) % 512;

    for (volatile uint64_t i = 0; i < turns; i++)
        ;
}

/* Changes several bytes, mostly close to each other. */
static void
burst(racer *r)
{
    size_t places[BURST];
    const size_t n = 1 + (size_t)(next(r) % BURST);
    const size_t first = (size_t)(next(r) % r->len);

    for (size_t i = 0; i < n; i++) {
        places[i] = next(r) % 4 == 0
                        ? (size_t)(next(r) % r->len)
                        : (first + (size_t)(next(r) % NEAR)) % r->len;
        r->bytes[places[i]] = byte_of(r);
    }
    pause_for(r);
    for (size_t i = 0; i < n; i++)
        r->bytes[places[i]] = r->before[places[i]];
    __atomic_store_n(&r->writes, r->writes + n, __ATOMIC_RELAXED);
}

static void *
run(void *argument)
{
    racer *r = argument;

    while (!__atomic_load_n(&r->stop, __ATOMIC_ACQUIRE)) {
        burst(r);
        pause_for(r);
    }
    return NULL;
}

/* Starts to write to len > 0 bytes, which must exist until racer_stop().
 * Returns NULL without memory or thread. */
racer *
racer_start(unsigned char *bytes, size_t len, uint64_t seed)
{
    racer *r = calloc(1, sizeof *r);

    if (r == NULL)
        return NULL;
    r->bytes = bytes;
    r->len = len;
    r->random = seed * UINT64_C(0x9e3779b97f4a7c15) | 1;
    r->before = malloc(len);
    if (r->before != NULL) {
        memcpy(r->before, bytes, len);
        if (pthread_create(&r->thread, NULL, run, r) == 0)
            return r;
    }
    free(r->before);
    free(r);
    return NULL;
}

/* Ends the thread and restores all bytes. Returns how many were changed. */
uint64_t
racer_stop(racer *r)
{
    uint64_t writes;

    __atomic_store_n(&r->stop, 1, __ATOMIC_RELEASE);
    pthread_join(r->thread, NULL);
    writes = r->writes;
    free(r->before);
    free(r);
    return writes;
}
