/* SPDX-License-Identifier: MIT */
#include "simd/kernel.h"

#if defined(__x86_64__) || defined(__i386__)
#include <cpuid.h>
#endif

static bool
has_scalar(void)
{
    return true;
}

#if defined(__x86_64__) || defined(__i386__)

/* The compiler may be too old to build an instruction set. */
#define UNUSED_UNLESS_BUILT __attribute__((unused))

/* __builtin_cpu_supports() also tests whether the operating system saves the
 * wide registers. */
UNUSED_UNLESS_BUILT static bool
has_sse2(void)
{
    return __builtin_cpu_supports("sse2");
}

/* Not every compiler's __builtin_cpu_supports() knows "lzcnt": AMD64 manual,
 * volume 3, appendix E.4.2, Fn8000_0001 ECX bit 5. */
static bool
has_lzcnt(void)
{
    unsigned eax, ebx, ecx, edx;

    return __get_cpuid(0x80000001, &eax, &ebx, &ecx, &edx) != 0 &&
           (ecx >> 5 & 1) != 0;
}

UNUSED_UNLESS_BUILT static bool
has_avx2(void)
{
    return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("bmi") &&
           __builtin_cpu_supports("bmi2") &&
           __builtin_cpu_supports("popcnt") && has_lzcnt();
}

UNUSED_UNLESS_BUILT static bool
has_avx512(void)
{
    return has_avx2() && __builtin_cpu_supports("avx512f") &&
           __builtin_cpu_supports("avx512bw") &&
           __builtin_cpu_supports("avx512vl") &&
           __builtin_cpu_supports("avx512dq") &&
           __builtin_cpu_supports("avx512vbmi") &&
           __builtin_cpu_supports("avx512vbmi2");
}

#endif

#if JSD_HAVE_NEON

/* Every AArch64 processor has NEON. */
static bool
has_neon(void)
{
    return true;
}

#endif

#define SIMD_KERNEL(NAME, name, built, arrays, engines) \
    JSD_ISA_IF(built, extern const jsd_kernel jsd_kernel_##name;)
JSD_ISA_LIST(SIMD_KERNEL)

#define SIMD_NAME(NAME, name, built, arrays, engines) \
    [JSD_SIMD_##NAME] = #name,
const char *const jsd_simd_names[JSD_SIMD_COUNT] = {JSD_ISA_LIST(SIMD_NAME)};

typedef struct simd_choice {
    const jsd_kernel *kernel; /* NULL where it was not built */
    bool (*has)(void);        /* whether this processor has it */
} simd_choice;

#define SIMD_CHOICE(NAME, name, built, arrays, engines) \
    JSD_ISA_IF(built, [JSD_SIMD_##NAME] = {&jsd_kernel_##name, has_##name}, )
static const simd_choice simd_choices[JSD_SIMD_COUNT] = {
    JSD_ISA_LIST(SIMD_CHOICE)};

const jsd_kernel *jsd_kernel_now = &jsd_kernel_scalar;
jsd_simd_id jsd_simd_now = JSD_SIMD_SCALAR;

bool
jsd_simd_runs_here(jsd_simd_id id)
{
#if defined(__x86_64__) || defined(__i386__)
    __builtin_cpu_init();
#endif
    return simd_choices[id].kernel != NULL && simd_choices[id].has();
}

const jsd_kernel *
jsd_simd_kernel(jsd_simd_id id)
{
    return simd_choices[id].kernel;
}

bool
jsd_simd_choose(const char *name)
{
    bool best = name == NULL || *name == '\0';

    for (int id = JSD_SIMD_COUNT - 1; id >= 0; id--)
        if ((best || strcmp(name, jsd_simd_names[id]) == 0) &&
            jsd_simd_runs_here((jsd_simd_id)id)) {
            jsd_kernel_now = simd_choices[id].kernel;
            jsd_simd_now = (jsd_simd_id)id;
            return true;
        }
    return false;
}
