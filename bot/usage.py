"""A command line that cannot be understood, told of in one line."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import typer


def usage_line(error: typer.TyperException) -> str:
    """Return what is wrong with a command line and where its help is."""
    message = " ".join(error.format_message().split()).rstrip(".")
    context = getattr(error, "ctx", None)
    path = context.command_path if context is not None else "briefbot"
    return f"{message[:1].lower()}{message[1:]}; see `{path} --help`"
