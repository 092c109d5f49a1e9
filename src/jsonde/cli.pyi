# SPDX-License-Identifier: MIT
"""The command line of jsonde: python -m jsonde COMMAND."""

__all__ = ["main"]

def main(arguments: list[str] | None = None) -> int:
    """Run one command and return the exit status."""
