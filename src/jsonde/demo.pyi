# SPDX-License-Identifier: MIT
"""The main job on a real document: python -m jsonde.demo [DOCUMENT...]."""

__all__ = ["main"]

def main(paths: list[str]) -> int:
    """Run the demo and return the exit status."""
