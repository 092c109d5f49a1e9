# SPDX-License-Identifier: MIT
"""Helpers that make other libraries use jsonde.

Each module has the name of its partner, and imports the partner when the module is
imported: `import jsonde.contrib.flask` needs Flask. Nothing else of jsonde does.
"""

from __future__ import annotations

from types import TracebackType

__all__ = ["needs"]


class needs:
    """A context manager around the imports of a partner.

    If one fails, the message of the ImportError names the package to install.
    """

    def __init__(self, module: str, package: str) -> None:
        self.module: str = module
        self.package: str = package

    def __enter__(self) -> None:
        pass

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        if isinstance(error, ImportError):
            raise ImportError(
                f"{self.module} needs the package {self.package} "
                f"(pip install {self.package}): {error}",
                name=error.name,
                path=error.path,
            ) from error
