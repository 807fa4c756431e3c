"""Draw the README's picture: a real answer over the sample notes, as a terminal shows it.

Run from the repository's root: `python docs/picture.py docs/answer.svg`.
"""

from __future__ import annotations

import io
import sys
from pathlib import Path

from rich.console import Console
from rich.terminal_theme import MONOKAI
from rich.text import Text

from bot.arrange import arrange
from bot.rendering.answer import render_answer
from bot.rendering.layout import _wrapped
from index import Briefings

QUESTION = "what did the two leaders agree?"
WIDTH = 92


def main() -> None:
    """Ask the question and write the picture to the path given."""
    console = Console(record=True, width=WIDTH, file=io.StringIO(), force_terminal=True, color_system="truecolor")
    with Briefings("briefings") as notes:
        answer = notes.ask(QUESTION, top_k=2)
    console.print(Text(f'$ briefbot ask --top-k 2 "{QUESTION}"', "bold"))
    for line in render_answer(answer, arrange(answer.answers), None):
        for text in _wrapped(console, line):
            console.print(text)
    Path(sys.argv[1]).write_text(console.export_svg(title="briefbot", theme=MONOKAI), encoding="utf-8")


if __name__ == "__main__":
    main()
