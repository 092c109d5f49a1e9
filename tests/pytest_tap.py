# SPDX-License-Identifier: MIT
"""A pytest plugin that writes a line of TAP for each test.

Automake's test driver reads the lines, so that 'make check' counts and names each
test. pytest's own report of failures follows.
"""

import pytest

class Tap:
    def __init__(self, terminal):
        self.terminal = terminal
        self.count = 0

    def line(self, verdict, nodeid, note=""):
        self.count += 1
        # '#' would begin a TAP directive, and a line break would end the line.
        name = nodeid.encode("unicode_escape").decode().replace("#", "\\x23")
        # A parameter may be a document of many kilobytes.
        if len(name) > 200:
            name = name[:150] + "..."
        self.terminal.write_line(f"{verdict} {self.count} - {name}{note}")

    def skip(self, report):
        reason = report.longrepr
        if isinstance(reason, tuple):
            reason = reason[2]
        reason = str(reason).splitlines()[0]
        self.line("ok", report.nodeid, f" # SKIP {reason}")

    def pytest_runtest_logreport(self, report):
        if report.when != "call" and report.passed:
            return
        expected_to_fail = hasattr(report, "wasxfail")
        if report.skipped and not expected_to_fail:
            self.skip(report)
        elif expected_to_fail:
            verdict = "ok" if report.passed else "not ok"
            self.line(verdict, report.nodeid, " # TODO")
        else:
            self.line("ok" if report.passed else "not ok", report.nodeid)

    def pytest_collectreport(self, report):
        if report.failed:
            self.line("not ok", report.nodeid, " (could not be collected)")
        elif report.skipped:
            self.skip(report)

    @pytest.hookimpl(tryfirst=True)
    def pytest_sessionfinish(self, session, exitstatus):
        """Replaces pytest's exit status 5 (no tests) by 0 if a whole file was
        skipped, because a module is missing for example."""
        if exitstatus == pytest.ExitCode.NO_TESTS_COLLECTED and self.count:
            session.exitstatus = pytest.ExitCode.OK

    @pytest.hookimpl(hookwrapper=True)
    def pytest_report_teststatus(self):
        """Prevents pytest's progress dots between the lines."""
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
