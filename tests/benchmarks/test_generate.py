"""Notes that are made are the same at every run, are cut as was meant, and speak as the sample notes do."""

from __future__ import annotations

from statistics import mean
from typing import TYPE_CHECKING

import pytest

from benchmarks.corpus import notes_in
from benchmarks.generate import MOST_QUESTIONS, SAMPLES, Corpus, write
from benchmarks.notes.language import LONGEST, learn, with_slots
from benchmarks.notes.names import body, place, surname
from index.labels import load_questions
from index.readers import read_all
from index.segment import segment

if TYPE_CHECKING:
    from pathlib import Path

    from benchmarks.notes.note import Note

SENTENCES = 2_030


@pytest.fixture(scope="module")
def notes() -> list[Note]:
    """Return the notes of a small corpus."""
    return list(Corpus(SENTENCES).notes())


def test_the_same_seed_gives_the_same_notes(notes: list[Note]) -> None:
    """And another one others."""
    assert list(Corpus(SENTENCES).notes()) == notes
    assert next(Corpus(SENTENCES, seed=2).notes()).text != notes[0].text


def test_a_larger_corpus_begins_with_the_notes_of_a_smaller_one(notes: list[Note]) -> None:
    """So what is cached for one is of use for the other."""
    assert list(Corpus(100).notes()) == notes[:2]


def test_notes_are_cut_into_the_sentences_that_were_meant(notes: list[Note]) -> None:
    """Each sentence, bullet and row, and no heading; as many as were asked for."""
    for note in notes:
        (document,) = read_all(note.source, note.text.encode())
        assert [sentence.reading for sentence in segment(document)] == list(note.sentences)
    assert sum(len(note.sentences) for note in notes) == SENTENCES


def test_notes_have_what_notes_have(notes: list[Note]) -> None:
    """A title, a date, tags, a marking; headings, bullets and tables somewhere; sources of their own."""
    (document,) = read_all(notes[0].source, notes[0].text.encode())
    about = document.metadata
    assert about.title
    assert about.date
    assert len(about.tags) == 3
    assert about.classification in {"UNCLASSIFIED", "IN-CONFIDENCE", "RESTRICTED"}
    whole = "".join(note.text for note in notes)
    assert all(mark in whole for mark in ("\n## ", "\n- ", "\n|---|"))
    assert len({note.source for note in notes}) == len(notes)


def test_sentences_are_as_long_as_those_of_the_samples(notes: list[Note]) -> None:
    """Within a fifth on average; and nearly all of them are different."""
    samples = [
        len(sentence.reading.split())
        for path in notes_in(SAMPLES)
        for document in read_all(path.name, path.read_bytes())
        for sentence in segment(document)
    ]
    made = [sentence for note in notes for sentence in note.sentences]
    lengths = [len(sentence.split()) for sentence in made]
    assert mean(lengths) == pytest.approx(mean(samples), rel=0.2)
    assert len(set(made)) > 0.9 * len(made)


def test_slots_stand_for_what_each_note_fills_in() -> None:
    """Names, dates, amounts; a name at the start of a sentence may be a mere word, and stays."""
    said = (
        "On 9 March Dr. H. W. Osei of Port Ellery paid $4.2 million, 7 per cent of it in May 2024, at 9.30 a.m. for 61."
    )
    assert with_slots(said) == (
        "On <date> <person> of <name> paid <money>, <share> of it in <month>, at <clock> for <number>."
    )


def test_a_chain_never_runs_on() -> None:
    """What is learnt of one note ends its sentences too."""
    import random

    language = learn(SAMPLES)
    chance = random.Random(3)  # noqa: S311 - no secret
    assert all(len(language.sentence(chance)) <= LONGEST for _ in range(200))


@pytest.mark.parametrize("name", [place, surname])
def test_no_two_numbers_have_one_name(name: object) -> None:
    """Else answers about one place would stand in two notes."""
    assert callable(name)
    assert len({name(number) for number in range(50_000)}) == 50_000
    assert body(7) == body(7) != body(8)


def test_questions_are_answered_where_they_say(tmp_path: Path) -> None:
    """The span holds the very words of the answer, and no other note has them."""
    write(Corpus(500), tmp_path)
    questions = load_questions(tmp_path / "questions.jsonl")
    texts = {
        path.relative_to(tmp_path / "briefings").as_posix(): path.read_text(encoding="utf-8")
        for path in notes_in(tmp_path / "briefings")
    }
    assert len(questions) == len(texts) == 10 <= MOST_QUESTIONS
    for labeled in questions:
        (answer,) = labeled.answers
        assert texts[answer.source][answer.span.start : answer.span.end] == answer.text
        assert sum(answer.text in text for text in texts.values()) == 1


def test_what_is_there_is_not_written_over(tmp_path: Path) -> None:
    """A folder of briefings may be somebody's."""
    (tmp_path / "briefings").mkdir()
    with pytest.raises(FileExistsError):
        write(Corpus(50), tmp_path)
