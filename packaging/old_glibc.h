// SPDX-License-Identifier: MIT
//
// Gives wheels the oldest manylinux tag. packaging/build-wheels includes this file
// before each C file.
//
// glibc 2.32 and 2.34 moved functions from libpthread and libdl to libc and gave them
// new symbol versions. The old versions still exist, and are equal. A module that
// asks for the new ones cannot be loaded by an older glibc. The assembler ignores
// each line whose function is not used. Every CPython has loaded libpthread and
// libdl, where an older glibc has these functions.
#if defined __x86_64__
#define JSD_OLD_SYMBOL(name, x86_64, aarch64) \
    __asm__(".symver " #name "," #name "@GLIBC_" x86_64);
#elif defined __aarch64__
#define JSD_OLD_SYMBOL(name, x86_64, aarch64) \
    __asm__(".symver " #name "," #name "@GLIBC_" aarch64);
#else
#define JSD_OLD_SYMBOL(name, x86_64, aarch64)
#endif

JSD_OLD_SYMBOL(dladdr, "2.2.5", "2.17")
JSD_OLD_SYMBOL(dlopen, "2.2.5", "2.17")
JSD_OLD_SYMBOL(dlsym, "2.2.5", "2.17")
JSD_OLD_SYMBOL(pthread_attr_getguardsize, "2.2.5", "2.17")
JSD_OLD_SYMBOL(pthread_attr_getstack, "2.2.5", "2.17")
JSD_OLD_SYMBOL(pthread_create, "2.2.5", "2.17")
JSD_OLD_SYMBOL(pthread_getattr_np, "2.2.5", "2.17")
JSD_OLD_SYMBOL(pthread_join, "2.2.5", "2.17")
JSD_OLD_SYMBOL(pthread_sigmask, "2.2.5", "2.17")
JSD_OLD_SYMBOL(pthread_tryjoin_np, "2.3.3", "2.17")
