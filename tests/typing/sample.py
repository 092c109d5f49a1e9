# SPDX-License-Identifier: MIT
"""A typed program for mypy --strict and pyright. Each line with a `type: ignore` is
an error without it. Both tools report an ignore that they do not need."""

import io
import mmap
import pathlib
from array import array
from typing import Any, Optional, cast

import jsonde


def written(value: object) -> Optional[str]:
    return str(value) if isinstance(value, complex) else None


encoded: bytes = jsonde.dumps({"a": 1})
encoded = jsonde.dumps([1j], written, jsonde.OPT_SORT_KEYS)
encoded = jsonde.dumps(1, option=jsonde.OPT_INDENT_2 | jsonde.OPT_UTC_Z)
encoded = jsonde.dumps(1, default=str, option=None, indent="\t")
text: str = jsonde.dumps_str(None, indent=4)
end: int = jsonde.dumps_into([1], bytearray(8), offset=2)
end = jsonde.dumps_into([1], memoryview(bytearray(8)))
jsonde.dumps(1, option="sorted")  # type: ignore[arg-type]
jsonde.dumps(1, default=3)  # type: ignore[arg-type]
jsonde.dumps_into([1], b"read-only" and 3)  # type: ignore[arg-type]

value: Any = jsonde.loads("[1]")
for data in (b"1", bytearray(b"1"), memoryview(b"1"), array("b", b"1")):
    value = jsonde.loads(data, option=jsonde.OPT_DECIMAL)
with mmap.mmap(-1, 8) as mapped:
    value = jsonde.loads(mapped)
jsonde.loads(3)  # type: ignore[arg-type]
jsonde.loads(None)  # type: ignore[arg-type]
jsonde.loads(["[1]"])  # type: ignore[arg-type]
jsonde.loads(data="1")  # type: ignore[call-arg]
pair: tuple[Any, int] = jsonde.loads_next("1 2", 1)
partial: tuple[Any, bool] = jsonde.loads_partial(b"[1")

numbers: memoryview[Any] = jsonde.loads_array("[1]", "d", pointer="/a")
first: float = numbers[0]
shape: tuple[int, ...] = jsonde.loads_array("[1]", into=bytearray(8))
jsonde.loads_array("[1]", 3)  # type: ignore[call-overload]
whole: memoryview[Any] = jsonde.loads_array("[1]", pointer="")
rows = cast(
    "list[memoryview[Any]]", jsonde.loads_array("[[1], 2]", pointer="/*")
)
columns: list[memoryview[Any]] = jsonde.loads_array("[1]", pointer=["/0"])
columns = jsonde.loads_array("[1]", pointer=("/0", "/*"))
row_shapes = cast(
    "list[tuple[int, ...]]",
    jsonde.loads_array("[[1], 2]", pointer="/*", into=bytearray(16)),
)
jsonde.loads_array("[1]", pointer=1)  # type: ignore[call-overload]
jsonde.loads_array("[1]", pointer={"/0"})  # type: ignore[call-overload]
jsonde.loads_array("[1]", pointer=["/0"], into=bytearray(8))  # type: ignore[call-overload]

jsonde.dump([1], "file.json")
jsonde.dump([1], pathlib.Path("file.json"), indent=2)
jsonde.dump([1], io.BytesIO())
jsonde.dump([1], io.StringIO())
jsonde.dump([1], 1)
with open("file.json", "wb") as binary, open("file.json", encoding="utf-8") as named:
    jsonde.dump([1], binary)
    value = jsonde.load(named)
value = jsonde.load(io.BytesIO(b"1"))
value = jsonde.load("file.json", option=jsonde.OPT_JSONC, mmap=True)
jsonde.dump([1], 1.5)  # type: ignore[arg-type]
jsonde.load(1.5)  # type: ignore[arg-type]
jsonde.load(io.BytesIO)  # type: ignore[arg-type]

encoded = jsonde.dumps(jsonde.Fragment(b"[1]"))
jsonde.Fragment(3)  # type: ignore[arg-type]
option: int = jsonde.OPT_SERIALIZE_DATACLASS
options: jsonde.Option = jsonde.Option.SORT_KEYS | jsonde.Option.INDENT_2
encoded = jsonde.dumps([1], option=options)
document: jsonde.JSONValue = jsonde.loads("[1]")
document = {"a": [1, 2.5, None, {"b": "c"}]}
document = object()  # type: ignore[assignment]
version: str = jsonde.__version__
size: int = jsonde.layout()["interpreter"]["head_size"]

try:
    jsonde.dumps(object())
except jsonde.JSONEncodeError as error:
    path: str = error.path
try:
    jsonde.loads("[")
except jsonde.JSONDecodeError as error:
    place: tuple[str, int, int, bool] = (
        error.msg,
        error.lineno,
        error.pos,
        error.incomplete,
    )
