# SPDX-License-Identifier: MIT
"""A demonstration: python -m jsonde.demo [DOCUMENT...]."""

__all__ = ["main"]

def main(paths: list[str]) -> int:
    """Run the demonstration and return the exit status."""
