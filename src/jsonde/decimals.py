# SPDX-License-Identifier: MIT
"""How loads() makes a Decimal of a number's text."""

import decimal
import functools

# Exact, or an exception, whatever the context of the program says.
exact: "functools.partial[decimal.Decimal]" = functools.partial(
    decimal.Decimal,
    context=decimal.Context(traps=[decimal.InvalidOperation]),
)
