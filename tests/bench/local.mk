# SPDX-License-Identifier: MIT
#
# Speed: the benchmarks, their charts, and the guard that counts instructions.
# docs/benchmarks.md explains how to use them.
#
# BENCH_INTERPRETER  one interpreter, instead of those of tests/bench/interpreters
# BENCH_FLAGS   options of bench.py
# BENCH_JSON    the reports that are drawn, else the newest

.PHONY: bench bench-chart perf-guard perf-guard-update
bench_peers = orjson ssrjson msgspec ujson
BENCH_FLAGS =
bench_python = $$($(SHELL) $(srcdir)/%D%/make-env \
	"$${BENCH_INTERPRETER-$(PYTHON)}" bench-env

# Writes bench/VERSION.json (the report) and bench/VERSION.md (the raw tables) for each
# interpreter, VERSION being that of Python.
bench: all
if SANITIZE
	@echo 'a build with sanitizers tells nothing about speed' >&2; exit 1
endif
	$(AM_V_at)$(MKDIR_P) bench
	$(AM_V_at)status=0; \
	for each in $$($(SHELL) $(srcdir)/%D%/interpreters $(PYTHON)); do \
	  python=$$($(SHELL) $(srcdir)/%D%/make-env "$$each" bench-env \
	    $(bench_peers)) && \
	  PYTHONPATH=stage "$$python" -B $(srcdir)/%D%/bench.py \
	    --output bench $(BENCH_FLAGS) || status=1; \
	done; exit $$status

# Types that are not JSON's own, and output styles: bench/types-VERSION.md
.PHONY: bench-types
bench-types: all
	$(AM_V_at)$(MKDIR_P) bench
	$(AM_V_at)python=$(bench_python) $(bench_peers)) && \
	  PYTHONPATH=stage "$$python" -B $(srcdir)/%D%/types_bench.py \
	    --output bench $(BENCH_FLAGS)

# Each kind of input, options and files: bench/inputs-VERSION.md
.PHONY: bench-inputs
bench-inputs: all
	$(AM_V_at)$(MKDIR_P) bench
	$(AM_V_at)python=$(bench_python) $(bench_peers)) && \
	  PYTHONPATH=stage "$$python" -B $(srcdir)/%D%/inputs_bench.py \
	    --output bench $(BENCH_FLAGS)

# Arrays of numbers, compared with numpy: bench/buffers-VERSION.md for one thread,
# bench/buffers-VERSION-threads.md for all threads
.PHONY: bench-buffers
bench-buffers: all
	$(AM_V_at)$(MKDIR_P) bench
	$(AM_V_at)python=$(bench_python) orjson ssrjson numpy) && \
	  PYTHONPATH=stage "$$python" -B $(srcdir)/%D%/buffers_bench.py \
	    --output bench $(BENCH_FLAGS)

# The time of the import, on other interpreters with IMPORT_PYTHONS='NAME=PYTHON ...'
.PHONY: bench-import
IMPORT_PYTHONS = $$python
bench-import: all
	$(AM_V_at)$(MKDIR_P) bench
	$(AM_V_at)python=$(bench_python) orjson) && \
	  "$$python" -B $(srcdir)/%D%/import_time.py stage $(IMPORT_PYTHONS)

# Draws the newest complete report of a build with the GIL, and that of a free-threaded
# build, whose file ends in t.json. The charts are committed.
BENCH_JSON = $$(ls -t bench/*.json | grep -v -e '-[a-z]*\.json' -e 't\.json' | \
	head -n 1; ls -t bench/*t.json 2>/dev/null | grep -v -e '-[a-z]*\.json' | head -n 1)
bench-chart:
	$(AM_V_at)$(MKDIR_P) $(srcdir)/docs
	$(AM_V_at)python=$(bench_python) matplotlib) && \
	  "$$python" -B $(srcdir)/%D%/chart.py \
	    --directory $(srcdir)/docs $(BENCH_JSON)

perf_guard = PYTHONPATH=stage PYTHONDONTWRITEBYTECODE=1 \
	$(PYTHON) $(srcdir)/%D%/guard.py --cc='$(CC)' --cflags='$(CFLAGS)' \
	--features='$(SANITIZE_CFLAGS) $(COVERAGE_CFLAGS)' \
	--module stage/jsonde/$(module_file) --kept $(srcdir)/%D%/perf-guard.json
perf-guard: all
	$(AM_V_at)$(perf_guard)
perf-guard-update: all
	$(AM_V_at)$(perf_guard) --update

# Prints what each engine and each room costs in bytes.
.PHONY: sizes
sizes: all
	$(AM_V_at)PYTHONDONTWRITEBYTECODE=1 $(PYTHON) $(srcdir)/%D%/sizes.py . \
	  stage/jsonde/$(module_file)

# Of the benchmark itself; run as those of the API.
api_tests += %D%/test_bench.py %D%/test_guard.py

EXTRA_DIST += \
	%D%/array_shapes.py \
	%D%/bench.py \
	%D%/buffers_bench.py \
	%D%/callgrind.py \
	%D%/cells.py \
	%D%/chart.py \
	%D%/compare.py \
	%D%/guard.py \
	%D%/guard_cells.py \
	%D%/import_time.py \
	%D%/inputs_bench.py \
	%D%/interpreters \
	%D%/machine.py \
	%D%/make-env \
	%D%/measure.py \
	%D%/memory.py \
	%D%/pairs.py \
	%D%/peers.py \
	%D%/perf-guard.json \
	%D%/report.py \
	%D%/sizes.py \
	%D%/types_bench.py \
	%D%/variants.py \
	$(wildcard $(srcdir)/docs/*.svg)
