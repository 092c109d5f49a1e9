# SPDX-License-Identifier: MIT
"""The constructor of Decimal that loads() calls with OPT_DECIMAL."""

import decimal
import functools

# Returns the exact Decimal or raises an exception. A context of its own makes the
# result independent of the program's context.
exact: "functools.partial[decimal.Decimal]" = functools.partial(
    decimal.Decimal,
    context=decimal.Context(traps=[decimal.InvalidOperation]),
)
