# SPDX-License-Identifier: MIT
#
# Fuzzing with libFuzzer: ./configure --enable-fuzz CC=clang && make fuzz-run
#
# FUZZ_SECONDS  duration of each process in seconds
# FUZZ_TARGETS  names of targets; empty: all
# FUZZ_MODES    JSONDE_ABI and JSONDE_SIMD for targets that embed Python: direct,
#               public, the name of a kernel, or all of these
# FUZZ_FLAGS    other options of run.py

FUZZ_SECONDS = 20
FUZZ_TARGETS =
FUZZ_MODES = direct public
FUZZ_FLAGS =

if FUZZ
fuzz_programs = \
	%D%/fuzz_base64 \
	%D%/fuzz_kernels \
	%D%/fuzz_numbers
EXTRA_PROGRAMS = \
	%D%/fuzz_base64 \
	%D%/fuzz_kernels \
	%D%/fuzz_numbers

fuzz_ldflags = $(AM_LDFLAGS) -fsanitize=fuzzer
fuzz_cppflags = $(pure_cppflags) -I$(srcdir)/%D% -I$(srcdir)/tests/unit

%C%_fuzz_base64_CPPFLAGS = $(fuzz_cppflags)
%C%_fuzz_base64_LDFLAGS = $(fuzz_ldflags)
%C%_fuzz_base64_LDADD = src/libjsonde_pure.la
%C%_fuzz_base64_SOURCES = \
	%D%/fuzz.h \
	%D%/fuzz_base64.c \
	tests/unit/naive_base64.h

%C%_fuzz_kernels_CPPFLAGS = $(fuzz_cppflags)
%C%_fuzz_kernels_LDFLAGS = $(fuzz_ldflags)
%C%_fuzz_kernels_LDADD = src/libjsonde_pure.la
%C%_fuzz_kernels_SOURCES = \
	%D%/fuzz.h \
	%D%/fuzz_kernels.c \
	tests/unit/kernel_jobs.h \
	tests/unit/naive_utf8.h

%C%_fuzz_numbers_CPPFLAGS = $(fuzz_cppflags)
%C%_fuzz_numbers_LDFLAGS = $(fuzz_ldflags)
%C%_fuzz_numbers_LDADD = src/libjsonde_pure.la -lm
%C%_fuzz_numbers_SOURCES = \
	%D%/fuzz.h \
	%D%/fuzz_arrays.c \
	%D%/fuzz_digits.c \
	%D%/fuzz_numbers.c \
	%D%/fuzz_numbers.h

if HAVE_PYTHON_EMBED
fuzz_programs += \
	%D%/fuzz_dumps \
	%D%/fuzz_jsonc \
	%D%/fuzz_loads \
	%D%/fuzz_loads_array \
	%D%/fuzz_loads_partial
EXTRA_PROGRAMS += \
	%D%/fuzz_dumps \
	%D%/fuzz_jsonc \
	%D%/fuzz_loads \
	%D%/fuzz_loads_array \
	%D%/fuzz_loads_partial

# The program links the module's objects, so that libFuzzer sees their coverage
# counters. setenv() is POSIX, not C.
fuzz_python_ldflags = $(fuzz_ldflags) -export-dynamic
fuzz_python_ldadd = $(PYTHON_EMBED_LIBS)
fuzz_python_cppflags = -D_DEFAULT_SOURCE $(py_cppflags) -I$(srcdir)/%D% \
	-DFUZZ_PYTHON_HOME='"$(PYTHON_HOME)"' \
	-DFUZZ_PATH='"$(abs_top_builddir)/stage:$(abs_srcdir)/%D%:$(abs_srcdir)/tests/api"'
fuzz_python_sources = \
	%D%/fuzz.h \
	%D%/fuzz_python.c \
	%D%/fuzz_python.h

%C%_fuzz_dumps_CPPFLAGS = $(fuzz_python_cppflags)
%C%_fuzz_dumps_LDFLAGS = $(fuzz_python_ldflags)
%C%_fuzz_dumps_LDADD = $(fuzz_python_ldadd)
%C%_fuzz_dumps_SOURCES = %D%/fuzz_dumps.c $(fuzz_python_sources)

%C%_fuzz_jsonc_CPPFLAGS = $(fuzz_python_cppflags)
%C%_fuzz_jsonc_LDFLAGS = $(fuzz_python_ldflags)
%C%_fuzz_jsonc_LDADD = $(fuzz_python_ldadd)
%C%_fuzz_jsonc_SOURCES = %D%/fuzz_jsonc.c $(fuzz_python_sources)

%C%_fuzz_loads_CPPFLAGS = $(fuzz_python_cppflags)
%C%_fuzz_loads_LDFLAGS = $(fuzz_python_ldflags)
%C%_fuzz_loads_LDADD = $(fuzz_python_ldadd)
%C%_fuzz_loads_SOURCES = %D%/fuzz_loads.c $(fuzz_python_sources)

%C%_fuzz_loads_array_CPPFLAGS = $(fuzz_python_cppflags)
%C%_fuzz_loads_array_LDFLAGS = $(fuzz_python_ldflags)
%C%_fuzz_loads_array_LDADD = $(fuzz_python_ldadd)
%C%_fuzz_loads_array_SOURCES = %D%/fuzz_loads_array.c $(fuzz_python_sources)

%C%_fuzz_loads_partial_CPPFLAGS = $(fuzz_python_cppflags)
%C%_fuzz_loads_partial_LDFLAGS = $(fuzz_python_ldflags)
%C%_fuzz_loads_partial_LDADD = $(fuzz_python_ldadd)
%C%_fuzz_loads_partial_SOURCES = %D%/fuzz_loads_partial.c \
	$(fuzz_python_sources)
endif

CLEANFILES += $(EXTRA_PROGRAMS)
endif

.PHONY: fuzz fuzz-run
fuzz: all
if FUZZ
	$(AM_V_at)$(MAKE) $(AM_MAKEFLAGS) $(fuzz_programs)
else
	@echo 'first: ./configure --enable-fuzz CC=clang' >&2; exit 1
endif

fuzz-run: fuzz
	$(PYTHON) -B $(srcdir)/%D%/run.py --build . --seconds '$(FUZZ_SECONDS)' \
	  --modes '$(FUZZ_MODES)' $(FUZZ_FLAGS) $(FUZZ_TARGETS)

EXTRA_DIST += \
	%D%/json.dict \
	%D%/oracle.py \
	%D%/oracle_array.py \
	%D%/oracle_dumps.py \
	%D%/oracle_jsonc.py \
	%D%/oracle_loads.py \
	%D%/oracle_partial.py \
	%D%/reference_dumps.py \
	%D%/run.py \
	%D%/seeds.py
