# SPDX-License-Identifier: MIT
"""jsonde in Python, for interpreters that cannot load the native module.

The package has the names of jsonde._jsonde, with the same signatures, results,
errors and positions. It needs the standard library alone. Its rooms are those
of the native module: encode*.py, decode*.py, and what both need.
"""

from jsonde._fallback.errors import JSONDecodeError, JSONEncodeError
from jsonde._fallback.lines import dumps_lines, loads_lines
from jsonde._fallback.load import (
    loads,
    loads_array,
    loads_next,
    loads_partial,
)
from jsonde._fallback.options import *  # noqa: F403
from jsonde._fallback.raw import raw_dump, raw_loads
from jsonde._fallback.report import __version__, layout
from jsonde._fallback.write import (
    dump,
    dumps,
    dumps_chunks,
    dumps_into,
    dumps_str,
)
