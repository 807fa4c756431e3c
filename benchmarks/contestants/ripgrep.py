"""ripgrep over the sentences, one a line: keywords only, no index; lines that hold more and rarer words come first."""

from __future__ import annotations

import math
import re
import subprocess
from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from benchmarks.installed import find_program

if TYPE_CHECKING:
    from benchmarks.corpus import Corpus, Place

_STOP = """
a an and are as at be been by can could did do does for from had has have he her his how i in is it its many much of on
or she should that the their them then there they this to was we were what when where which who whom whose why will
with would you your
"""


class Ripgrep:
    """`rg` for each question; what a person would do who has nothing else."""

    def __init__(self, corpus: Corpus, folder: str) -> None:
        """Take the corpus, and the name of a folder that is not used: there is no index."""
        self._corpus = corpus
        self._folder = corpus.index_of(folder)
        self._program = ""

    def build(self) -> None:
        """Make nothing but an empty folder."""
        self._folder.mkdir(parents=True)

    def open(self) -> None:
        """Find the program."""
        self._program = find_program("rg") or ""

    def ask(self, question: str, most: int) -> list[Place]:
        """Return the lines in which most of the question's words stand, rare ones counting more."""
        words = {word for word in re.findall(r"\w+", question.lower()) if word not in _STOP.split()}
        if not words:
            return []
        command = [self._program, "--only-matching", "--line-number", "--no-filename", "--ignore-case", "--word-regexp"]
        command += [part for word in sorted(words) for part in ("-e", word)]
        done = subprocess.run(  # noqa: S603 - words are letters and digits only
            [*command, str(self._corpus.sentences)], capture_output=True, text=True, encoding="utf-8", check=False
        )
        lines: dict[int, set[str]] = defaultdict(set)
        for found in done.stdout.splitlines():
            number, _, word = found.partition(":")
            lines[int(number)].add(word.lower())
        counts = Counter(word for found in lines.values() for word in found)
        worth = {word: math.log(1 + self._corpus.size / count) for word, count in counts.items()}
        best = sorted(lines, key=lambda number: (-sum(worth[word] for word in lines[number]), number))
        return [self._corpus.place(number - 1) for number in best[:most]]

    def edit(self, row: int, text: str) -> None:
        """Write the file of sentences anew."""
        texts = self._corpus.texts()
        texts[row] = text
        self._corpus.sentences.write_text("\n".join(texts) + "\n", encoding="utf-8", newline="\n")
