# SPDX-License-Identifier: MIT
"""Checks release files for tests/check-wheel.

  wheel_files.py files WHEEL...    names, RECORD, modules and tags of each wheel
  wheel_files.py audit REPORT      what abi3audit says of a wheel
  wheel_files.py accepts WHEEL...  the tags that the pip of this Python accepts
"""

import base64
import csv
import hashlib
import io
import json
import os
import subprocess
import sys
import tempfile
import zipfile

# abi3audit's list lacks the hook of PEP 793. Interpreters look the hook up by name,
# and no older one calls it.
NOT_LISTED = {"PyModExport__jsonde"}
# Parts of glibc. The last two are its loader, on x86-64 and on AArch64.
SYSTEM_LIBRARIES = {
    *("libc.so.6", "libm.so.6", "libdl.so.2", "libpthread.so.0"),
    *("ld-linux-x86-64.so.2", "ld-linux-aarch64.so.1"),
}


def expanded(path):
    """Returns the simple tags of the name of a wheel."""
    pythons, abis, platforms = os.path.basename(path)[: -len(".whl")].split("-")[2:]
    return {
        f"{python}-{abi}-{platform}"
        for python in pythons.split(".")
        for abi in abis.split(".")
        for platform in platforms.split(".")
    }


def check_record(archive):
    """Each file is in RECORD once, with its hash and its size."""
    (record,) = (n for n in archive.namelist() if n.endswith(".dist-info/RECORD"))
    rows = list(csv.reader(io.StringIO(archive.read(record).decode())))
    names = [row[0] for row in rows]
    # auditwheel adds the directories to the archive.
    files = [n for n in archive.namelist() if not n.endswith("/")]
    assert sorted(names) == sorted(files), set(names) ^ set(files)
    assert len(set(names)) == len(names), names
    for name, digest, size in rows:
        if name == record:
            assert (digest, size) == ("", "")
            continue
        data = archive.read(name)
        found = base64.urlsafe_b64encode(hashlib.sha256(data).digest())
        assert digest == "sha256=" + found.decode().rstrip("="), name
        assert int(size) == len(data), name


def check_tags(archive, path):
    """The file WHEEL names the tags of the wheel's name."""
    (wheel,) = (n for n in archive.namelist() if n.endswith(".dist-info/WHEEL"))
    lines = archive.read(wheel).decode().splitlines()
    tags = {line[len("Tag: "):] for line in lines if line.startswith("Tag: ")}
    assert tags == expanded(path), (tags, expanded(path))


def readelf(data, option):
    with tempfile.NamedTemporaryFile() as file:
        file.write(data)
        file.flush()
        return subprocess.run(
            ["readelf", "-W", option, file.name],
            check=True, stdout=subprocess.PIPE, encoding="utf-8",
        ).stdout


def check_module(data, name):
    """The module is stripped, and has libffi inside."""
    assert ".symtab" not in readelf(data, "-S"), f"{name} is not stripped"
    dynamic = readelf(data, "-d").splitlines()
    needed = {line.split("[")[1].rstrip("]") for line in dynamic if "(NEEDED)" in line}
    assert needed <= SYSTEM_LIBRARIES, needed
    return needed


def check_files(path):
    with zipfile.ZipFile(path) as archive:
        assert archive.testzip() is None
        check_record(archive)
        check_tags(archive, path)
        names = archive.namelist()
        assert not [n for n in names if ".libs/" in n or "__pycache__" in n], names
        assert any(n.endswith(".dist-info/licenses/COPYING") for n in names), names
        modules = [n for n in names if n.endswith(".so")]
        contents = {archive.read(n) for n in modules}
        assert len(contents) == 1, modules
        (module,) = contents
        needed = check_module(module, modules[0])
    print(f"wheel: {os.path.basename(path)}: {os.path.getsize(path):,} bytes;",
          f"{' = '.join(modules)}: {len(module):,} bytes, stripped;",
          f"needs {', '.join(sorted(needed))}; RECORD: {len(names)} files")


def check_audit(report):
    with open(report) as file:
        specs = json.load(file)["specs"]
    parts = [part for spec in specs.values() for part in spec["wheel"]]
    assert parts, "abi3audit looked at no module"
    for part in parts:
        result = part["result"]
        names = set(result["non_abi3_symbols"]) - NOT_LISTED
        assert not names, names
        assert not result["future_abi3_objects"], result["future_abi3_objects"]
        print("abi3audit:", part["name"], "clean, except for", *NOT_LISTED)


def accepts(wheels):
    from pip._vendor.packaging.tags import sys_tags

    known = {str(tag) for tag in sys_tags()}
    for path in wheels:
        pairs = sorted({t.rsplit("-", 1)[0] for t in expanded(path) & known})
        print(os.path.basename(path).split("-", 2)[2], "->", " ".join(pairs) or "no")


def main(command, *paths):
    if command == "files":
        for path in paths:
            check_files(path)
    elif command == "audit":
        check_audit(*paths)
    else:
        accepts(paths)


main(*sys.argv[1:])
