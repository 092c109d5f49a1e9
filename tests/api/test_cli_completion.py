# SPDX-License-Identifier: MIT
"""The completion of shells and the manual page, which are made from the parser."""

import importlib.util
import pathlib
import shutil
import subprocess

import pytest
from command_line import output_of, run

TOP = pathlib.Path(__file__).resolve().parents[2]
PAGES = TOP / "packaging" / "pages"
FILES = {"bash": "jsonde.bash", "fish": "jsonde.fish", "zsh": "_jsonde"}


def needs(program):
    return pytest.mark.skipif(not shutil.which(program), reason=f"there is no {program}")


def made_pages():
    path = TOP / "src" / "jsonde" / "make_pages.py"
    spec = importlib.util.spec_from_file_location("make_pages", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.pages()


def test_files_are_up_to_date():
    """After a change of an option, run src/jsonde/make_pages.py."""
    made = made_pages()
    assert set(made) == {"jsonde.1", *FILES.values()}
    for name, text in made.items():
        assert (PAGES / name).read_text("utf-8") == text, name


@pytest.mark.parametrize("shell", FILES)
def test_print_completion(shell):
    printed = output_of("--print-completion", shell)
    assert printed == (PAGES / FILES[shell]).read_bytes()


def test_another_shell():
    done = run("--print-completion", "ksh")
    assert done.status == 2 and "invalid choice: 'ksh'" in done.errors


def say(*command, **named):
    done = subprocess.run(
        command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False,
        timeout=60, encoding="utf-8", **named,
    )
    assert done.returncode == 0, done.stdout
    return done.stdout


BASH = """
source "$1"
COMP_WORDS=("${@:2}")
COMP_CWORD=$(($# - 2))
compopt() { :; }
_jsonde
printf '%s\\n' "${COMPREPLY[@]}"
"""

COMPLETED = [
    (["jsonde", "c"], ["check"]),
    (["jsonde", "--v"], ["--version"]),
    (["jsonde", "--print-completion", ""], ["bash", "fish", "zsh"]),
    (["jsonde", "format", "--c"], ["--compact", "--color", "--canonical"]),
    (["jsonde", "format", "--color", "a"], ["auto", "always"]),
    (["jsonde", "get", "-r", "/a", "--ind"], ["--indent"]),
    (["jsonde", "check", "a"], ["a b.json", "a.json"]),
    (["jsonde", "check", "-q", "a b"], ["a b.json"]),
]


@needs("bash")
@pytest.mark.parametrize("words,found", COMPLETED, ids=lambda value: " ".join(value))
def test_bash(words, found, tmp_path):
    for name in "a b.json", "a.json", "c.json":
        (tmp_path / name).touch()
    shown = say("bash", "-c", BASH, "bash", PAGES / "jsonde.bash", *words, cwd=tmp_path)
    assert sorted(shown.splitlines()) == sorted(found)


@needs("zsh")
def test_zsh():
    assert say("zsh", "-n", PAGES / "_jsonde") == ""


@needs("fish")
def test_fish(tmp_path):
    program = f"source {PAGES / 'jsonde.fish'}; complete -C 'jsonde format --col'"
    shown = say("fish", "-N", "-c", program, env={"HOME": str(tmp_path), "PATH": "/usr/bin"})
    assert shown.startswith("--color")
    program = f"source {PAGES / 'jsonde.fish'}; complete -C 'jsonde ch'"
    shown = say("fish", "-N", "-c", program, env={"HOME": str(tmp_path), "PATH": "/usr/bin"})
    assert shown.startswith("check\t")


@needs("man")
def test_man(tmp_path):
    page = say("man", "--warnings", "-l", PAGES / "jsonde.1", env={
        "PATH": "/usr/bin:/bin", "MANWIDTH": "80", "LC_ALL": "C", "HOME": str(tmp_path),
    })
    assert "warning" not in page
    for text in "jsonde get", "jsonde check *.json", "NO_COLOR", "--to-array":
        assert text in page.replace("\b", ""), text


def test_every_option_is_documented():
    """docs/command-line.md names each option, and the manual page each command."""
    from jsonde.cli import completion, parser

    page = (PAGES / "jsonde.1").read_text("utf-8").replace("\\-", "-")
    manual = (TOP / "docs" / "command-line.md").read_text("utf-8")
    for name, (_, own) in completion.commands_of(parser.build()).items():
        assert f".SS \\fBjsonde {name}\\fR" in page
        for action in completion.options_of(own):
            option = action.option_strings[-1]
            assert option in page
            assert option in manual or option == "--help", (name, option)
