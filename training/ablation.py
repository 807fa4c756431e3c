"""What each signal and each way of searching is worth: hits of rankers that were fitted without it.

Each set is ranked by weights fitted to the other sets. The fits start from zero and draw nothing by chance, so the
figures are the same each time.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import numpy as np

from index.candidates import Evidence
from index.rank import DEPTH
from index.search import Source
from training.closer import closer_rows
from training.weights import CLOSER_RANKED, RANKED, fit_weights, hits_at, weigh

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from training.evidence import Asked
    from training.pairs import Logits
    from training.weights import Scorer


@dataclass(frozen=True, slots=True)
class Searched:
    """The questions of one set that were asked of all documents and are answered there.

    Attributes:
        asked: the questions.
        found: which ways of searching found each candidate of each, shape (candidates, ways).
        logits: what the cross-encoder says of the best candidates of some questions, by their place in `asked`.
    """

    asked: list[Asked]
    found: list[NDArray[np.bool_]]
    logits: Logits = field(default_factory=dict)

    def without(self, source: Source) -> Searched:
        """Return the same without the candidates that only this way of searching found."""
        way = list(Source).index(source)
        kept = [np.asarray(np.delete(found, way, axis=1).any(axis=1)) for found in self.found]
        logits = {
            place: values[kept[place][self.asked[place].best[: len(values)]]] for place, values in self.logits.items()
        }
        asked = [_cut(row, mask) for row, mask in zip(self.asked, kept, strict=True)]
        return Searched(asked, [found[mask] for found, mask in zip(self.found, kept, strict=True)], logits)


def searched(asked: Sequence[Asked], found: Sequence[NDArray[np.bool_]], logits: Logits) -> Searched:
    """Return the answerable ones of a set's questions.

    Args:
        asked: all that was gathered of the set.
        found: which way found what, for those of `asked` that are answerable.
        logits: by place in `asked`.
    """
    places = [place for place, row in enumerate(asked) if row.answerable]
    kept = {new: logits[old] for new, old in enumerate(places) if old in logits}
    return Searched([asked[place] for place in places], list(found), kept)


def first_table(sets: Mapping[str, Searched]) -> str:
    """Return hit@1 and hit@3 of the ranker of all candidates, without each of its signals and each way of searching."""
    rows = [_row("all", sets, RANKED, None)]
    rows += [_row(f"- {name}", sets, _others(RANKED, name), None) for name in RANKED]
    rows += [_row(f"- {source.value}", _without(sets, source), RANKED, None) for source in Source]
    return _table("first ranker, without", sets, rows)


def closer_table(sets: Mapping[str, Searched]) -> str:
    """Return hit@1 and hit@3 of the closer look, over the questions that have logits.

    A signal of the first ranker is taken out of what that one passes on. Only candidates that have logits can come
    among those looked at.
    """
    rows = [_row("all", sets, RANKED, CLOSER_RANKED)]
    rows += [_row(f"- {name}", sets, RANKED, _others(CLOSER_RANKED, name)) for name in CLOSER_RANKED]
    rows += [_row(f"- {name}", sets, _others(RANKED, name), CLOSER_RANKED) for name in RANKED]
    rows += [_row(f"- {source.value}", _without(sets, source), RANKED, CLOSER_RANKED) for source in Source]
    return _table("closer ranker, without", sets, rows)


_Row = tuple[str, list[dict[str, float]]]


def _row(title: str, sets: Mapping[str, Searched], first: tuple[str, ...], closer: tuple[str, ...] | None) -> _Row:
    return title, [_held_out(sets, name, first, closer) for name in sets]


def _held_out(
    sets: Mapping[str, Searched], name: str, first: tuple[str, ...], closer: tuple[str, ...] | None
) -> dict[str, float]:
    """Return the figures of a set by rankers that were fitted to the other ones.

    Args:
        sets: all sets.
        name: the one that is left out.
        first: what the ranker of all candidates weighs.
        closer: what the closer ranker weighs; None for the first one's figures.
    """
    others = [one for other, one in sets.items() if other != name]
    scorer = weigh(fit_weights([row for one in others for row in one.asked], first), first)
    if closer is None:
        return hits_at(sets[name].asked, scorer)
    looked_at = [row for one in others for row in _looked_at(one, scorer)]
    return hits_at(_looked_at(sets[name], scorer), weigh(fit_weights(looked_at, closer), closer))


def _looked_at(one: Searched, scorer: Scorer) -> list[Asked]:
    return closer_rows(one.asked, one.logits, DEPTH, scorer)


def _without(sets: Mapping[str, Searched], source: Source) -> dict[str, Searched]:
    return {name: one.without(source) for name, one in sets.items()}


def _others(names: tuple[str, ...], out: str) -> tuple[str, ...]:
    return tuple(name for name in names if name != out)


def _cut(row: Asked, kept: NDArray[np.bool_]) -> Asked:
    """Return a question with some of its candidates only."""
    places, still = np.cumsum(kept) - 1, kept[row.best]
    return replace(
        row,
        evidence=Evidence(row.evidence.names, row.evidence.values[kept]),
        hits=row.hits[kept],
        words=row.words[kept],
        sources=tuple(row.sources[place] for place in np.flatnonzero(kept)),
        best=places[row.best[still]],
        pairs=tuple(row.pairs[place] for place in np.flatnonzero(still)),
    )


def _table(title: str, sets: Mapping[str, Searched], rows: Sequence[_Row]) -> str:
    """Return the rows as text, each set's hit@1 and hit@3 and their means, in per cent."""
    lines = [f"{title:28}" + "".join(f"{name:>14}" for name in (*sets, "mean"))]
    for what, figures in rows:
        pairs = [(row["hit@1"], row["hit@3"]) for row in figures]
        pairs.append((float(np.mean([one for one, _ in pairs])), float(np.mean([three for _, three in pairs]))))
        lines.append(f"{what:28}" + "".join(f"{one:8.1f}{three:6.1f}" for one, three in pairs))
    return "\n".join(lines) + "\n"
