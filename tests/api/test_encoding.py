# SPDX-License-Identifier: MIT
"""Input that is UTF-16, UTF-32 or compressed instead of UTF-8. Each function names
the encoding in its error, without a change of position."""

import gzip
import io
import mmap
import zipfile

import pytest
from jsonde import (
    OPT_JSONC,
    JSONDecodeError,
    load,
    loads,
    loads_array,
    loads_next,
    loads_partial,
)

TEXTS = ['{"a":[1]}', "[]", "[1.5]", ' {"a": 1}', "\n[\n]", '"abc"', "true", "12"]


def zipped(data):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("a.json", data)
    return file.getvalue()


# The document [1]. A Python may lack the modules bz2 and lzma.
BZIP2 = (
    "425a68393141592653598427bbc30000008a002000000a20002198198161772453850908427bbc30"
)
XZ = (
    "fd377a585a000004e6d6b4460200210116000000742fe5a30100025b315d0000"
    "13121c470191b67700011b030b2fb9101fb6f37d010000000004595a"
)


def cases():
    for text in TEXTS:
        for name in ("utf-16", "utf-16-le", "utf-16-be"):
            yield text.encode(name), "UTF-16"
        yield b"\xfe\xff" + text.encode("utf-16-be"), "UTF-16"
        for name in ("utf-32", "utf-32-le", "utf-32-be"):
            yield text.encode(name), "UTF-32"
        yield b"\0\0\xfe\xff" + text.encode("utf-32-be"), "UTF-32"
    data = TEXTS[0].encode()
    yield b"\xff\xfe", "UTF-16"
    yield gzip.compress(data), "gzip"
    yield b"\x1f\x8b", "gzip"
    yield bytes.fromhex(BZIP2), "bzip2"
    yield bytes.fromhex(XZ), "xz"
    yield zipped(data), "zip"
    yield b"\x28\xb5\x2f\xfd\x04\x00", "zstd"


FUNCTIONS = {
    "loads": loads,
    "loads of a bytearray": lambda data: loads(bytearray(data)),
    "loads of a view": lambda data: loads(memoryview(b"#" + data)[1:]),
    "loads with OPT_JSONC": lambda data: loads(data, option=OPT_JSONC),
    "loads_next": loads_next,
    "loads_next further on": lambda data: loads_next(b"[1] " + data, 4),
    "loads_partial": loads_partial,
    "loads_array": loads_array,
    "loads_array with a pointer": lambda data: loads_array(data, pointer="/a"),
    "load": lambda data: load(io.BytesIO(data)),
}


@pytest.mark.parametrize("name", FUNCTIONS)
def test_named(name):
    for data, kind in cases():
        if "next" in name and data[:2] == b"1\0":
            continue  # the first document is "1"
        with pytest.raises(JSONDecodeError) as caught:
            FUNCTIONS[name](data)
        error = caught.value
        assert f" (the data is {kind}: " in error.msg or (
            kind == "zip" and " (the data is a zip archive: " in error.msg
        )
        assert error.msg.startswith(
            ("expected ", "invalid literal ", "control character ")
            + ("unexpected content ", "invalid number ", "invalid UTF-8 ")
        )
        assert not error.incomplete
        first = 4 if "further" in name else 0
        assert first <= error.pos <= first + 2


def test_files(tmp_path):
    path = tmp_path / "a.json.gz"
    path.write_bytes(gzip.compress(b"[1]"))
    for argument in (path, str(path)):
        for mapped in (False, True):
            with pytest.raises(JSONDecodeError, match="the data is gzip"):
                load(argument, mmap=mapped)
    with open(path, "rb") as file:
        with mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
            with pytest.raises(JSONDecodeError, match="the data is gzip"):
                loads(data)


def test_others_are_not_named():
    """Yields text, and bytes that contain a zero byte."""
    for data in (
        *(b"", b"\0", b"[\0]", b'"\0"', b'"\0abc"', b"1\0", b"{}\0", b"\0\0\0\0"),
        *(b"[1]\0\0\0", b"\x1f", b"PK", b"BZ", b"\xff", b"\xfe\xfe", b"nul"),
        *(b"\xef\xbb\xbf{}", b"\xff\xff\xff\xff", b"tru\0"),
        *("\x1f\x8b", "\ufffe[]", "\ufeff[]", "[\0]\0"),
    ):
        with pytest.raises(JSONDecodeError) as caught:
            loads(data)
        assert "the data is" not in caught.value.msg
    # No valid document begins like another encoding. A document that ends like one
    # has its own error.
    with pytest.raises(JSONDecodeError) as caught:
        loads(b"[1] \x1f\x8b")
    assert caught.value.msg == "unexpected content after the document"
