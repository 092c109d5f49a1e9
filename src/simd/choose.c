/* SPDX-License-Identifier: MIT */
#include "simd/kernel.h"

#if defined(__x86_64__) || defined(__i386__)
#include <cpuid.h>
#endif

/* A build says which it has: see the libraries that it links. */
#ifndef JSD_HAVE_SSE2
#define JSD_HAVE_SSE2 0
#endif
#ifndef JSD_HAVE_AVX2
#define JSD_HAVE_AVX2 0
#endif
#ifndef JSD_HAVE_AVX512
#define JSD_HAVE_AVX512 0
#endif
#ifndef JSD_HAVE_NEON
#define JSD_HAVE_NEON 0
#endif

extern const jsd_kernel jsd_kernel_scalar, jsd_kernel_sse2, jsd_kernel_avx2,
    jsd_kernel_avx512, jsd_kernel_neon;

const char *const jsd_simd_names[JSD_SIMD_COUNT] = {
    [JSD_SIMD_SCALAR] = "scalar", [JSD_SIMD_SSE2] = "sse2",
    [JSD_SIMD_AVX2] = "avx2",     [JSD_SIMD_AVX512] = "avx512",
    [JSD_SIMD_NEON] = "neon",
};

/* NULL where it was not built. */
static const jsd_kernel *const built_kernels[JSD_SIMD_COUNT] = {
    [JSD_SIMD_SCALAR] = &jsd_kernel_scalar,
#if JSD_HAVE_SSE2
    [JSD_SIMD_SSE2] = &jsd_kernel_sse2,
#endif
#if JSD_HAVE_AVX2
    [JSD_SIMD_AVX2] = &jsd_kernel_avx2,
#endif
#if JSD_HAVE_AVX512
    [JSD_SIMD_AVX512] = &jsd_kernel_avx512,
#endif
#if JSD_HAVE_NEON
    [JSD_SIMD_NEON] = &jsd_kernel_neon,
#endif
};

const jsd_kernel *jsd_kernel_now = &jsd_kernel_scalar;
jsd_simd_id jsd_simd_now = JSD_SIMD_SCALAR;

#if defined(__x86_64__) || defined(__i386__)

/* Not every compiler's test knows this one: AMD64 manual, volume 3, appendix
 * E.4.2, Fn8000_0001 ECX bit 5. */
static bool
has_lzcnt(void)
{
    unsigned eax, ebx, ecx, edx;

    return __get_cpuid(0x80000001, &eax, &ebx, &ecx, &edx) != 0 &&
           (ecx >> 5 & 1) != 0;
}

static bool
has_avx2(void)
{
    return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("bmi") &&
           __builtin_cpu_supports("bmi2") &&
           __builtin_cpu_supports("popcnt") && has_lzcnt();
}

static bool
has_avx512(void)
{
    return has_avx2() && __builtin_cpu_supports("avx512f") &&
           __builtin_cpu_supports("avx512bw") &&
           __builtin_cpu_supports("avx512vl") &&
           __builtin_cpu_supports("avx512dq") &&
           __builtin_cpu_supports("avx512vbmi") &&
           __builtin_cpu_supports("avx512vbmi2");
}

/* The compilers' own test asks as well whether the system keeps the wide
 * registers. */
static bool
processor_has(jsd_simd_id id)
{
    __builtin_cpu_init();
    if (id == JSD_SIMD_AVX512)
        return has_avx512();
    if (id == JSD_SIMD_AVX2)
        return has_avx2();
    return id != JSD_SIMD_SSE2 || __builtin_cpu_supports("sse2");
}

#else

static bool
processor_has(jsd_simd_id id)
{
    (void)id;
    return true; /* every AArch64 has NEON */
}

#endif

bool
jsd_simd_runs_here(jsd_simd_id id)
{
    return built_kernels[id] != NULL && processor_has(id);
}

const jsd_kernel *
jsd_simd_kernel(jsd_simd_id id)
{
    return built_kernels[id];
}

bool
jsd_simd_choose(const char *name)
{
    bool best = name == NULL || *name == '\0';

    for (int id = JSD_SIMD_COUNT - 1; id >= 0; id--)
        if ((best || strcmp(name, jsd_simd_names[id]) == 0) &&
            jsd_simd_runs_here((jsd_simd_id)id)) {
            jsd_kernel_now = built_kernels[id];
            jsd_simd_now = (jsd_simd_id)id;
            return true;
        }
    return false;
}
