# SPDX-License-Identifier: MIT
"""The tests that cannot hold for the implementation in Python, on PyPy, or on
Windows, by how their names begin, and why. conftest.py skips them."""

import os

SIZES = "native module only: sizes of objects that C makes"
GIL = "native module only: the GIL is given up by C"
STACK = "native module only: Python code that recurses without end"
FORMATS = "native module only: only C makes a memoryview of this format"
TYPES = "native module only: types and functions in C"
COUNTS = (
    "PyPy: no sys.getrefcount, getsizeof, getallocatedblocks or "
    "__sizeof__"
)
COLLECTOR = (
    "PyPy: another collector, without gc.get_threshold"
)
VIEWS = (
    "PyPy: memoryview.tolist() without dimensions ends the process, and "
    "no cast gives halves, sizes of 0 or another order of bytes"
)
MODULES = (
    "PyPy: no _datetime, _decimal or ctypes.pythonapi"
)
TEXTS = (
    "PyPy: other messages, names of types, and flags of os"
)

IN_PYTHON = {
    "test_loads_array_formats.py::test_format_of_the_view[>l]": FORMATS,
    "test_loads_buffer_base64.py::test_another_thread_runs": GIL,
    "test_cli.py::test_layout_json": "native module only: the probe's time",
    "test_cstack.py::test_calls_without_end": STACK,
    "test_interpreters.py::test_import_fails_in_each": (
        "native module only: a choice of JSONDE_ABI that is wrong"
    ),
    "test_known.py::test_block_type_is_immutable": TYPES,
    "test_known.py::test_module_that_is_not_whole": TYPES,
    "test_loads_array.py::test_format_of_the_view[>l]": FORMATS,
    "test_loads_array.py::test_format_of_the_view[>L]": FORMATS,
    "test_loads_array.py::test_format_of_the_view[!l]": FORMATS,
    "test_loads_array.py::test_format_of_the_view[!L]": FORMATS,
    "test_make.py::test_is_ordinary['\\xe9']": SIZES,
    "test_leaks.py::test_containers_have_their_own_size": SIZES,
    "test_leaks.py::test_names_of_attributes_are_no_rest": SIZES,
}

ON_PYPY = {
    "test_json_decode_error.py::test_inputs_are_referred_to": COUNTS,
    "test_dumps_large.py::": COUNTS,
    "test_dumps_text.py::test_str_with_utf8_inside": COUNTS,
    "test_dumps_text.py::test_subclass_with_utf8_inside": COUNTS,
    "test_keycache.py::test_memory_stays_bounded": COUNTS,
    "test_input.py::test_nothing_is_kept": COUNTS,
    "test_loads_text.py::test_beside_wider_text": COUNTS,
    "test_loads_text.py::test_each_length_and_alignment": COUNTS,
    "test_leaks.py::": COUNTS,
    "test_output.py::test_str": COUNTS,
    "test_shape.py::test_none_keeps_its_count": COUNTS,
    "test_shape.py::test_nothing_leaks": COUNTS,
    "test_shape.py::test_peak_is_below": COUNTS,
    "test_input_lifetime.py::test_collector_runs_while_loading": COLLECTOR,
    "test_dumps_buffer_base64.py::test_resized_while_it_is_written": COLLECTOR,
    "test_json_decode_error.py::test_collected_while_decimals": COLLECTOR,
    "test_json_decode_error.py::test_error_goes_away": COLLECTOR,
    "test_dumps_buffer.py::test_resized_while_it_is_written": COLLECTOR,
    "test_shape.py::test_the_collector_sees": COLLECTOR,
    "test_shape.py::test_cycles_through_copied": COLLECTOR,
    "test_loads_array_buffers.py::test_of_nothing": VIEWS,
    "test_loads_array_formats.py::test_names_of_numpy": VIEWS,
    "test_loads_array_formats.py::test_words": VIEWS,
    "test_loads_array_patterns.py::": VIEWS,
    "test_loads_array_pointer.py::": VIEWS,
    "test_loads_array_floats.py::test_digits": VIEWS,
    "test_loads_array_floats.py::test_ends_of_the_range": VIEWS,
    "test_loads_array_floats.py::test_middles": VIEWS,
    "test_dumps_buffer_base64.py::test_exporters_of_all_kinds": VIEWS,
    "test_dumps_buffer_base64.py::test_pieces_of_what_is_gathered": VIEWS,
    "test_loads_buffer_base64.py::test_any_order_and_place": VIEWS,
    "test_input_buffers.py::test_source[twice reversed]": VIEWS,
    "test_loads_array.py::test_depth": VIEWS,
    "test_loads_array.py::test_format_of_the_view": VIEWS,
    "test_loads_array.py::test_formats": VIEWS,
    "test_loads_array.py::test_limits_of_integers": VIEWS,
    "test_loads_array.py::test_ragged": VIEWS,
    "test_loads_array.py::test_rows_by_hand": VIEWS,
    "test_loads_array.py::test_shapes": VIEWS,
    "test_dumps_imports.py::test_dumps": MODULES,
    "test_known.py::test_mock_at_the_first_call": MODULES,
    "test_known.py::test_mocked_modules": MODULES,
    "test_loads_partial.py::test_cut_in_long_numbers": MODULES,
    "test_dumps_str_not_ready.py::": MODULES,
    "test_input_buffers.py::test_closed": TEXTS,
    "test_dumps_bytes.py::test_closed": TEXTS,
    "test_dumps_collections.py::test_class[<lambda>-rows11]": TEXTS,
    "test_dumps_collections.py::test_class[<lambda>-rows24]": TEXTS,
    "test_loads_text.py::test_whole_text_is_a_string": TEXTS,
    "test_replace.py::test_directory_of_others": TEXTS,
    "test_replace.py::test_file_without_a_name": TEXTS,
}

MODES = "Windows: files have no modes, owners, umask or access control lists"
LINKS = "Windows: symbolic links need a privilege; no links to open files"
OPEN = "Windows: an open file or directory cannot be renamed or removed"
RESOURCE = "Windows: no module resource, no os.sysconf, no signals for limits"
PIPES = "Windows: no mkfifo, pipes always block, and sockets are no descriptors"
WIDE = "Windows: ctypes cannot make this text, because wchar_t has 16 bits"
SHELL = "Windows: no shell that closes a descriptor before a program starts"
EXEC = "Windows: os.execv() splits its arguments at blanks"
NAMES = "Windows: other rules for names and paths"

ON_WINDOWS = {
    "test_cli.py::test_closed_output": SHELL,
    "test_cli.py::test_usage_without_output": SHELL,
    "test_dump.py::test_links": LINKS,
    "test_dump.py::test_memory": RESOURCE,
    "test_dump.py::test_mode": MODES,
    "test_dump.py::test_no_folder": NAMES,
    "test_dump.py::test_standard_output": LINKS,
    "test_dump_file_objects.py::test_file_that_would_block": PIPES,
    "test_dumps_str_not_ready.py::test_dumps[\\u20ac\\U0001f600]": WIDE,
    'test_dumps_str_not_ready.py::test_loads[["\\U0001f600"]]': WIDE,
    "test_interpreters.py::test_own_gils": RESOURCE,
    "test_keycache.py::test_memory_stays_bounded": RESOURCE,
    "test_load.py::test_fifo": PIPES,
    "test_load.py::test_no_such_file": NAMES,
    "test_load.py::test_other_file_objects": OPEN,
    "test_load.py::test_relative_path_and_link": LINKS,
    "test_load.py::test_socket": PIPES,
    "test_load.py::test_what_cannot_be_mapped": NAMES,
    "test_leaks.py::test_no_leak": RESOURCE,
    "test_make.py::test_freed_memory_comes_back": RESOURCE,
    "test_make.py::test_other_allocators": EXEC,
    "test_numpy_subclasses.py::test_own_subclasses": OPEN,
    "test_replace.py::test_directories_of_proc": LINKS,
    "test_replace.py::test_directory_of_others": MODES,
    "test_replace.py::test_directory_that_changes": OPEN,
    "test_replace.py::test_directory_without_permission": MODES,
    "test_replace.py::test_errors_name_the_path": RESOURCE,
    "test_replace.py::test_file_without_a_name": LINKS,
    "test_replace.py::test_in_place_through_links": LINKS,
    "test_replace.py::test_link_of_proc_to_a_file_with_a_name": LINKS,
    "test_replace.py::test_longest_path": NAMES,
    "test_replace.py::test_no_descriptor_stays_open": LINKS,
    "test_replace.py::test_standard_output_is_not_replaced": LINKS,
    "test_replace.py::test_sticky_directory": MODES,
    "test_replace.py::test_wrong_names": LINKS,
    "test_replace_metadata.py::": MODES,
    "test_shape.py::test_shapes_take_bounded_memory": RESOURCE,
}


def tables(is_fallback, is_pypy):
    """Returns what is skipped here: the beginnings of names, and reasons."""
    return {
        **(IN_PYTHON if is_fallback else {}),
        **(ON_PYPY if is_pypy else {}),
        **(ON_WINDOWS if os.name == "nt" else {}),
    }
