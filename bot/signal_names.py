"""What evidence is called in plain words."""

from __future__ import annotations

_PLAIN = {
    "sentence_likeness": "likeness in meaning to the sentence",
    "passage_likeness": "likeness in meaning to its passage",
    "title_likeness": "likeness in meaning to the note's title",
    "sentence_coverage": "share of the question's words in the sentence",
    "passage_coverage": "share of the question's words in its passage",
    "length": "length of the sentence",
    "fragment": "is a fragment of few words",
    "opening": "only asks, or opens what follows",
    "quantity": "holds the number or time that is asked for",
    "pair": "question and sentence read together",
    "pair_margin": "lead when read together",
    "first_margin": "lead by the signals above",
    "first_rank": "rank by the signals above",
    "likeness_margin": "lead in likeness",
    "coverage_margin": "lead in the question's words",
    "margin": "lead in score over the best other sentence",
    "lead": "lead in score over all other sentences together",
}


def plain_name(signal: str) -> str:
    """Return a column of evidence in plain words; one that has none is called as it is."""
    return _PLAIN.get(signal, signal.replace("_", " "))
