/* SPDX-License-Identifier: MIT
 *
 * The list of instruction sets for which jsonde can be compiled. Every enum,
 * table and declaration that has a row for each of them is made from this
 * list. configure decides which of them a build contains: JSD_HAVE_AVX2, for
 * example, is 1 where src/isa/kernels_avx2.c and engines_avx2.c are compiled.
 */
#ifndef JSONDE_SIMD_ISA_LIST_H
#define JSONDE_SIMD_ISA_LIST_H

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

/* The instruction set that each processor has for which this build was made.
 * Its engines run where no better ones do. */
#if JSD_HAVE_SSE2
#define JSD_ISA_BASELINE sse2
#elif JSD_HAVE_NEON
#define JSD_ISA_BASELINE neon
#else
#define JSD_ISA_BASELINE scalar
#endif

/* X(NAME, name, built, arrays, engines): the enumerator's and the symbols'
 * name, and 1 if this build contains the instruction set. Then follow the
 * instruction sets whose loops over the numbers of an array it uses
 * (num/array_kernel.h), and whose engines (dec/engines.h, enc/encode.c). Where
 * a processor has several of them, the last one is the fastest. */
#define JSD_ISA_LIST(X)                            \
    X(SCALAR, scalar, 1, scalar, JSD_ISA_BASELINE) \
    X(SSE2, sse2, JSD_HAVE_SSE2, scalar, sse2)     \
    X(AVX2, avx2, JSD_HAVE_AVX2, avx2, avx2)       \
    X(AVX512, avx512, JSD_HAVE_AVX512, avx2, avx2) \
    X(NEON, neon, JSD_HAVE_NEON, scalar, neon)

/* Joins a name and the name of an instruction set, which may be a macro. */
#define JSD_ISA_OF(name, isa) JSD_ISA_OF_EXPANDED(name, isa)
#define JSD_ISA_OF_EXPANDED(name, isa) name##isa

/* Expands to the further arguments if built is 1, and to nothing if it is 0:
 * a table has no reference to an instruction set that was not compiled. */
#define JSD_ISA_IF(built, ...) JSD_ISA_IF_EXPANDED(built, __VA_ARGS__)
#define JSD_ISA_IF_EXPANDED(built, ...) JSD_ISA_IF_##built(__VA_ARGS__)
#define JSD_ISA_IF_1(...) __VA_ARGS__
#define JSD_ISA_IF_0(...)

#endif
