# SPDX-License-Identifier: MIT
"""Completion of the command line by shells, made from its parser.

jsonde --print-completion SHELL prints what packages install as a file.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator

__all__ = ["SHELLS", "commands_of", "options_of", "values_of"]

Parser = argparse.ArgumentParser


def commands_of(parser: Parser) -> dict[str, tuple[str, Parser]]:
    """Return the help and the parser of each command by its name."""
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            helps = {a.dest: a.help or "" for a in action._choices_actions}
            return {n: (helps[n], p) for n, p in action.choices.items()}
    return {}


def options_of(parser: Parser) -> Iterator[argparse.Action]:
    """Yield the options of a parser."""
    for action in parser._actions:
        if action.option_strings:
            yield action


def values_of(action: argparse.Action) -> list[str] | None:
    """Return the values that an option takes; [] stands for any file, and None
    for an option without a value."""
    if action.nargs == 0:
        return None
    if action.choices:
        return [str(choice) for choice in action.choices]
    return {"N|tab": ["2", "4", "tab"], "N": ["11", "21"]}.get(
        str(action.metavar), []
    )


def quoted(text: str) -> str:
    """Return a text as a word of a shell."""
    return "'" + text.replace("'", "'\\''") + "'"


# ---------------------------------------------------------------------- bash

BASH = """\
# bash completion of jsonde; made by jsonde --print-completion bash
_jsonde() {{
    local cur=${{COMP_WORDS[COMP_CWORD]}} prev=${{COMP_WORDS[COMP_CWORD - 1]}}
    local command= word words=
    for word in "${{COMP_WORDS[@]:1:COMP_CWORD-1}}"; do
        case $word in -*) ;; *) command=$word && break ;; esac
    done
    case $command:$prev in
{values}
    esac
    if [ -z "$words" ]; then
        case $command:$cur in
{options}
        :*) words={commands} ;;
        *)
            local IFS=$'\\n'
            compopt -o filenames
            COMPREPLY=($(compgen -f -- "$cur"))
            return
            ;;
        esac
    fi
    COMPREPLY=($(compgen -W "$words" -- "$cur"))
}}
complete -F _jsonde jsonde
"""


def bash(parser: Parser) -> str:
    """Return the completion for bash."""
    values, options = [], []
    commands = commands_of(parser)
    parsers = {"": parser, **{name: own for name, (_, own) in commands.items()}}
    for name, own in parsers.items():
        names: list[str] = []
        for action in options_of(own):
            names += action.option_strings
            words = values_of(action)
            if words:
                patterns = "|".join(f"{name}:{o}" for o in action.option_strings)
                values.append(f"    {patterns}) words={quoted(' '.join(words))} ;;")
        options.append(f"        {name}:-*) words={quoted(' '.join(names))} ;;")
    return BASH.format(
        values="\n".join(values),
        options="\n".join(options),
        commands=quoted(" ".join(commands)),
    )


# ----------------------------------------------------------------------- zsh

ZSH = """\
#compdef jsonde
# zsh completion of jsonde; made by jsonde --print-completion zsh
_jsonde() {{
    local context state state_descr line
    typeset -A opt_args
    _arguments -C{options} \\
        '1:command:->command' '*::argument:->argument'
    case $state in
    command)
        local -a commands=(
{commands}
        )
        _describe command commands
        ;;
    argument)
        case $line[1] in
{cases}
        esac
        ;;
    esac
}}
if [ "$funcstack[1]" = _jsonde ]; then _jsonde "$@"; else compdef _jsonde jsonde; fi
"""


def zsh_spec(action: argparse.Action) -> str:
    """Return an option as an argument of zsh's _arguments."""
    escaped = (action.help or "").replace("[", "\\[").replace("]", "\\]")
    words = values_of(action)
    value = ""
    if words is not None:
        name = str(action.metavar or action.dest).replace(":", "")
        value = f":{name}:" + (f"({' '.join(words)})" if words else "_files")
    names = action.option_strings
    if len(names) == 1:
        return quoted(f"{names[0]}[{escaped}]{value}")
    joined = "{" + ",".join(names) + "}"
    return f"{quoted('(' + ' '.join(names) + ')')}{joined}{quoted(f'[{escaped}]{value}')}"


def zsh(parser: Parser) -> str:
    """Return the completion for zsh."""
    commands, cases = [], []
    break_line = " \\\n            "
    for name, (text, own) in commands_of(parser).items():
        escaped = text.replace(":", "\\:")
        commands.append(f"            {quoted(f'{name}:{escaped}')}")
        specs = [zsh_spec(action) for action in options_of(own)]
        joined = break_line.join([*specs, "'*:file:_files'"])
        cases.append(f"        {name}) _arguments{break_line}{joined} ;;")
    own_specs = [f" \\\n        {zsh_spec(action)}" for action in options_of(parser)]
    return ZSH.format(
        options="".join(own_specs),
        commands="\n".join(commands),
        cases="\n".join(cases),
    )


# ---------------------------------------------------------------------- fish


def fish_option(action: argparse.Action, condition: str) -> str:
    """Return an option as a command of fish."""
    line = f"complete -c jsonde -n {quoted(condition)}"
    for name in action.option_strings:
        line += f" -l {name[2:]}" if name.startswith("--") else f" -s {name[1:]}"
    words = values_of(action)
    if words:
        line += f" -x -a {quoted(' '.join(words))}"
    elif words is not None:
        line += " -r -F"
    return f"{line} -d {fish_quoted(action.help or '')}"


def fish_quoted(text: str) -> str:
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'"


def fish(parser: Parser) -> str:
    """Return the completion for fish."""
    lines = ["# fish completion of jsonde; made by jsonde --print-completion fish"]
    first = "__fish_use_subcommand"
    for name, (text, _) in commands_of(parser).items():
        lines.append(
            f"complete -c jsonde -f -n {first} -a {name} -d {fish_quoted(text)}"
        )
    lines += [fish_option(action, first) for action in options_of(parser)]
    for name, (_, own) in commands_of(parser).items():
        seen = f"__fish_seen_subcommand_from {name}"
        lines += [fish_option(action, seen) for action in options_of(own)]
    return "\n".join(lines) + "\n"


SHELLS = {"bash": bash, "fish": fish, "zsh": zsh}
