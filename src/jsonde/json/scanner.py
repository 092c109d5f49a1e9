# SPDX-License-Identifier: MIT
"""The names of json.scanner of the standard library."""

import json.scanner as standard

__all__ = standard.__all__

globals().update(
    (name, value) for name, value in vars(standard).items() if name[:2] != "__"
)
