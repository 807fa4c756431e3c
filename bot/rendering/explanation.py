"""Why an answer's sentences stand where they stand, as a person sees it: a small table of each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.text import Text

from bot.rendering.layout import BLANK, Line
from bot.rendering.words import count, likelihood
from bot.sanitize import sanitize
from bot.signal_names import plain_name

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from index import AnswerSentence, ConfidenceSum, Explanation, Term

_INDENT = 3
_NAME = 46
_NUMBER = 8
_LONGEST = 90
_HEADS = ("value", "weight", "adds")


def render_explanations(sentences: Sequence[AnswerSentence], explanations: Sequence[Explanation]) -> Iterator[Line]:
    """Yield why each sentence stands where it stands.

    Args:
        sentences: those of an answer, in its order.
        explanations: one for each.
    """
    for sentence, explanation in zip(sentences, explanations, strict=True):
        yield BLANK
        yield Line(Text("Why ", "bold").append(sanitize(str(sentence.citation))))
        yield Line(Text(cut(sanitize(sentence.reading)), "dim"), _INDENT)
        yield from _score(explanation)
        yield from _confidence("confidence", explanation.confidence)
        if explanation.anything is not None:
            yield from _confidence("that the briefings answer at all", explanation.anything)


def cut(words: str) -> str:
    """Return the beginning of a sentence, enough of it to be known by."""
    return words if len(words) <= _LONGEST else words[:_LONGEST].rpartition(" ")[0] + " …"


def signed(number: float) -> str:
    """Return a number with two decimals and its sign; what rounds to 0 has none."""
    return f"{number:+.2f}" if round(number, 2) else "0.00"


def _score(explanation: Explanation) -> Iterator[Line]:
    yield _heads(f"rank {explanation.rank:,} of {count(explanation.candidates, 'candidate')}")
    yield from map(_term, explanation.signals)
    if explanation.closer is not None:
        yield _sum("first score", explanation.first_score)
        yield _heads("looked at closer")
        yield from map(_term, explanation.closer)
    elif explanation.lowered:
        yield _row("not among the best, which were looked at closer", ("", "", signed(explanation.lowered)))
    yield _sum("score", explanation.score)


def _confidence(title: str, confidence: ConfidenceSum) -> Iterator[Line]:
    yield _heads(title)
    yield from map(_term, confidence.terms)
    yield _row("where all of these are 0", ("", "", signed(confidence.bias)))
    yield _sum("log-odds", confidence.log_odds)
    below = "" if confidence.ceiling is None else f", at most {confidence.ceiling:.2f} for one not looked at closer"
    share = "" if confidence.anything is None else f", of {confidence.anything:.2f} that the briefings answer at all"
    yield Line(Text(f"{title} 1 / (1 + exp(-log-odds)){share}{below}: {likelihood(confidence.confidence)}"), _INDENT)


def _heads(title: str) -> Line:
    return Line(Text().append(title.ljust(_NAME), "bold").append(_numbers(_HEADS), "dim"), _INDENT)


def _term(term: Term) -> Line:
    return _row(plain_name(term.name), (f"{term.value:.2f}", f"{term.weight:.2f}", signed(term.contribution)))


def _sum(name: str, total: float) -> Line:
    return _row(name, ("", "", f"{total:.2f}"), "bold")


def _row(name: str, numbers: Sequence[str], style: str = "") -> Line:
    return Line(Text(name.ljust(_NAME) + _numbers(numbers), style), _INDENT)


def _numbers(cells: Sequence[str]) -> str:
    return "".join(cell.rjust(_NUMBER) for cell in cells)
