# SPDX-License-Identifier: MIT
"""Writes the seeds of the fuzz targets: seeds.py FOLDER [DATA]

FOLDER/NAME/ receives the seeds of each target. DATA is the directory that
JSONDE_TEST_DATA names. Its JSONTestSuite is used if it exists.
"""

import hashlib
import pathlib
import random
import struct
import sys

sys.path.insert(0, str(pathlib.Path(__file__).parent.parent / "api"))

import grammar  # noqa: E402

MOST = 4096  # bytes of a seed

DOCUMENTS = [
    "",
    "null",
    '{"a":[1,2.5,-3e-7,true,false,null,"\\u00e9\\ud83d\\ude00"],"b":{}}',
    '[{"id":1,"name":"a"},{"id":2,"name":"b"},{"id":3,"name":"\u20ac"}]',
    '{"id":1,"id":2}',
    '["' + "plain ASCII that is longer than a block of bytes" * 3 + '"]',
    '["' + "\u0416\u0417" * 40 + '","' + "\U0001f600" * 20 + '"]',
    '"\\ud800"',
    '"tab\\tquote\\"slash\\\\line\\nnul\\u0000"',
    "[" * 80 + "]" * 80,
    "[" + "1," * 200 + "1]",
    '{"dtype":"<i2","shape":[3],"data":"AQACAAMA"}',
    '{"dtype":"|u1","shape":[],"data":"AQ=="}',
    "[NaN,Infinity,-Infinity]",
    "[123456789012345678901234567890,1e400,0.1234567890123456789]",
    " \t\r\n" * 20 + "1",
]
COMMENTS = [
    '// line\n{"a": 1, /* block */ "b": [1, 2, ],}',
    '/* \u20ac **/ [1] // end',
    '["// no comment", "/* nor this */", "\\"//"]',
    "[1,,]",
    "[1/",
    "[1/*",
    '{"a":1,} // x\r// y\n',
]
ARRAYS = [
    "[]",
    "[[],[]]",
    "[1,2,3]",
    "[[1,2],[3,4]]",
    "[[[0.1,1e3],[-0,2]],[[1e-5,5],[65504,7]]]",
    "7",
    "[true,false]",
    "[" + ",".join(str(i * 37 % 251) for i in range(150)) + "]",
    "[" + ",".join(str(i / 7) for i in range(80)) + "]",
    "[1,[2]]",
    "[2049,2051,65519.9,1e-8,16777217,16777219,3.4028235677973366e38]",
    "[18446744073709551615,18446744073709551616,-9223372036854775809]",
]
POINTED = [
    ('/a/0', '{"a":[[1,2],3]}'),
    ('/a~1b/~0', '{"a/b":{"~":[1,2]},"a/b":{"~":[3]}}'),
    ('/1/x', '[0,{"x":[[1],[2]],"y":"z"}]'),
    ('/\u00e9', '{"\\u00e9":[1]}'),
]
PATTERNS = [
    ("/*", "[[1,2],[3],[]]"),
    ("/*/a /*/b", '[{"a":1,"b":[2]},{"b":[3],"a":4,"a":5}]'),
    ("/*/* /0/* /1 ", '{"0":[[1],[2]],"0":{"x":[3]},"1":[[4],[5]]}'),
    ("/~2/* /*/~02 /*", '{"*":[1,2],"~2":[[3]]}'),
    ("/a/*/b/*/c", '{"a":[{"b":{"x":{"c":1}}},{"b":[{"c":[2]}]}]}'),
]
NUMBERS = [
    "0",
    "-0",
    "1.5",
    "123456789012345678",
    "9007199254740993",
    "18446744073709551616",
    "1.7976931348623159e308",
    "4.9406564584124654e-324",
    "2.4703282292062327208e-324",
    "0.000123456789012345678901234567890e-5",
    "65519.99999999999999999999",
    "2049",
    "16777217",
    "8.98846567431158e307",
    "01",
    "1e",
    "-",
    "1.",
]


def suite(data):
    folder = pathlib.Path(data or "", "JSONTestSuite", "test_parsing")
    if not data or not folder.is_dir():
        return []
    found = [path.read_bytes() for path in sorted(folder.glob("*.json"))]
    return [text for text in found if len(text) <= MOST]


def documents(data):
    """Texts for all targets that read documents."""
    texts = [text.encode() for text in DOCUMENTS] + suite(data)
    writer = grammar.Writer(1)
    texts += [writer.document().encode() for _ in range(40)]
    return texts


def seeds_of(name, texts):
    numbers = random.Random(name)
    comments = [text.encode() for text in COMMENTS]
    if name == "loads":
        for text in texts:
            yield b"\0" + text
            yield bytes([numbers.randrange(128)]) + text
    elif name == "loads_partial":
        for text in texts + comments:
            yield bytes([0, numbers.randrange(256)]) + text
            yield bytes([numbers.randrange(128), 255]) + text
    elif name == "jsonc":
        for text in texts + comments:
            yield b"\0" + text
            yield bytes([numbers.randrange(64)]) + text
    elif name == "loads_array":
        for text in ARRAYS:
            for code in range(0, 80, 5):
                yield bytes([code, 0]) + text.encode()
        for pointer, text in POINTED:
            for code in (0, 10, 11):
                head = bytes([code, 1]) + pointer.encode()
                yield head + b"\n" + text.encode()
        for pointers, text in PATTERNS:
            for code in (0, 10, 11, 70):
                head = bytes([code, 3]) + pointers.encode()
                yield head + b"\n" + text.encode()
        for text in texts[:60]:
            yield bytes([numbers.randrange(80), 0]) + text
    elif name == "dumps":
        yield bytes(12)
        for i in range(200):
            few = numbers.choice((0, 0, 1, 3))
            head = bytearray(11)
            for _ in range(few):
                bit = 1 << numbers.randrange(8)
                at = numbers.randrange(5)
                head[at] |= bit
                head[at + 5] |= bit
            yield bytes(head) + numbers.randbytes(numbers.choice((9, 60, 250)))
    elif name == "kernels":
        for job in range(45):
            for text in numbers.sample(texts, 6):
                yield bytes([job, numbers.randrange(256)]) + text[:800]
    elif name == "base64":
        for n in (0, 1, 2, 3, 24, 47, 48, 64, 100, 200):
            yield numbers.randbytes(n)
            yield ("QUJDR+/z" * 40)[: n // 4 * 4].encode()
        yield b"Zm9vYg=="
        yield b"Zm9vYmE="
    elif name == "numbers":
        for text in NUMBERS:
            yield b"\0" + text.encode()
        for n in (8, 16, 80):
            yield b"\1" + numbers.randbytes(n)
            yield b"\1" + struct.pack("d", numbers.random()) * (n // 8)
            yield b"\2" + numbers.randbytes(n // 8 * 10)
        for code in range(14):
            yield bytes([3, code, 200]) + numbers.randbytes(100)
            yield bytes([3, code, 0]) + struct.pack("d", code / 7) * 9
            for text in ARRAYS:
                yield bytes([4, code, 7 * code]) + text.encode()


def main():
    folder = pathlib.Path(sys.argv[1])
    texts = documents(sys.argv[2] if len(sys.argv) > 2 else None)
    for name in NAMES:
        target = folder / name
        target.mkdir(parents=True, exist_ok=True)
        for seed in seeds_of(name, texts):
            digest = hashlib.sha1(seed).hexdigest()
            (target / digest).write_bytes(seed)


NAMES = [
    *("base64", "kernels", "numbers", "dumps", "jsonc"),
    *("loads", "loads_array", "loads_partial"),
]

if __name__ == "__main__":
    main()
