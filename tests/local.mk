# SPDX-License-Identifier: MIT
#
# Tests: C programs with Check, Python tests of the API, the lint, the matrix.

# ------------------------------------------------- programs in C
if HAVE_CHECK
check_PROGRAMS += \
	%D%/unit/check_base \
	%D%/unit/check_num \
	%D%/unit/check_text

# What the programs ask the system for.
if WINDOWS
system_source = %D%/unit/system_windows.c
else
system_source = %D%/unit/system_posix.c
endif

unit_cppflags = -D_DEFAULT_SOURCE $(pure_cppflags) -I$(srcdir)/%D%/unit $(CHECK_CFLAGS) \
	$(TEST_CPPFLAGS)
unit_ldadd = src/libjsonde_pure.la $(CHECK_LIBS) -lm

%C%_unit_check_base_CPPFLAGS = $(unit_cppflags)
%C%_unit_check_base_LDADD = $(unit_ldadd)
%C%_unit_check_base_SOURCES = \
	%D%/unit/arena_suite.c \
	%D%/unit/base_suites.h \
	%D%/unit/buf_suite.c \
	%D%/unit/check_base.c \
	%D%/unit/line_break_suite.c \
	%D%/unit/mem_suite.c \
	%D%/unit/nomem.h \
	%D%/unit/parallel_suite.c \
	%D%/unit/parts_suite.c \
	%D%/unit/random.h \
	%D%/unit/status_suite.c \
	%D%/unit/suites.h \
	%D%/unit/system.h \
	%D%/unit/unit_helpers.h \
	$(system_source)

# The digit writer that needs AVX2. The tests compare it with the portable one.
unit_avx2 =
if HAVE_AVX2
noinst_LTLIBRARIES += %D%/unit/libdigits_avx2.la
%C%_unit_libdigits_avx2_la_CPPFLAGS = $(unit_cppflags)
%C%_unit_libdigits_avx2_la_CFLAGS = $(AM_CFLAGS) $(AVX2_CFLAGS)
%C%_unit_libdigits_avx2_la_SOURCES = %D%/unit/digits_avx2.c
unit_avx2 += %D%/unit/libdigits_avx2.la
endif

%C%_unit_check_num_CPPFLAGS = $(unit_cppflags)
%C%_unit_check_num_LDADD = $(unit_avx2) $(unit_ldadd)
%C%_unit_check_num_SOURCES = \
	%D%/unit/array_helpers.h \
	%D%/unit/array_parallel_suite.c \
	%D%/unit/array_parse_suite.c \
	%D%/unit/array_suite.c \
	%D%/unit/atod_suite.c \
	%D%/unit/bigint_suite.c \
	%D%/unit/check_num.c \
	%D%/unit/digits_avx2.h \
	%D%/unit/digits_suite.c \
	%D%/unit/dtoa_suite.c \
	%D%/unit/ecma_number_suite.c \
	%D%/unit/float_repr_suite.c \
	%D%/unit/fpenv_suite.c \
	%D%/unit/ftoa_suite.c \
	%D%/unit/itoa_suite.c \
	%D%/unit/num_helpers.h \
	%D%/unit/num_suites.h \
	%D%/unit/number_suite.c \
	%D%/unit/random.h \
	%D%/unit/round_trip_suite.c \
	%D%/unit/strided_copy_suite.c \
	%D%/unit/suites.h \
	%D%/unit/system.h \
	$(system_source)

%C%_unit_check_text_CPPFLAGS = $(unit_cppflags)
%C%_unit_check_text_LDADD = $(unit_ldadd)
%C%_unit_check_text_SOURCES = \
	%D%/unit/base64_suite.c \
	%D%/unit/check_text.c \
	%D%/unit/datetime64_suite.c \
	%D%/unit/duration_suite.c \
	%D%/unit/escape_styled_suite.c \
	%D%/unit/escape_suite.c \
	%D%/unit/guard_page.h \
	%D%/unit/hex_suite.c \
	%D%/unit/isoformat_suite.c \
	%D%/unit/kernel_jobs.h \
	%D%/unit/naive_base64.h \
	%D%/unit/naive_utf8.h \
	%D%/unit/nomem.h \
	%D%/unit/path_suite.c \
	%D%/unit/random.h \
	%D%/unit/scan_suite.c \
	%D%/unit/simd_suite.c \
	%D%/unit/skip_suite.c \
	%D%/unit/suites.h \
	%D%/unit/text_helpers.h \
	%D%/unit/text_suites.h \
	%D%/unit/unescape_suite.c \
	%D%/unit/utf8_string_suite.c \
	%D%/unit/utf8_suite.c \
	%D%/unit/system.h \
	$(system_source)

# check_abi embeds Python.
if HAVE_PYTHON_EMBED
check_PROGRAMS += %D%/abi/check_abi
%C%_abi_check_abi_CPPFLAGS = $(py_cppflags) -I$(srcdir)/%D%/abi \
	$(LIBFFI_CFLAGS) $(CHECK_CFLAGS) $(TEST_CPPFLAGS)
%C%_abi_check_abi_LDADD = src/libjsonde_py.la $(LIBFFI_LIBS) $(CHECK_LIBS) \
	$(PYTHON_EMBED_LIBS) $(DL_LIBS) -lm
%C%_abi_check_abi_SOURCES = \
	%D%/abi/abi_config_suite.c \
	%D%/abi/abi_suites.h \
	%D%/abi/accessor_suite.c \
	%D%/abi/buffer_suite.c \
	%D%/abi/check_abi.c \
	%D%/abi/compare_accessors.c \
	%D%/abi/compare_accessors.h \
	%D%/abi/compiler_layout.c \
	%D%/abi/compiler_layout.h \
	%D%/abi/datetime_suite.c \
	%D%/abi/each_allocation.c \
	%D%/abi/each_allocation.h \
	%D%/abi/fake_ndarray.c \
	%D%/abi/fake_ndarray.h \
	%D%/abi/lock_suite.c \
	%D%/abi/make_suite.c \
	%D%/abi/mirror_suite.c \
	%D%/abi/mutated_mirror.h \
	%D%/abi/ndarray_suite.c \
	%D%/abi/nomem_suite.c \
	%D%/abi/number_suite.c \
	%D%/abi/objects_suite.c \
	%D%/abi/probe_datetime_suite.c \
	%D%/abi/probe_suite.c \
	%D%/abi/safe_read_suite.c \
	%D%/abi/sample.h \
	%D%/abi/slot_suite.c \
	%D%/abi/versions_suite.c \
	%D%/unit/system.h \
	$(system_source)
endif
endif

# ------------------------------------------------- the API, in Python
# Each test_NAME.py is run in two modes, direct and public.
api_tests = \
	%D%/api/test_abi_config.py \
	%D%/api/test_arguments.py \
	%D%/api/test_array_parallel.py \
	%D%/api/test_cli.py \
	%D%/api/test_cli_bench.py \
	%D%/api/test_cli_check.py \
	%D%/api/test_cli_completion.py \
	%D%/api/test_cli_diff.py \
	%D%/api/test_cli_format.py \
	%D%/api/test_cli_get.py \
	%D%/api/test_cli_lines.py \
	%D%/api/test_cli_progress.py \
	%D%/api/test_cli_raw.py \
	%D%/api/test_cli_streams.py \
	%D%/api/test_cstack.py \
	%D%/api/test_docstrings.py \
	%D%/api/test_dump.py \
	%D%/api/test_dump_file_objects.py \
	%D%/api/test_dumps.py \
	%D%/api/test_dumps_buffer.py \
	%D%/api/test_dumps_buffer_base64.py \
	%D%/api/test_dumps_bytes.py \
	%D%/api/test_dumps_caches.py \
	%D%/api/test_dumps_canonical.py \
	%D%/api/test_dumps_classes.py \
	%D%/api/test_dumps_collections.py \
	%D%/api/test_dumps_datetime.py \
	%D%/api/test_dumps_default.py \
	%D%/api/test_dumps_error_path.py \
	%D%/api/test_dumps_errors.py \
	%D%/api/test_dumps_imports.py \
	%D%/api/test_dumps_keys.py \
	%D%/api/test_dumps_large.py \
	%D%/api/test_dumps_mutation.py \
	%D%/api/test_dumps_numbers.py \
	%D%/api/test_dumps_parallel.py \
	%D%/api/test_dumps_orjson.py \
	%D%/api/test_dumps_standard.py \
	%D%/api/test_dumps_str_not_ready.py \
	%D%/api/test_dumps_style.py \
	%D%/api/test_dumps_subclasses.py \
	%D%/api/test_dumps_text.py \
	%D%/api/test_dumps_threads.py \
	%D%/api/test_dumps_types.py \
	%D%/api/test_encoding.py \
	%D%/api/test_fpenv.py \
	%D%/api/test_fragment.py \
	%D%/api/test_hostile_objects.py \
	%D%/api/test_implementation.py \
	%D%/api/test_import.py \
	%D%/api/test_input.py \
	%D%/api/test_input_buffer_method.py \
	%D%/api/test_input_buffers.py \
	%D%/api/test_input_lifetime.py \
	%D%/api/test_interpreters.py \
	%D%/api/test_json_decode_error.py \
	%D%/api/test_keycache.py \
	%D%/api/test_known.py \
	%D%/api/test_leaks.py \
	%D%/api/test_lines.py \
	%D%/api/test_lines_files.py \
	%D%/api/test_load.py \
	%D%/api/test_loads.py \
	%D%/api/test_loads_array.py \
	%D%/api/test_loads_array_buffers.py \
	%D%/api/test_loads_array_floats.py \
	%D%/api/test_loads_array_formats.py \
	%D%/api/test_loads_array_patterns.py \
	%D%/api/test_loads_array_pointer.py \
	%D%/api/test_loads_array_positions.py \
	%D%/api/test_loads_array_threads.py \
	%D%/api/test_loads_buffer_base64.py \
	%D%/api/test_loads_grammar.py \
	%D%/api/test_loads_json_suite.py \
	%D%/api/test_loads_jsonc.py \
	%D%/api/test_loads_next.py \
	%D%/api/test_loads_next_parts.py \
	%D%/api/test_loads_numbers.py \
	%D%/api/test_loads_options.py \
	%D%/api/test_loads_partial.py \
	%D%/api/test_loads_partial_closed.py \
	%D%/api/test_loads_positions.py \
	%D%/api/test_loads_text.py \
	%D%/api/test_loads_tiny.py \
	%D%/api/test_make.py \
	%D%/api/test_numpy.py \
	%D%/api/test_numpy_subclasses.py \
	%D%/api/test_option.py \
	%D%/api/test_output.py \
	%D%/api/test_recursion.py \
	%D%/api/test_replace.py \
	%D%/api/test_replace_metadata.py \
	%D%/api/test_replace_windows.py \
	%D%/api/test_round_trip.py \
	%D%/api/test_shape.py \
	%D%/api/test_simd_choose.py \
	%D%/api/test_standard_json.py
api_support = $(wildcard $(srcdir)/%D%/api/conftest.py) \
	%D%/api/arrays.py \
	%D%/api/as_base64.py \
	%D%/api/automaton.py \
	%D%/api/beside_json.py \
	%D%/api/command_line.py \
	%D%/api/fork_server.py \
	%D%/api/grammar.py \
	%D%/api/hostile_objects.py \
	%D%/api/hostile_values.py \
	%D%/api/nested_calls.py \
	%D%/api/not_here.py \
	%D%/api/other_user.py \
	%D%/api/patterns.py \
	%D%/api/positions.txt \
	%D%/api/small_stacks.py \
	%D%/api/standard.py
# One process runs all files in one mode, because Python and pytest start more
# slowly than most files run: whole-direct.run, whole-public.run.
api_whole = %D%/api/whole-direct.run %D%/api/whole-public.run
# The files that %D%/selection.txt selects for sanitizers, in each mode.
api_sanitizers = %D%/api/sanitizers-direct.run %D%/api/sanitizers-public.run
# The default run of CI: in the public mode, those that depend on it.
api_sanitizers_quick = %D%/api/sanitizers-direct.run \
	%D%/api/sanitizers+public-public.run
sanitizers_tests = $(api_sanitizers_quick) $(check_PROGRAMS)
# The files that it selects for kernels, in one mode.
api_kernels = %D%/api/kernels-direct.run
kernels_tests = $(api_kernels) $(check_PROGRAMS)
programs_tests = $(harness_tests) $(check_PROGRAMS)
direct_tests = %D%/api/whole-direct.run $(check_PROGRAMS)
# Each file and mode in its own process: make check TESTS='$(file_tests)'. A
# single file in one mode: make check TESTS=%D%/api/test_dumps_keys-direct.run
file_tests = $(api_tests:.py=-direct.run) $(api_tests:.py=-public.run)
api_runs = $(file_tests) $(api_whole) $(api_sanitizers) $(api_kernels) \
	%D%/api/sanitizers+public-public.run
CLEANFILES += $(file_tests) %D%/api/sanitizers*.run %D%/api/whole-*.run \
	%D%/api/kernels-*.run
check_DATA += $(api_runs)

$(api_runs):
	$(AM_V_at)$(MKDIR_P) $(@D) && echo 'for tests/run-pytest' >$@

# ------------------------------------------------- the tests' own tools
# By one Python, in one mode: nothing there depends on either.
harness_tests = %D%/harness/test_commits-direct.run \
	%D%/harness/test_harness-direct.run \
	%D%/harness/test_release-direct.run
CLEANFILES += $(harness_tests)
check_DATA += $(harness_tests)
$(harness_tests):
	$(AM_V_at)$(MKDIR_P) $(@D) && echo 'for tests/run-pytest' >$@
EXTRA_DIST += %D%/harness/test_commits.py %D%/harness/test_harness.py \
	%D%/harness/test_release.py

# ------------------------------------------------- races
# What writes to a buffer while the API reads it: a library that the test loads
# by its name, which libtool makes of what has an -rpath alone.
check_LTLIBRARIES = %D%/race/racer.la
%C%_race_racer_la_CFLAGS = $(WARN_CFLAGS) -pthread
%C%_race_racer_la_LDFLAGS = -no-undefined -module -avoid-version -shared -shrext .so \
	-rpath /nowhere -pthread
%C%_race_racer_la_SOURCES = %D%/race/racer.c
race_tests = %D%/race/test_race-direct.run %D%/race/test_race-public.run
CLEANFILES += $(race_tests)
check_DATA += $(race_tests)
$(race_tests):
	$(AM_V_at)$(MKDIR_P) $(@D) && echo 'for tests/run-pytest' >$@
EXTRA_DIST += %D%/race/racing.py %D%/race/test_race.py %D%/race/tsan.py \
	%D%/race/tsan.supp

# ------------------------------------------------- the hostile build
# Of a build with --enable-hostile: HOSTILE_API is what of the API it runs
# besides, with what it cannot pass left out.
HOSTILE_API = $(api_sanitizers)
hostile_tests = %D%/hostile/test_hostile-direct.run \
	%D%/hostile/test_hostile-public.run
CLEANFILES += $(hostile_tests)
check_DATA += $(hostile_tests)
$(hostile_tests):
	$(AM_V_at)$(MKDIR_P) $(@D) && echo 'for tests/run-pytest' >$@
EXTRA_DIST += %D%/hostile/deselected.txt %D%/hostile/test_hostile.py
.PHONY: check-hostile
check-hostile: all
	@PYTEST_ADDOPTS=`$(AWK) '!/^#/ { print "--deselect=" $$1 }' \
	  $(srcdir)/%D%/hostile/deselected.txt | tr '\n' ' '` \
	$(MAKE) $(AM_MAKEFLAGS) check TESTS='$(hostile_tests) $(HOSTILE_API)'

# JSONDE_RACE_SECONDS: the duration of the races in each mode (default: 10 s).
.PHONY: check-race
check-race: all
	@$(MAKE) $(AM_MAKEFLAGS) check TESTS='$(race_tests)'

# If Python has no pytest, 'make pytest-env' downloads it into a virtual environment.
# 'make check' downloads nothing. ./bootstrap and .ci/run call pytest-env.
pytest_env =
pytest_hint =
if PYTEST_ENV
pytest_env += pytest-env.stamp
pytest_hint += ('make pytest-env' downloads them)
CLEANFILES += pytest-env.stamp
endif
.PHONY: pytest-env
pytest-env: $(pytest_env)
pytest-env.stamp:
	$(AM_V_GEN)$(SHELL) $(srcdir)/%D%/make-pytest-env '$(PYTHON)' pytest-env \
	  orjson numpy && echo >$@

# ------------------------------------------------- how they are run
# The longest ones begin.
TESTS = $(api_whole) $(harness_tests) $(check_PROGRAMS)
TEST_EXTENSIONS = .run
LOG_DRIVER = env AM_TAP_AWK='$(AWK)' $(SHELL) \
	$(top_srcdir)/build-aux/tap-driver.sh
RUN_LOG_DRIVER = $(LOG_DRIVER)
RUN_LOG_COMPILER = $(SHELL) $(srcdir)/%D%/run-pytest
# Check ends a test after 4 s, which is too early on a busy machine.
AM_TESTS_ENVIRONMENT = \
	CK_TIMEOUT_MULTIPLIER="$${CK_TIMEOUT_MULTIPLIER:-10}"; \
	export CK_TIMEOUT_MULTIPLIER; \
	CK_TAP_LOG_FILE_NAME=-; export CK_TAP_LOG_FILE_NAME; \
	CK_VERBOSITY=silent; export CK_VERBOSITY; \
	PYTHONHOME='$(PYTHON_HOME)'; export PYTHONHOME; \
	PYTHONPATH="stage$${PYTHONPATH:+:$$PYTHONPATH}"; export PYTHONPATH; \
	PYTHONDONTWRITEBYTECODE=1; export PYTHONDONTWRITEBYTECODE; \
	PYTEST_PYTHON='$(PYTEST_PYTHON)'; export PYTEST_PYTHON; \
	PYTEST_HINT="$(pytest_hint)"; export PYTEST_HINT; \
	JSONDE_SRCDIR='$(abs_top_srcdir)'; export JSONDE_SRCDIR; \
	JSONDE_COMPILED_BY='$(CC) $(CFLAGS)'; export JSONDE_COMPILED_BY; \
	$(sanitize_environment)
if SANITIZE
sanitize_environment = \
	PYTHONMALLOC=malloc; export PYTHONMALLOC; \
	SANITIZE_PRELOAD='$(SANITIZE_PRELOAD)'; export SANITIZE_PRELOAD; \
	UBSAN_OPTIONS=print_stacktrace=1; export UBSAN_OPTIONS; \
	LSAN_OPTIONS='suppressions=$(abs_srcdir)/%D%/lsan.supp:print_suppressions=0'; \
	export LSAN_OPTIONS;
endif

# A missing dependency is a warning on a developer's machine and an error in CI. It
# is reported last, where nobody overlooks it.
left_out =
if !HAVE_CHECK
left_out += echo 'all tests in C: Check is missing';
endif
if !HAVE_PYTHON_EMBED
left_out += echo 'check_abi: libpython is missing';
endif
check-local: check-complete
.PHONY: check-complete
check-complete: check-TESTS
	@JSONDE_LEFT_OUT=`: ; $(left_out)` $(SHELL) $(srcdir)/%D%/not-tested $(TEST_LOGS)

# ------------------------------------------------- each kernel
# The direct tests with each kernel of this processor but the one that jsonde
# chooses, with which 'make check' runs. An unknown name is answered by a list.
KERNEL_API = whole
.PHONY: check-kernels
check-kernels: all
	@$(MAKE) $(AM_MAKEFLAGS) $(check_DATA)
	@names=`JSONDE_SIMD='?' PYTHONPATH=stage $(PYTHON) -c 'import jsonde' 2>&1 \
	  | $(SED) -n 's/.*expected one of //p' | tr -d ,`; \
	chosen=`PYTHONPATH=stage $(PYTHON) -c \
	  'import jsonde; print(jsonde.layout()["simd"])'`; \
	test -n "$$names" && test -n "$$chosen" || exit 1; \
	runs=; \
	for name in $$names; do \
	  test "$$name" != "$$chosen" || continue; \
	  echo "kernel $$name"; \
	  echo 'for tests/run-pytest' >%D%/api/$(KERNEL_API)-$$name.run; \
	  runs="$$runs %D%/api/$(KERNEL_API)-$$name.run"; \
	done; \
	test -z "$$runs" || $(MAKE) $(AM_MAKEFLAGS) check-TESTS TESTS="$$runs"

# ------------------------------------------------- lint, matrix, coverage
.PHONY: lint check-recipes format matrix coverage
lint_flags = --cc='$(CC)' --nm='$(NM)' \
	--pure-cppflags='$(pure_cppflags)' --py-cppflags='$(py_cppflags)'
lint: all
	$(PYTHON) -B $(srcdir)/%D%/lint/lint.py $(lint_flags) --style \
	  --module=stage/jsonde/$(module_file) $(srcdir)
	$(PYTHON) -B $(srcdir)/%D%/lint/test_lint.py $(lint_flags) $(srcdir)

# Follows the recipes of CONTRIBUTING.md, and then leaves out each step in
# turn.
check-recipes: all
	$(PYTHON) -B $(srcdir)/%D%/check-recipes --cc='$(CC)' \
	  --pure-cppflags='$(pure_cppflags)' --py-cppflags='$(py_cppflags)' $(srcdir)

# Formats all C files in the source tree with clang-format 14.
format:
	$(PYTHON) -B $(srcdir)/%D%/lint/style.py --write $(srcdir)

# Tests the built module on every interpreter of JSONDE_PYTHONS, without a
# rebuild.
matrix: all
	$(SHELL) $(srcdir)/%D%/matrix stage matrix $${JSONDE_PYTHONS-'$(PYTHON)'}

coverage: check
if COVERAGE
	rm -rf coverage && $(MKDIR_P) coverage
	$(GCOVR) $(GCOVR_FLAGS) --root $(srcdir) --filter $(srcdir)/src . \
	  --html-details coverage/index.html --xml coverage/coverage.xml \
	  --txt -
else
	@echo 'coverage needs ./configure --enable-coverage' >&2; exit 1
endif

EXTRA_DIST += $(api_tests) $(api_support) \
	%D%/lint/forgotten.py \
	%D%/lint/gate.py \
	%D%/lint/lint.py \
	%D%/lint/make_stable_abi.py \
	%D%/lint/names.py \
	%D%/lint/parts.py \
	%D%/lint/rules.py \
	%D%/lint/stable_abi_3.9.txt \
	%D%/lint/style.py \
	%D%/lint/suites.py \
	%D%/lint/test_lint.py \
	%D%/check-avx512 \
	%D%/capi/measure.py \
	%D%/capi/test_capi.py \
	%D%/check-bundle \
	%D%/check-capi \
	%D%/check-deb \
	%D%/check-cli \
	%D%/check-commits \
	%D%/check-contrib \
	%D%/contrib/client_tests.py \
	%D%/contrib/line_files.py \
	%D%/contrib/conftest.py \
	%D%/contrib/django_setup.py \
	%D%/contrib/django_urls.py \
	%D%/contrib/examples.py \
	%D%/contrib/json_tables.py \
	%D%/contrib/local_server.py \
	%D%/contrib/measure_dask.py \
	%D%/contrib/test_aiohttp.py \
	%D%/contrib/test_arrow.py \
	%D%/contrib/test_celery.py \
	%D%/contrib/test_dask.py \
	%D%/contrib/test_distributed.py \
	%D%/contrib/test_django.py \
	%D%/contrib/test_examples.py \
	%D%/contrib/test_examples_data.py \
	%D%/contrib/test_fastapi.py \
	%D%/contrib/test_flask.py \
	%D%/contrib/test_httpx.py \
	%D%/contrib/test_kombu.py \
	%D%/contrib/test_logging.py \
	%D%/contrib/test_numpy.py \
	%D%/contrib/test_pandas.py \
	%D%/contrib/test_polars.py \
	%D%/contrib/test_postgresql.py \
	%D%/contrib/test_ray.py \
	%D%/contrib/test_requests.py \
	%D%/contrib/test_rest_framework.py \
	%D%/contrib/test_sqlalchemy.py \
	%D%/contrib/test_starlette.py \
	%D%/contrib/test_structlog.py \
	%D%/check-docs \
	%D%/docs/pages.py \
	%D%/docs/requirements.txt \
	%D%/docs/test_manual.py \
	%D%/docs/test_names.py \
	%D%/docs/test_support.py \
	%D%/check-fresh \
	%D%/check-fallback \
	%D%/check-future \
	%D%/check-install \
	%D%/check-json \
	%D%/check-macos \
	%D%/check-musl \
	%D%/check-old-glibc \
	%D%/check-orjson \
	%D%/check-platform \
	%D%/check-recipes \
	%D%/check-release \
	%D%/check-rpm \
	%D%/check-typing \
	%D%/check-wheel \
	%D%/check-windows \
	%D%/chroot.sh \
	%D%/future/patch.py \
	%D%/support.py \
	%D%/lsan.supp \
	%D%/make-pytest-env \
	%D%/matrix \
	%D%/not-tested \
	%D%/orjson_suite.py \
	%D%/pytest_tap.py \
	%D%/run-pytest \
	%D%/select \
	%D%/standard_json.py \
	%D%/selection.txt \
	%D%/suites.txt \
	%D%/wheel_files.py \
	%D%/which-tests \
	%D%/typing/sample.py
