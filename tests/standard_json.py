# SPDX-License-Identifier: MIT
"""Runs CPython's own tests of json (test.test_json) with jsonde.json in its place:
standard_json.py [OPTION OF UNITTEST...]

LEFT_OUT lists the tests that are not about results: name and reason.
"""

import sys
import unittest

import jsonde.json
import test.test_json

LEFT_OUT = {
    "test_decode.TestCDecode.test_keys_reuse": "the identity of equal keys beyond "
    "ASCII, which saves memory and is no result",
}


def use_jsonde():
    """Gives the base of the tests for the module in C other functions to test."""
    base = test.test_json.CTest
    base.json = jsonde.json
    base.JSONDecodeError = jsonde.json.JSONDecodeError
    base.loads = staticmethod(jsonde.json.loads)
    base.dumps = staticmethod(jsonde.json.dumps)


def flat(suite):
    """Yields the tests of a suite and of those inside of it."""
    for entry in suite:
        if isinstance(entry, unittest.TestSuite):
            yield from flat(entry)
        else:
            yield entry


def main():
    use_jsonde()
    found = unittest.defaultTestLoader.loadTestsFromName("test.test_json")
    chosen = unittest.TestSuite(
        t
        for t in flat(found)
        if isinstance(t, test.test_json.CTest)
        and t.id().rpartition("test_json.")[2] not in LEFT_OUT
    )
    done = unittest.TextTestRunner(verbosity=0).run(chosen)
    print(f"{done.testsRun} run, {len(LEFT_OUT)} left out")
    sys.exit(not done.wasSuccessful())


if __name__ == "__main__":
    main()
