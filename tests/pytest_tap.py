# SPDX-License-Identifier: MIT
"""A pytest plugin: each test is a line of TAP, and hypothesis leaves no trace.

Automake's driver reads the lines, so that 'make check' counts and names every
single test. pytest's own report of failures follows as before.
"""

import os

import pytest

try:
    import hypothesis
except ImportError:
    pass
else:
    # The source tree may be read-only, and a sanitizer makes tests slow.
    hypothesis.settings.register_profile(
        "jsonde",
        database=None,
        deadline=None,
        derandomize="CI" in os.environ,
        suppress_health_check=[hypothesis.HealthCheck.too_slow],
    )
    hypothesis.settings.load_profile("jsonde")


class Tap:
    def __init__(self, terminal):
        self.terminal = terminal
        self.count = 0

    def line(self, verdict, nodeid, note=""):
        self.count += 1
        # '#' would begin a directive, a line break would end the line.
        name = nodeid.encode("unicode_escape").decode().replace("#", "\\x23")
        self.terminal.write_line(f"{verdict} {self.count} - {name}{note}")

    def pytest_runtest_logreport(self, report):
        if report.when != "call" and report.passed:
            return
        expected_to_fail = hasattr(report, "wasxfail")
        if report.skipped and not expected_to_fail:
            reason = report.longrepr
            if isinstance(reason, tuple):
                reason = reason[2]
            reason = str(reason).splitlines()[0]
            self.line("ok", report.nodeid, f" # SKIP {reason}")
        elif expected_to_fail:
            verdict = "ok" if report.passed else "not ok"
            self.line(verdict, report.nodeid, " # TODO")
        else:
            self.line("ok" if report.passed else "not ok", report.nodeid)

    def pytest_collectreport(self, report):
        if report.failed:
            self.line("not ok", report.nodeid, " (could not be collected)")

    @pytest.hookimpl(hookwrapper=True)
    def pytest_report_teststatus(self):
        """No dots between the lines."""
        outcome = yield
        category = outcome.get_result()[0]
        outcome.force_result((category, "", ""))

    def pytest_terminal_summary(self):
        self.terminal.ensure_newline()
        self.terminal.write_line(f"1..{self.count}")


@pytest.hookimpl(trylast=True)
def pytest_configure(config):
    terminal = config.pluginmanager.getplugin("terminalreporter")
    if terminal is not None:
        config.pluginmanager.register(Tap(terminal), "jsonde-tap")
