"""In which language the commands speak: ``--lang``, ``TRICHLUC_LANG``, else English."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from extractor.language.catalogue import Words

Decorated = TypeVar("Decorated", bound=Callable[..., Any] | click.Command)

# Where click keeps the choice: all contexts of one call share it.
_KEPT = "trichluc.language"


def language_flag(*, hidden: bool = False) -> Callable[[Decorated], Decorated]:
    """Adds ``--lang`` to a command, a function or one that is made; ``hidden`` leaves it out of its help page."""

    def add(command: Decorated) -> Decorated:
        option = click.Option(
            ["--lang"],
            type=click.Choice(["en", "vi"]),
            expose_value=False,
            is_eager=True,
            hidden=hidden,
            callback=_keep,
            envvar="TRICHLUC_LANG",
            help="The language of messages and column heads: English, or tiếng Việt.  [default: en]",
        )
        if isinstance(command, click.Command):
            command.params.append(option)
            return command
        # As ``click.option`` does it for a function that becomes a command.
        command.__click_params__ = [*getattr(command, "__click_params__", []), option]  # type: ignore[attr-defined]
        return command

    return add


def language() -> str:
    """The language that the user of the running command chose."""
    context = click.get_current_context(silent=True)
    return str(context.meta.get(_KEPT, "en")) if context else "en"


def user_words() -> Words:
    """The texts of that language."""
    from extractor.language.catalogue import words_of

    return words_of(language())


def spoken(text: str) -> str:
    """A text or message of the program in the language of the user."""
    if language() == "en":
        return text
    from extractor.language.messages import said

    return said(text, user_words())


def refused(error: click.UsageError) -> str:
    """Wrong use of a command as click tells it, in the language of the user."""
    words = user_words()
    told = [words("Error: {message}", message=spoken(error.format_message()))]
    if error.ctx is not None:
        usage = words("Usage: {usage}", usage=error.ctx.get_usage().removeprefix("Usage: "))
        told = [usage, words("Try '{command}' for help.", command=f"{error.ctx.command_path} --help"), "", *told]
    return "\n".join(told)


def _keep(context: click.Context, _: click.Parameter, value: str | None) -> None:
    # A command that was not asked keeps what was said before its name.
    if value is not None:
        context.meta[_KEPT] = value
