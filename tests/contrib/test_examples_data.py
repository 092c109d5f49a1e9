# SPDX-License-Identifier: MIT
"""The examples of docs/examples with polars, Dask and Ray"""

from examples import output_of

PARTNER = "examples"


def test_lines_to_polars():
    assert output_of("lines_to_polars.py") == [
        "{'station': String, 'when': Datetime(time_unit='us', time_zone='UTC'), "
        "'depth': Float64, 'price': Decimal(precision=10, scale=2)}",
        '{"station":"a","depth":12.5,"price":"3.45","when":"2026-01-02T03:04:05Z"}',
        '{"station":"b","depth":30.0,"price":"0.05","when":"2026-01-03T00:00:00Z"}',
        "2 ranges of [2, 2] rows",
    ]


def test_dask_job():
    assert output_of("dask_job.py") == [
        "several partitions: True",
        "stations: [('a', 3334), ('b', 3333), ('c', 3333)]",
        "mean depth: 625.0",
        "deep: [9993, 9994, 9996, 9997, 9998, 9999]",
        "error: unexpected end of data in line 10001 of rows.jsonl",
    ]


def test_ray_job(ray_directory, monkeypatch):
    monkeypatch.setenv("RAY_TMPDIR", ray_directory)
    assert output_of("ray_job.py", "ray.data.context") == [
        "stations: [('a', 3334), ('b', 3333), ('c', 3333)]",
        "mean depth: 625.0",
        "several files: True",
        "deep: [9993, 9994, 9996, 9997, 9998, 9999]",
        "error: unexpected end of data in line 10001 of rows.jsonl",
    ]
