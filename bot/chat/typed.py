"""What a person types: at a prompt with history and arrow keys, or line by line through a pipe."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

PROMPT = "> "


def at_prompt() -> bool:
    """Return whether a person sits at both ends: then there is a prompt."""
    return sys.stdin is not None and sys.stdin.isatty() and sys.stdout.isatty()


def typed_lines(words: Sequence[str]) -> Iterator[str]:
    """Yield what is typed at a prompt until Ctrl-D or Ctrl-C.

    Args:
        words: what the tab key completes at the start of a line.
    """
    from prompt_toolkit import PromptSession
    from prompt_toolkit.completion import WordCompleter

    from bot.chat.history import open_history

    session: PromptSession[str] = PromptSession(
        PROMPT, history=open_history(), completer=WordCompleter(list(words), sentence=True), complete_while_typing=False
    )
    while True:
        try:
            yield session.prompt()
        except (EOFError, KeyboardInterrupt):
            return


def piped_lines() -> Iterator[str]:
    """Yield the lines of standard input; bytes that are no text are left for the library to refuse."""
    if sys.stdin is None:
        return
    if hasattr(sys.stdin, "reconfigure"):
        sys.stdin.reconfigure(errors="surrogateescape")
    for line in sys.stdin:
        yield line.rstrip("\r\n")
