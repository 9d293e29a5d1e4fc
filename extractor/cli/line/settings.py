"""Settings files: ``[tool.trichluc]`` of ``pyproject.toml`` and ``trichluc.toml`` of the current folder.

A key at the top level holds for every command that has such an option, a table named like a command for that
command only. Flag and environment go before settings, settings before defaults.
"""

from __future__ import annotations

import difflib
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import click

from extractor.errors import UsageError
from extractor.regular_files import text_of


def load_settings(folder: Path) -> dict[str, Any]:
    """The settings of a folder as they stand, empty where there are none; ``trichluc.toml`` wins key by key.

    Raises ``UsageError`` for a file that is not TOML, or whose ``tool.trichluc`` is no table.
    """
    # Two places: a project keeps its settings with its other tools, a folder of reports has no pyproject.toml.
    project = _table(_table(_read(folder / "pyproject.toml"), "tool"), "trichluc")
    return _merged(project, _read(folder / "trichluc.toml"))


def default_map(settings: Mapping[str, Any], commands: Mapping[str, click.Command]) -> dict[str, Any]:
    """The settings in the form of click's ``default_map``: one mapping a command, parameter name to value.

    Raises ``UsageError`` for a key that is neither a command nor an option of one, and for a list where one value
    is taken.
    """
    general = {_key(name): value for name, value in settings.items() if not isinstance(value, dict)}
    special = {name: value for name, value in settings.items() if isinstance(value, dict)}
    known = {name for command in commands.values() for name in _all_option_names(command)}
    # Loud on purpose: a misspelled key that is passed over would let a run go on with the default.
    for name in general:
        _require(name, known, "is not an option of any command")
    for name in special:
        _require(name, commands, "is not a command")
    return {name: _of_command(name, command, general, special.get(name, {})) for name, command in commands.items()}


def option_name(parameter: click.Parameter) -> str:
    """The long flag without dashes: what settings (``retry_failed``) and environment (``RETRY_FAILED``) call it."""
    # ``--check`` and ``--kind`` are one option: the longest name is its name everywhere.
    return _key(max(parameter.opts, key=len).lstrip("-"))


def options_of(command: click.Command) -> Iterator[click.Option]:
    """The options of a command that can be set elsewhere than by flag."""
    return (parameter for parameter in command.params if isinstance(parameter, click.Option) and not parameter.is_eager)


def _of_command(
    name: str, command: click.Command, general: Mapping[str, Any], special: Mapping[str, Any]
) -> dict[str, Any]:
    options = {option_name(option): option for option in options_of(command)}
    names = {key: option.name or "" for key, option in options.items()}
    values = {names[key]: _fitting(value, options[key]) for key, value in general.items() if key in names}
    children = command.commands if isinstance(command, click.Group) else {}
    for written, value in special.items():
        key = _key(written)
        if key in names:
            values[names[key]] = _fitting(value, options[key])
        elif not (isinstance(value, dict) and key in children):
            _require(key, names, f"is not an option of `trichluc {name}`")
    for child_name, child in children.items():
        values[child_name] = _of_command(f"{name} {child_name}", child, general, special.get(child_name, {}))
    return values


def _fitting(value: Any, option: click.Option) -> Any:
    if isinstance(value, list | dict) and not option.multiple:
        name = option_name(option)
        raise UsageError(f"Settings: `{name}` takes one value.", "Correct trichluc.toml or [tool.trichluc].")
    return value


def _all_option_names(command: click.Command) -> Iterator[str]:
    yield from map(option_name, options_of(command))
    for child in command.commands.values() if isinstance(command, click.Group) else ():
        yield from _all_option_names(child)


def _require(name: str, known: Mapping[str, Any] | set[str], complaint: str) -> None:
    if name in known:
        return
    near = difflib.get_close_matches(name, known, n=1)
    advice = f"Did you mean `{near[0]}`?" if near else f"Known here: {', '.join(sorted(known))}."
    raise UsageError(f"Settings: `{name}` {complaint}.", f"{advice} Correct trichluc.toml or [tool.trichluc].")


def _table(settings: Mapping[str, Any], name: str) -> dict[str, Any]:
    found = settings.get(name, {})
    if not isinstance(found, dict):
        raise UsageError(f"pyproject.toml: `{name}` is not a table.", "Write the settings under [tool.trichluc].")
    return found


def _read(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(text_of(path))
    except FileNotFoundError:
        return {}
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise UsageError(f"{path.name} of the current folder cannot be read: {error}", "Correct it.") from error


def _merged(below: Mapping[str, Any], above: Mapping[str, Any]) -> dict[str, Any]:
    merged = dict(below)
    for name, value in above.items():
        # Tables are joined key by key, so that one setting of a command does not hide the others.
        old = merged.get(name)
        merged[name] = _merged(old, value) if isinstance(old, dict) and isinstance(value, dict) else value
    return merged


def _key(name: str) -> str:
    return name.replace("-", "_").lower()
