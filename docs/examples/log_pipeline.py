# SPDX-License-Identifier: MIT
"""A log pipeline: compressed JSON Lines in, compressed JSON Lines out. Bad lines are set
aside with the reason.

    python log_pipeline.py

The pipeline reads and writes block by block, so that files may have any size. A result
replaces the old file when it is complete. If the pipeline dies, the old file stays.
"""

import gzip
import tempfile
from pathlib import Path

from jsonde.lines import LineError, append_lines, dump_lines, iter_lines

LINES = [
    b'{"level":"INFO","path":"/depths","ms":12}',
    b'{"level":"ERROR","path":"/mean","ms":340}',
    b'{"level":"ERROR","path":"/mean"',
    b"",
    b'{"level":"ERROR","path":"/depths","ms":NaN}',
    b'{"level":"ERROR","path":"/x","ms":1}',
    b"Segmentation fault",
]


def good(source, bad):
    """Yield the values of a file. Append a record for each bad line to another."""
    for value in iter_lines(source, on_error="yield"):
        if isinstance(value, LineError):
            record = {"line": value.lineno, "offset": value.offset,
                      "reason": value.msg, "text": value.doc}
            append_lines([record], bad, sync=False)
        else:
            yield value


def main():
    """Run the pipeline on a small log."""
    with tempfile.TemporaryDirectory() as name:
        directory = Path(name)
        source, bad = directory / "log.jsonl.gz", directory / "bad.jsonl"
        result = directory / "errors.jsonl.gz"
        with gzip.open(source, "wb") as file:
            file.write(b"\n".join(LINES))
        errors = (row for row in good(source, bad) if row["level"] == "ERROR")
        dump_lines(errors, result)
        print("errors:")
        for row in iter_lines(result):
            print("  ", row)
        print("set aside:")
        for row in iter_lines(bad):
            print(f"   line {row['line']}, offset {row['offset']}: {row['reason']}")


if __name__ == "__main__":
    main()
