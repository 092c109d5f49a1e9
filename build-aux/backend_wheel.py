# SPDX-License-Identifier: MIT
"""Writes a wheel (PEP 427), and tells its tag: the interpreters and the platform
that it is for."""

import base64
import collections
import email
import hashlib
import itertools
import os
import sysconfig
import time
import zipfile

# One module serves every CPython: those with the GIL and the free-threaded 3.14 look
# for .abi3.so, free-threaded ones from 3.15 on for .abi3t.so, so the wheel has it
# under both names. On the free-threaded 3.14, pip accepts abi3t from pip 26.1 on: for
# an older pip the module is built again as a wheel of that version alone.
STABLE = (("cp39", "cp315"), ("abi3", "abi3t"))


class Tag(collections.namedtuple("Tag", "pythons abis platform")):
    def __str__(self):
        return "-".join((".".join(self.pythons), ".".join(self.abis), self.platform))

    def expanded(self):
        """Each simple tag of a compressed one."""
        for python, abi in itertools.product(self.pythons, self.abis):
            yield f"{python}-{abi}-{self.platform}"


def wheel_tag():
    """The tag of a wheel that this interpreter builds."""
    platform = sysconfig.get_platform().replace("-", "_").replace(".", "_")
    version = sysconfig.get_python_version().replace(".", "")
    free_threaded = sysconfig.get_config_var("Py_GIL_DISABLED") == 1
    if free_threaded and version in ("313", "314"):
        return Tag((f"cp{version}",), (f"cp{version}t",), platform)
    return Tag(*STABLE, platform)


def module_names(tag):
    if tag.platform == "win_amd64":
        return ["_jsonde.pyd"]
    if tag.abis == STABLE[1]:
        return ["_jsonde.abi3.so", "_jsonde.abi3t.so"]
    return ["_jsonde" + sysconfig.get_config_var("EXT_SUFFIX")]


def source_date():
    """The time of each file in an archive, in seconds since 1970. It must not depend
    on the build. A zip file has no time before 1980."""
    return max(int(os.environ.get("SOURCE_DATE_EPOCH", "0")), 315532800)


class Wheel:
    """The files of a wheel, until write() writes it."""

    def __init__(self, metadata, tag):
        fields = email.message_from_string(metadata)
        self.stem = f"{fields['Name']}-{fields['Version']}"
        self.info = self.stem + ".dist-info"
        self.tag = tag
        self.files = []  # (name, bytes, mode)

    def add_text(self, name, text):
        self.files.append((name, text.encode(), 0o644))

    def add_info(self, name, text):
        self.add_text(f"{self.info}/{name}", text)

    def add_package(self, folder):
        """Adds the installed package; the module gets the names of the tag."""
        top = os.path.dirname(folder)
        for where, folders, names in os.walk(folder):
            folders[:] = sorted(n for n in folders if n != "__pycache__")
            for name in sorted(names):
                path = os.path.join(where, name)
                with open(path, "rb") as file:
                    data = file.read()
                if name.startswith("_jsonde.") and not name.endswith(".pyi"):
                    for other in module_names(self.tag):
                        self.files.append((f"jsonde/{other}", data, 0o755))
                else:
                    inner = os.path.relpath(path, top).replace(os.sep, "/")
                    self.files.append((inner, data, 0o644))

    def record(self):
        lines = []
        for name, data, _ in self.files:
            digest = base64.urlsafe_b64encode(hashlib.sha256(data).digest())
            lines.append(f"{name},sha256={digest.decode().rstrip('=')},{len(data)}\n")
        return "".join(lines) + f"{self.info}/RECORD,,\n"

    def write(self, directory):
        name = f"{self.stem}-{self.tag}.whl"
        self.add_info("RECORD", self.record())
        path = os.path.join(directory, name)
        try:
            with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
                for inner, data, mode in self.files:
                    info = zipfile.ZipInfo(inner, time.gmtime(source_date())[:6])
                    info.compress_type = zipfile.ZIP_DEFLATED
                    info.external_attr = (0o100000 | mode) << 16
                    info.create_system = 3
                    archive.writestr(info, data)
        except BaseException:
            if os.path.exists(path):
                os.remove(path)
            raise
        return name
