# SPDX-License-Identifier: MIT
from json.scanner import make_scanner as make_scanner

__all__ = ["make_scanner"]
