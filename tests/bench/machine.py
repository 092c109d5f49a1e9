# SPDX-License-Identifier: MIT
"""The environment of a benchmark: the interpreter, the machine and our module."""

import os
import platform
import re
import sys
import sysconfig


def python_build():
    """Returns how the interpreter was optimised, from its configuration."""
    arguments = sysconfig.get_config_var("CONFIG_ARGS") or ""
    marks = {
        "PGO": "--enable-optimizations",
        "LTO": "--with-lto",
        "debug": "--with-pydebug",
        "free-threaded": "--disable-gil",
        "JIT": "--enable-experimental-jit",
        "shared libpython": "--enable-shared",
    }
    found = [name for name, mark in marks.items() if mark in arguments]
    if "PGO" not in found:
        found.insert(0, "no PGO")
    if "free-threaded" in found and sys._is_gil_enabled():
        # Importing a library that does not support free threading enables the GIL.
        found.append("GIL switched on")
    flags = re.findall(r"-O\w", sysconfig.get_config_var("CFLAGS") or "")
    return " ".join(found + flags[-1:])


def python():
    return {
        "version": sys.version.split(" [")[0],
        "implementation": platform.python_implementation(),
        "build": python_build(),
        "compiler": platform.python_compiler(),
    }


def python_name():
    """Returns 3.13.0 or 3.14.7t, for the name of the report's file."""
    return platform.python_version() + getattr(sys, "abiflags", "")


def cpu():
    try:
        with open("/proc/cpuinfo", encoding="utf-8") as file:
            found = re.search(r"^model name\s*:\s*(.+)$", file.read(), re.M)
    except OSError:
        found = None
    return found.group(1) if found else platform.processor() or "unknown"


def machine():
    return {
        "cpu": f"{cpu()} ({platform.machine()})",
        "cpus": len(os.sched_getaffinity(0)),
        "kernel": f"{platform.system()} {platform.release()}",
        "libc": " ".join(platform.libc_ver()) or "unknown libc",
        "load": list(os.getloadavg()),
    }


def ours(module):
    """Returns our module's layout(); older versions do not name their kernel."""
    layout = module.layout()
    return {
        "version": module.__version__,
        "simd": layout.get("simd", "not named"),
        "capabilities": layout["capabilities"],
    }
