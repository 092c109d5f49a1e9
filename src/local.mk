# SPDX-License-Identifier: MIT
#
# The libraries of the floors, the extension module, and the Python package.

# Sources below floor 2 get an error when they include Python.h.
pure_cppflags = -I$(top_srcdir)/src/forbid $(AM_CPPFLAGS)
py_cppflags = $(AM_CPPFLAGS) $(PYTHON_CPPFLAGS) $(PYTHON_LIMITED_CPPFLAGS)

# ------------------------------------------------- one instruction set each
# Kernels, and engines that have them inlined; the processor chooses at import.
kernel_libraries =
engine_libraries =

if HAVE_SSE2
noinst_LTLIBRARIES += %D%/libjsonde_kernels_sse2.la %D%/libjsonde_engines_sse2.la
%C%_libjsonde_kernels_sse2_la_CPPFLAGS = $(pure_cppflags)
%C%_libjsonde_kernels_sse2_la_CFLAGS = $(AM_CFLAGS) $(SSE2_CFLAGS)
%C%_libjsonde_kernels_sse2_la_SOURCES = %D%/isa/kernels_sse2.c
%C%_libjsonde_engines_sse2_la_CPPFLAGS = $(py_cppflags)
%C%_libjsonde_engines_sse2_la_CFLAGS = $(AM_CFLAGS) $(FRAME_CFLAGS) $(SSE2_CFLAGS)
%C%_libjsonde_engines_sse2_la_SOURCES = %D%/isa/engines_sse2.c
kernel_libraries += %D%/libjsonde_kernels_sse2.la
engine_libraries += %D%/libjsonde_engines_sse2.la
endif

if HAVE_AVX2
noinst_LTLIBRARIES += %D%/libjsonde_kernels_avx2.la %D%/libjsonde_engines_avx2.la
%C%_libjsonde_kernels_avx2_la_CPPFLAGS = $(pure_cppflags)
%C%_libjsonde_kernels_avx2_la_CFLAGS = $(AM_CFLAGS) $(AVX2_CFLAGS)
%C%_libjsonde_kernels_avx2_la_SOURCES = %D%/isa/kernels_avx2.c
%C%_libjsonde_engines_avx2_la_CPPFLAGS = $(py_cppflags)
%C%_libjsonde_engines_avx2_la_CFLAGS = $(AM_CFLAGS) $(FRAME_CFLAGS) $(AVX2_CFLAGS)
%C%_libjsonde_engines_avx2_la_SOURCES = %D%/isa/engines_avx2.c
kernel_libraries += %D%/libjsonde_kernels_avx2.la
engine_libraries += %D%/libjsonde_engines_avx2.la
endif

if HAVE_AVX512
noinst_LTLIBRARIES += %D%/libjsonde_kernels_avx512.la
%C%_libjsonde_kernels_avx512_la_CPPFLAGS = $(pure_cppflags)
%C%_libjsonde_kernels_avx512_la_CFLAGS = $(AM_CFLAGS) $(AVX512_CFLAGS)
%C%_libjsonde_kernels_avx512_la_SOURCES = %D%/isa/kernels_avx512.c
kernel_libraries += %D%/libjsonde_kernels_avx512.la
endif

if HAVE_NEON
noinst_LTLIBRARIES += %D%/libjsonde_kernels_neon.la %D%/libjsonde_engines_neon.la
%C%_libjsonde_kernels_neon_la_CPPFLAGS = $(pure_cppflags)
%C%_libjsonde_kernels_neon_la_CFLAGS = $(AM_CFLAGS) $(NEON_CFLAGS)
%C%_libjsonde_kernels_neon_la_SOURCES = %D%/isa/kernels_neon.c
%C%_libjsonde_engines_neon_la_CPPFLAGS = $(py_cppflags)
%C%_libjsonde_engines_neon_la_CFLAGS = $(AM_CFLAGS) $(FRAME_CFLAGS) $(NEON_CFLAGS)
%C%_libjsonde_engines_neon_la_SOURCES = %D%/isa/engines_neon.c
kernel_libraries += %D%/libjsonde_kernels_neon.la
engine_libraries += %D%/libjsonde_engines_neon.la
endif

# Engines for processors that have none of these instruction sets.
if NO_BASELINE
noinst_LTLIBRARIES += %D%/libjsonde_engines_scalar.la
%C%_libjsonde_engines_scalar_la_CPPFLAGS = $(py_cppflags)
%C%_libjsonde_engines_scalar_la_CFLAGS = $(AM_CFLAGS) $(FRAME_CFLAGS)
%C%_libjsonde_engines_scalar_la_SOURCES = %D%/isa/engines_scalar.c
engine_libraries += %D%/libjsonde_engines_scalar.la
endif

# ------------------------------------------------- floors 0 and 1: no Python

noinst_LTLIBRARIES += %D%/libjsonde_pure.la
%C%_libjsonde_pure_la_CPPFLAGS = $(pure_cppflags)
%C%_libjsonde_pure_la_LIBADD = $(kernel_libraries)
%C%_libjsonde_pure_la_SOURCES = \
	%D%/base/arena.c \
	%D%/base/arena.h \
	%D%/base/base.h \
	%D%/base/buf.c \
	%D%/base/buf.h \
	%D%/base/cstack.c \
	%D%/base/cstack.h \
	%D%/base/line_break.c \
	%D%/base/line_break.h \
	%D%/base/mem.c \
	%D%/base/mem.h \
	%D%/base/pages.h \
	%D%/base/pair_table.c \
	%D%/base/pair_table.h \
	%D%/base/redzone.h \
	%D%/base/status.c \
	%D%/base/status.h \
	%D%/base/parallel.c \
	%D%/base/parallel.h \
	%D%/base/parts.c \
	%D%/base/parts.h \
	%D%/base/thread.c \
	%D%/base/thread.h \
	%D%/isa/kernels_scalar.c \
	%D%/num/array.h \
	%D%/num/array_kernel.c \
	%D%/num/array_kernel.h \
	%D%/num/array_kernel_body.h \
	%D%/num/array_lengths.h \
	%D%/num/array_parallel.c \
	%D%/num/array_parallel.h \
	%D%/num/array_parse.c \
	%D%/num/array_parse.h \
	%D%/num/array_parse_double.h \
	%D%/num/array_parse_internal.h \
	%D%/num/array_parse_items.h \
	%D%/num/array_parse_slow.c \
	%D%/num/array_putters.h \
	%D%/num/array_text_length.c \
	%D%/num/array_text_length.h \
	%D%/num/array_write.c \
	%D%/num/array_write.h \
	%D%/num/array_write_bools.h \
	%D%/num/array_write_items.h \
	%D%/num/array_write_rows.h \
	%D%/num/atod.c \
	%D%/num/atod.h \
	%D%/num/atod_exact.c \
	%D%/num/atod_fast.h \
	%D%/num/bigint.c \
	%D%/num/bigint.h \
	%D%/num/binary64.h \
	%D%/num/byte_text.c \
	%D%/num/byte_text.h \
	%D%/num/digits.c \
	%D%/num/digits.h \
	%D%/num/dtoa.c \
	%D%/num/dtoa.h \
	%D%/num/dtoa_inline.h \
	%D%/num/dtype.c \
	%D%/num/dtype.h \
	%D%/num/ecma_number.c \
	%D%/num/ecma_number.h \
	%D%/num/float_repr.c \
	%D%/num/float_repr.h \
	%D%/num/float_round.c \
	%D%/num/float_round.h \
	%D%/num/ftoa.c \
	%D%/num/ftoa.h \
	%D%/num/ftoa_inline.h \
	%D%/num/htoa_inline.h \
	%D%/num/item.c \
	%D%/num/item.h \
	%D%/num/itoa.c \
	%D%/num/itoa.h \
	%D%/num/itoa_inline.h \
	%D%/num/itoa_long.h \
	%D%/num/itoa_table.c \
	%D%/num/itoa_table.h \
	%D%/num/number.c \
	%D%/num/number.h \
	%D%/num/number_read.h \
	%D%/num/pow10_table.c \
	%D%/num/pow10_table.h \
	%D%/num/shortest.c \
	%D%/num/shortest.h \
	%D%/num/strided_copy.c \
	%D%/num/strided_copy.h \
	%D%/num/swar.h \
	%D%/num/wide.h \
	%D%/simd/utf8_backward_avx2.h \
	%D%/simd/base64_avx2.h \
	%D%/simd/base64_kernel.h \
	%D%/simd/base64_table.c \
	%D%/simd/base64_table.h \
	%D%/simd/block.h \
	%D%/simd/block_avx2.h \
	%D%/simd/block_avx512.h \
	%D%/simd/block_base.h \
	%D%/simd/block_neon.h \
	%D%/simd/block_scalar.h \
	%D%/simd/block_sse2.h \
	%D%/simd/block_table.c \
	%D%/simd/block_table.h \
	%D%/simd/block_units_avx2.h \
	%D%/simd/choose.c \
	%D%/simd/digits_avx2.h \
	%D%/simd/digits_steps.h \
	%D%/simd/utf8_3byte_avx2.h \
	%D%/simd/utf8_encode_avx2.h \
	%D%/simd/escape_avx512.h \
	%D%/simd/escape_kernel.h \
	%D%/simd/escape_step.h \
	%D%/simd/escape_table.c \
	%D%/simd/escape_table.h \
	%D%/simd/escaped.h \
	%D%/simd/ascii_run.h \
	%D%/simd/fpenv.h \
	%D%/simd/utf8_decode_kernel.h \
	%D%/simd/isa_list.h \
	%D%/simd/kernel.h \
	%D%/simd/kernel_body.h \
	%D%/simd/decimal_lengths_avx2.h \
	%D%/simd/left_pack_table.c \
	%D%/simd/left_pack_table.h \
	%D%/simd/scan_kernel.h \
	%D%/simd/parse_digits_avx2.h \
	%D%/simd/style_kernel.h \
	%D%/simd/utf8_check_avx2.h \
	%D%/simd/unescape_kernel.h \
	%D%/simd/unit.h \
	%D%/simd/utf8_decode_avx512.h \
	%D%/simd/utf8_into_avx512.h \
	%D%/simd/utf8_kernel.h \
	%D%/text/base64.c \
	%D%/text/base64.h \
	%D%/text/datetime64.c \
	%D%/text/datetime64.h \
	%D%/text/days.c \
	%D%/text/days.h \
	%D%/text/duration.c \
	%D%/text/duration.h \
	%D%/text/encoding.c \
	%D%/text/encoding.h \
	%D%/text/escape.h \
	%D%/text/escape_styled.c \
	%D%/text/escape_styled.h \
	%D%/text/hex.c \
	%D%/text/hex.h \
	%D%/text/hex_table.c \
	%D%/text/hex_table.h \
	%D%/text/isoformat.c \
	%D%/text/isoformat.h \
	%D%/text/json_scalar.h \
	%D%/text/line_walk.c \
	%D%/text/line_walk.h \
	%D%/text/path.c \
	%D%/text/path.h \
	%D%/text/pointer.c \
	%D%/text/pointer.h \
	%D%/text/scan.h \
	%D%/text/skip.c \
	%D%/text/skip.h \
	%D%/text/space.h \
	%D%/text/text.h \
	%D%/text/unescape.c \
	%D%/text/unescape.h \
	%D%/text/utf8.c \
	%D%/text/utf8.h \
	%D%/text/uuid.c \
	%D%/text/uuid.h
if WINDOWS
%C%_libjsonde_pure_la_SOURCES += \
	%D%/base/cstack_windows.c \
	%D%/base/pages_windows.c \
	%D%/base/thread_windows.c
else
%C%_libjsonde_pure_la_SOURCES += \
	%D%/base/pages_posix.c \
	%D%/base/thread_posix.c
if MACOS
%C%_libjsonde_pure_la_SOURCES += %D%/base/cstack_macos.c
else
%C%_libjsonde_pure_la_SOURCES += %D%/base/cstack_posix.c
endif
endif

# ------------------------------------------------- floors 2 to 5: with Python

noinst_LTLIBRARIES += %D%/libjsonde_abi.la %D%/libjsonde_py.la
%C%_libjsonde_abi_la_CPPFLAGS = $(py_cppflags) $(LIBFFI_CFLAGS)
%C%_libjsonde_abi_la_SOURCES = \
	%D%/abi/abi.c \
	%D%/abi/abi.h \
	%D%/abi/buffer.c \
	%D%/abi/buffer.h \
	%D%/abi/bytes.h \
	%D%/abi/collector.c \
	%D%/abi/collector.h \
	%D%/abi/abi_config.c \
	%D%/abi/abi_config.h \
	%D%/abi/datetime.c \
	%D%/abi/datetime.h \
	%D%/abi/dict.h \
	%D%/abi/limited.h \
	%D%/abi/lock.h \
	%D%/abi/make.c \
	%D%/abi/make.h \
	%D%/abi/memoryview.h \
	%D%/abi/mirror.c \
	%D%/abi/mirror.h \
	%D%/abi/ndarray.c \
	%D%/abi/ndarray.h \
	%D%/abi/number.h \
	%D%/abi/offsets.c \
	%D%/abi/offsets.h \
	%D%/abi/safe_read.h \
	%D%/abi/poison.h \
	%D%/abi/probe.c \
	%D%/abi/probe.h \
	%D%/abi/probe_bytes.c \
	%D%/abi/probe_datetime.c \
	%D%/abi/probe_dict.c \
	%D%/abi/probe_lock.c \
	%D%/abi/probe_make.c \
	%D%/abi/probe_memoryview.c \
	%D%/abi/probe_number.c \
	%D%/abi/probe_object.c \
	%D%/abi/probe_sequence.c \
	%D%/abi/probe_str.c \
	%D%/abi/public.c \
	%D%/abi/report.c \
	%D%/abi/sequence.h \
	%D%/abi/slot.c \
	%D%/abi/slot.h \
	%D%/abi/str.h \
	%D%/abi/symbols.c \
	%D%/abi/symbols.h \
	%D%/abi/fixed_layout.c \
	%D%/abi/fixed_layout.h
if WINDOWS
%C%_libjsonde_abi_la_SOURCES += \
	%D%/abi/safe_read_nopipe.c \
	%D%/abi/safe_read_windows.c \
	%D%/abi/symbols_windows.c
else
%C%_libjsonde_abi_la_SOURCES += %D%/abi/symbols_posix.c
if MACOS
%C%_libjsonde_abi_la_SOURCES += \
	%D%/abi/safe_read_macos.c \
	%D%/abi/safe_read_nopipe.c
else
%C%_libjsonde_abi_la_SOURCES += %D%/abi/safe_read_posix.c
endif
endif

%C%_libjsonde_py_la_CPPFLAGS = $(py_cppflags)
%C%_libjsonde_py_la_CFLAGS = $(AM_CFLAGS) $(FRAME_CFLAGS)
%C%_libjsonde_py_la_LIBADD = %D%/libjsonde_abi.la $(engine_libraries) \
	%D%/libjsonde_pure.la
%C%_libjsonde_py_la_SOURCES = \
	%D%/dec/build.c \
	%D%/dec/build.h \
	%D%/dec/dec.h \
	%D%/dec/dec_array.c \
	%D%/dec/dec_array.h \
	%D%/dec/dec_buffer.c \
	%D%/dec/dec_buffer.h \
	%D%/dec/dec_escape.h \
	%D%/dec/dec_fill.c \
	%D%/dec/dec_fill.h \
	%D%/dec/dec_format.c \
	%D%/dec/dec_format.h \
	%D%/dec/dec_hooks.c \
	%D%/dec/dec_hooks.h \
	%D%/dec/dec_jsonc.c \
	%D%/dec/dec_jsonc.h \
	%D%/dec/dec_literal.c \
	%D%/dec/dec_literal.h \
	%D%/dec/dec_number.c \
	%D%/dec/dec_number.h \
	%D%/dec/dec_object.h \
	%D%/dec/dec_partial.c \
	%D%/dec/dec_partial.h \
	%D%/dec/dec_parts.c \
	%D%/dec/dec_parts.h \
	%D%/dec/dec_pointers.c \
	%D%/dec/dec_pointers.h \
	%D%/dec/dec_read.h \
	%D%/dec/dec_scalar.h \
	%D%/dec/dec_str.c \
	%D%/dec/dec_str.h \
	%D%/dec/dec_string.h \
	%D%/dec/dec_surrogate.c \
	%D%/dec/dec_tiny.c \
	%D%/dec/dec_tiny.h \
	%D%/dec/dec_surrogate.h \
	%D%/dec/dec_units.h \
	%D%/dec/decode.c \
	%D%/dec/engine.h \
	%D%/dec/engine_any.h \
	%D%/dec/engines.h \
	%D%/dec/keycache.c \
	%D%/dec/keycache.h \
	%D%/dec/make_str.c \
	%D%/dec/make_str.h \
	%D%/dec/shape.c \
	%D%/dec/shape.h \
	%D%/dec/workspace.c \
	%D%/dec/workspace.h \
	%D%/enc/enc.h \
	%D%/enc/enc_attribute.c \
	%D%/enc/enc_attribute.h \
	%D%/enc/enc_base64.c \
	%D%/enc/enc_base64.h \
	%D%/enc/enc_batch.c \
	%D%/enc/enc_batch.h \
	%D%/enc/enc_big_integer.c \
	%D%/enc/enc_big_integer.h \
	%D%/enc/enc_buffer.c \
	%D%/enc/enc_buffer.h \
	%D%/enc/enc_bytes.c \
	%D%/enc/enc_bytes.h \
	%D%/enc/enc_call.c \
	%D%/enc/enc_call.h \
	%D%/enc/enc_collection.c \
	%D%/enc/enc_collection.h \
	%D%/enc/enc_dataclass.c \
	%D%/enc/enc_dataclass.h \
	%D%/enc/enc_datetime.c \
	%D%/enc/enc_datetime.h \
	%D%/enc/enc_datetime64.c \
	%D%/enc/enc_datetime64.h \
	%D%/enc/enc_decimal.c \
	%D%/enc/enc_decimal.h \
	%D%/enc/enc_default.c \
	%D%/enc/enc_default.h \
	%D%/enc/enc_dispatch.c \
	%D%/enc/enc_dispatch.h \
	%D%/enc/enc_entry.h \
	%D%/enc/enc_enum.c \
	%D%/enc/enc_enum.h \
	%D%/enc/enc_estimate.c \
	%D%/enc/enc_estimate.h \
	%D%/enc/enc_fragment.c \
	%D%/enc/enc_fragment.h \
	%D%/enc/enc_hostile.h \
	%D%/enc/enc_key.c \
	%D%/enc/enc_key.h \
	%D%/enc/enc_number.c \
	%D%/enc/enc_number.h \
	%D%/enc/enc_lock.c \
	%D%/enc/enc_lock.h \
	%D%/enc/enc_numpy.c \
	%D%/enc/enc_numpy.h \
	%D%/enc/enc_open.c \
	%D%/enc/enc_open.h \
	%D%/enc/enc_parallel.c \
	%D%/enc/enc_parallel.h \
	%D%/enc/enc_part.c \
	%D%/enc/enc_part.h \
	%D%/enc/enc_plain.c \
	%D%/enc/enc_plan.c \
	%D%/enc/enc_plan.h \
	%D%/enc/enc_raise.c \
	%D%/enc/enc_raise.h \
	%D%/enc/enc_rest.c \
	%D%/enc/enc_rest.h \
	%D%/enc/enc_shared.c \
	%D%/enc/enc_shared.h \
	%D%/enc/enc_sort.c \
	%D%/enc/enc_sort.h \
	%D%/enc/enc_standard.c \
	%D%/enc/enc_standard.h \
	%D%/enc/enc_str.c \
	%D%/enc/enc_str.h \
	%D%/enc/enc_style.c \
	%D%/enc/enc_style.h \
	%D%/enc/enc_styled_locked.c \
	%D%/enc/enc_subclass.c \
	%D%/enc/enc_subclass.h \
	%D%/enc/enc_trail.c \
	%D%/enc/enc_trail.h \
	%D%/enc/enc_uuid.c \
	%D%/enc/enc_uuid.h \
	%D%/enc/encode.c \
	%D%/enc/encode.h \
	%D%/enc/engine.h \
	%D%/enc/engine_leaf.h \
	%D%/enc/engine_locked.h \
	%D%/enc/engine_str.h \
	%D%/enc/engine_styled.h \
	%D%/enc/engine_styled_isa.h \
	%D%/py/memblock.c \
	%D%/py/memblock.h \
	%D%/py/class.c \
	%D%/py/class.h \
	%D%/py/copy_cache.c \
	%D%/py/copy_cache.h \
	%D%/py/error.c \
	%D%/py/error.h \
	%D%/py/exporter.c \
	%D%/py/exporter.h \
	%D%/py/files.c \
	%D%/py/files.h \
	%D%/py/facts.c \
	%D%/py/facts.h \
	%D%/py/field.c \
	%D%/py/field.h \
	%D%/py/gate.h \
	%D%/py/input.c \
	%D%/py/input.h \
	%D%/py/input_take.c \
	%D%/py/is_type.h \
	%D%/py/known.c \
	%D%/py/known.h \
	%D%/py/numpy.c \
	%D%/py/numpy.h \
	%D%/py/option_table.def \
	%D%/py/options.c \
	%D%/py/options.h \
	%D%/py/output.c \
	%D%/py/output.h \
	%D%/py/state.c \
	%D%/py/state.h \
	%D%/py/target.c \
	%D%/py/target.h \
	%D%/py/types.c \
	%D%/py/types.h \
	%D%/py/unlocked.h \
	%D%/py/tz_cache.c \
	%D%/py/tz_cache.h
if HOSTILE
%C%_libjsonde_py_la_SOURCES += %D%/enc/enc_hostile.c
endif

# ------------------------------------------------- floor 6: the module
pkgpyexec_LTLIBRARIES = %D%/_jsonde.la
%C%__jsonde_la_CPPFLAGS = $(py_cppflags) -I$(top_builddir)
%C%__jsonde_la_CFLAGS = $(AM_CFLAGS) $(FRAME_CFLAGS)
%C%__jsonde_la_LIBADD = %D%/libjsonde_py.la $(LIBFFI_LIBS) $(DL_LIBS) \
	$(MODULE_LIBS)
%C%__jsonde_la_LDFLAGS = $(AM_LDFLAGS) $(MODULE_LDFLAGS) \
	-module -avoid-version -shared -shrext $(PYEXT_SUFFIX) \
	-export-symbols-regex '^(PyInit__jsonde|PyModExport__jsonde)$$'
%C%__jsonde_la_SOURCES = \
	%D%/module/arguments.c \
	%D%/module/arguments.h \
	%D%/module/calls.h \
	%D%/module/capi.c \
	%D%/module/capi.h \
	%D%/module/dump.c \
	%D%/module/dump.h \
	%D%/module/environment.c \
	%D%/module/environment.h \
	%D%/module/lines.c \
	%D%/module/lines.h \
	%D%/module/methods.c \
	%D%/module/methods.h \
	%D%/module/raw.c \
	%D%/module/raw.h \
	%D%/module/standard.c \
	%D%/module/standard.h \
	%D%/module/option_help.h \
	%D%/module/module.c
if WINDOWS
%C%__jsonde_la_SOURCES += %D%/module/environment_windows.c
else
%C%__jsonde_la_SOURCES += %D%/module/environment_posix.c
endif

# ------------------------------------------------- the Python package
pkgpyexec_PYTHON = \
	%D%/jsonde/__init__.py \
	%D%/jsonde/__main__.py \
	%D%/jsonde/_implementation.py \
	%D%/jsonde/demo.py \
	%D%/jsonde/decimals.py \
	%D%/jsonde/errors.py \
	%D%/jsonde/files.py \
	%D%/jsonde/fragment.py \
	%D%/jsonde/json_value.py \
	%D%/jsonde/lines.py \
	%D%/jsonde/option.py \
	%D%/jsonde/replace.py \
	%D%/jsonde/_replace_posix.py \
	%D%/jsonde/_replace_windows.py
dist_pkgpyexec_DATA = \
	%D%/jsonde/__init__.pyi \
	%D%/jsonde/_jsonde.pyi \
	%D%/jsonde/demo.pyi \
	%D%/jsonde/files.pyi \
	%D%/jsonde/fragment.pyi \
	%D%/jsonde/json_value.pyi \
	%D%/jsonde/lines.pyi \
	%D%/jsonde/option.pyi \
	%D%/jsonde/replace.pyi \
	%D%/jsonde/py.typed

# The command line.
clidir = $(pkgpyexecdir)/cli
cli_PYTHON = \
	%D%/jsonde/cli/__init__.py \
	%D%/jsonde/cli/bench.py \
	%D%/jsonde/cli/chart.py \
	%D%/jsonde/cli/check.py \
	%D%/jsonde/cli/completion.py \
	%D%/jsonde/cli/diff.py \
	%D%/jsonde/cli/documents.py \
	%D%/jsonde/cli/format.py \
	%D%/jsonde/cli/get.py \
	%D%/jsonde/cli/guard.py \
	%D%/jsonde/cli/inputs.py \
	%D%/jsonde/cli/layout.py \
	%D%/jsonde/cli/lines.py \
	%D%/jsonde/cli/outputs.py \
	%D%/jsonde/cli/paint.py \
	%D%/jsonde/cli/parser.py \
	%D%/jsonde/cli/progress.py \
	%D%/jsonde/cli/raw.py \
	%D%/jsonde/cli/terminal.py \
	%D%/jsonde/cli/where.py

# The program. On Windows pip makes it from entry_points.txt.
if !WINDOWS
bin_SCRIPTS = bin/jsonde
endif
CLEANFILES += bin/jsonde
bin/jsonde: Makefile
	$(AM_V_GEN)$(MKDIR_P) bin && \
	  printf '%s\n' '#!$(PYTHON)' 'import sys' '' 'try:' \
	    '    from jsonde.cli import main' \
	    'except KeyboardInterrupt:' '    sys.exit(130)' \
	    'if __name__ == "__main__":' '    sys.exit(main())' >$@ && \
	  chmod +x $@

# The C API: in the package for jsonde.get_include(), and where C compilers find it.
package_includedir = $(pkgpyexecdir)/include
dist_package_include_DATA = %D%/jsonde/include/jsonde.h
nodist_include_HEADERS = $(dist_package_include_DATA)
pkgconfigdir = $(libdir)/pkgconfig
pkgconfig_DATA = %D%/jsonde.pc

# The manual pages, and the completion of shells, made by make_pages.py and
# make_manual.py.
dist_man1_MANS = packaging/pages/jsonde.1
dist_man3_MANS = packaging/pages/jsonde.3
bashdir = $(datadir)/bash-completion/completions
fishdir = $(datadir)/fish/vendor_completions.d
zshdir = $(datadir)/zsh/site-functions
dist_bash_DATA = packaging/pages/jsonde.bash
dist_fish_DATA = packaging/pages/jsonde.fish
dist_zsh_DATA = packaging/pages/_jsonde

# The integrations with other libraries.
contribdir = $(pkgpyexecdir)/contrib
contrib_PYTHON = \
	%D%/jsonde/contrib/__init__.py \
	%D%/jsonde/contrib/aiohttp.py \
	%D%/jsonde/contrib/arrow.py \
	%D%/jsonde/contrib/bodies.py \
	%D%/jsonde/contrib/columns.py \
	%D%/jsonde/contrib/dask.py \
	%D%/jsonde/contrib/django.py \
	%D%/jsonde/contrib/fastapi.py \
	%D%/jsonde/contrib/flask.py \
	%D%/jsonde/contrib/httpx.py \
	%D%/jsonde/contrib/kombu.py \
	%D%/jsonde/contrib/log_lines.py \
	%D%/jsonde/contrib/logging.py \
	%D%/jsonde/contrib/numpy.py \
	%D%/jsonde/contrib/pandas.py \
	%D%/jsonde/contrib/parts.py \
	%D%/jsonde/contrib/polars.py \
	%D%/jsonde/contrib/ray.py \
	%D%/jsonde/contrib/requests.py \
	%D%/jsonde/contrib/rest_framework.py \
	%D%/jsonde/contrib/sqlalchemy.py \
	%D%/jsonde/contrib/starlette.py \
	%D%/jsonde/contrib/structlog.py

# The API of the standard library's module json.
standard_jsondir = $(pkgpyexecdir)/json
standard_json_PYTHON = \
	%D%/jsonde/json/__init__.py \
	%D%/jsonde/json/decoder.py \
	%D%/jsonde/json/encoder.py \
	%D%/jsonde/json/scanner.py \
	%D%/jsonde/json/tool.py
dist_standard_json_DATA = \
	%D%/jsonde/json/__init__.pyi \
	%D%/jsonde/json/decoder.pyi \
	%D%/jsonde/json/encoder.pyi \
	%D%/jsonde/json/scanner.pyi \
	%D%/jsonde/json/tool.pyi

# The implementation in Python, for interpreters without CPython's C API.
fallbackdir = $(pkgpyexecdir)/_fallback
fallback_PYTHON = \
	%D%/jsonde/_fallback/__init__.py \
	%D%/jsonde/_fallback/arguments.py \
	%D%/jsonde/_fallback/array_matches.py \
	%D%/jsonde/_fallback/arrays.py \
	%D%/jsonde/_fallback/blocks.py \
	%D%/jsonde/_fallback/classes.py \
	%D%/jsonde/_fallback/datetime_text.py \
	%D%/jsonde/_fallback/decode.py \
	%D%/jsonde/_fallback/decode_buffer.py \
	%D%/jsonde/_fallback/decode_jsonc.py \
	%D%/jsonde/_fallback/decode_numbers.py \
	%D%/jsonde/_fallback/decode_partial.py \
	%D%/jsonde/_fallback/decode_strings.py \
	%D%/jsonde/_fallback/docstrings.py \
	%D%/jsonde/_fallback/encode.py \
	%D%/jsonde/_fallback/encode_buffers.py \
	%D%/jsonde/_fallback/encode_collections.py \
	%D%/jsonde/_fallback/encode_dataclasses.py \
	%D%/jsonde/_fallback/encode_decimal.py \
	%D%/jsonde/_fallback/encode_keys.py \
	%D%/jsonde/_fallback/encode_numpy.py \
	%D%/jsonde/_fallback/encode_plain.py \
	%D%/jsonde/_fallback/encode_scalars.py \
	%D%/jsonde/_fallback/encode_types.py \
	%D%/jsonde/_fallback/errors.py \
	%D%/jsonde/_fallback/explain.py \
	%D%/jsonde/_fallback/facts.py \
	%D%/jsonde/_fallback/item_format.py \
	%D%/jsonde/_fallback/known.py \
	%D%/jsonde/_fallback/lines.py \
	%D%/jsonde/_fallback/load.py \
	%D%/jsonde/_fallback/number_text.py \
	%D%/jsonde/_fallback/options.py \
	%D%/jsonde/_fallback/pointers.py \
	%D%/jsonde/_fallback/raw.py \
	%D%/jsonde/_fallback/report.py \
	%D%/jsonde/_fallback/source.py \
	%D%/jsonde/_fallback/string_text.py \
	%D%/jsonde/_fallback/write.py
nodist_fallback_PYTHON = %D%/jsonde/_fallback/version.py
CLEANFILES += %D%/jsonde/_fallback/version.py

%D%/jsonde/_fallback/version.py: Makefile
	$(AM_V_GEN)$(MKDIR_P) %D%/jsonde/_fallback && \
	  printf '%s\n' '# SPDX-License-Identifier: MIT' \
	    '"""The version of jsonde, as configure has it."""' \
	    'VERSION = "$(VERSION)"' >$@

distinfo = $(PACKAGE)-$(VERSION).dist-info
distinfodir = $(pyexecdir)/$(distinfo)
nodist_distinfo_DATA = %D%/METADATA %D%/INSTALLER
dist_distinfo_DATA = %D%/entry_points.txt
licensedir = $(distinfodir)/licenses
license_DATA = COPYING
CLEANFILES += %D%/INSTALLER %D%/METADATA
EXTRA_DIST += %D%/forbid/Python.h %D%/jsonde/make_manual.py %D%/jsonde/make_options.py \
	%D%/jsonde/make_pages.py %D%/jsonde/make_stub.py \
	%D%/num/make_pow10.py %D%/simd/make_left_pack.py

# The description of the project is the README.
%D%/METADATA: %D%/METADATA.head $(srcdir)/README.md
	$(AM_V_GEN){ cat %D%/METADATA.head && echo && \
	  cat $(srcdir)/README.md; } >$@.new && mv $@.new $@

# A source release for pip has its metadata in PKG-INFO (PEP 643).
dist-hook: %D%/METADATA
	cp %D%/METADATA $(distdir)/PKG-INFO

# Without this file pip would remove an installation of which it knows half.
# Packages of a distribution set the name.
INSTALLER_NAME = make
%D%/INSTALLER:
	$(AM_V_GEN)$(MKDIR_P) %D% && echo $(INSTALLER_NAME) >$@

# Makes an importable package in the build tree, for PYTHONPATH=stage.
# Interpreters search for .abi3.so, and free-threaded ones from 3.15 on for
# .abi3t.so. So the module has both names there.
module_file = _jsonde$(PYEXT_SUFFIX)
all-local: stage.stamp
CLEANFILES += stage.stamp
stage.stamp: Makefile %D%/_jsonde.la $(pkgpyexec_PYTHON) $(dist_pkgpyexec_DATA) \
	$(standard_json_PYTHON) $(dist_standard_json_DATA) $(cli_PYTHON) \
	$(contrib_PYTHON) $(fallback_PYTHON) \
	$(nodist_fallback_PYTHON) $(nodist_distinfo_DATA) $(dist_distinfo_DATA) \
	$(dist_package_include_DATA)
	$(AM_V_GEN)rm -rf stage
	$(AM_V_at)$(MKDIR_P) stage/jsonde/_fallback stage/jsonde/json \
	  stage/jsonde/cli stage/jsonde/contrib stage/jsonde/include stage/$(distinfo)
	$(AM_V_at)cp $(srcdir)/$(dist_package_include_DATA) stage/jsonde/include/
	$(AM_V_at)for f in $(pkgpyexec_PYTHON) $(dist_pkgpyexec_DATA); do \
	  cp $(srcdir)/$$f stage/jsonde/ || exit 1; \
	done
	$(AM_V_at)for f in $(standard_json_PYTHON) $(dist_standard_json_DATA); do \
	  cp $(srcdir)/$$f stage/jsonde/json/ || exit 1; \
	done
	$(AM_V_at)for f in $(cli_PYTHON); do \
	  cp $(srcdir)/$$f stage/jsonde/cli/ || exit 1; \
	done
	$(AM_V_at)for f in $(contrib_PYTHON); do \
	  cp $(srcdir)/$$f stage/jsonde/contrib/ || exit 1; \
	done
	$(AM_V_at)for f in $(fallback_PYTHON); do \
	  cp $(srcdir)/$$f stage/jsonde/_fallback/ || exit 1; \
	done
	$(AM_V_at)cp $(nodist_fallback_PYTHON) stage/jsonde/_fallback/
	$(AM_V_at)chmod -R u+w stage
	$(AM_V_at)cp $(nodist_distinfo_DATA) stage/$(distinfo)/
	$(AM_V_at)cp $(srcdir)/%D%/entry_points.txt stage/$(distinfo)/
	$(AM_V_at)cp %D%/.libs/$(module_file) stage/jsonde/
	$(AM_V_at)case '$(PYEXT_SUFFIX)' in .abi3.so | .abi3t.so) \
	  for suffix in .abi3.so .abi3t.so; do \
	    cp %D%/.libs/$(module_file) stage/jsonde/_jsonde$$suffix || exit 1; \
	  done;; \
	esac
	$(AM_V_at)echo >$@

# Runs the demo on a document: make demo, make demo DEMO=my.json
.PHONY: demo
demo: all
	PYTHONPATH=stage LD_PRELOAD='$(SANITIZE_PRELOAD)' \
	ASAN_OPTIONS=detect_leaks=0 $(PYTHON) -m jsonde.demo $(DEMO)

# Python cannot use libtool's .la file, nor the import library of a DLL. While the
# first exists, make uninstall would also leave the module behind.
install-exec-hook:
	rm -f '$(DESTDIR)$(pkgpyexecdir)/_jsonde.la' \
	  '$(DESTDIR)$(pkgpyexecdir)/_jsonde.dll.a'

uninstall-hook:
	rm -f '$(DESTDIR)$(pkgpyexecdir)/$(module_file)'
	rm -rf '$(DESTDIR)$(pkgpyexecdir)/__pycache__'
	for d in '$(fallbackdir)' '$(standard_jsondir)' '$(clidir)' \
	  '$(contribdir)' '$(package_includedir)'; do \
	  rm -rf "$(DESTDIR)$$d/__pycache__"; rmdir "$(DESTDIR)$$d"; \
	done
	-rmdir '$(DESTDIR)$(pkgpyexecdir)' '$(DESTDIR)$(licensedir)' \
	  '$(DESTDIR)$(distinfodir)'
