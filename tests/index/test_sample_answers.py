"""Every answer on the sample notes keeps what answers promise, with the real model and the real stores."""

from __future__ import annotations

import datetime as dt
import re
import threading
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from answers import assert_alike, sources, texts

from index.briefings import Briefings
from index.records import Answer, AnswerSentence, Filters
from index.reports import Level, Standing

if TYPE_CHECKING:
    from pathlib import Path


def all_sentences(answers: tuple[Answer, ...]) -> list[AnswerSentence]:
    """Return the sentences of all answers."""
    return [sentence for answer in answers for sentence in answer.answers]


def test_text_is_exactly_what_stands_at_the_span(sample_answers: tuple[Answer, ...], sample_folder: Path) -> None:
    """Every sentence of every answer is the note's own, to the last character."""
    for sentence in all_sentences(sample_answers):
        text = (sample_folder / sentence.citation.source).read_bytes().decode("utf-8-sig")
        assert sentence.text == text[sentence.citation.span.start : sentence.citation.span.end]
        line = text.count("\n", 0, sentence.citation.span.start) + 1
        assert sentence.line == line


def test_reading_is_the_text_with_white_space_folded(sample_answers: tuple[Answer, ...]) -> None:
    """Outside tables, a reading's words are the text's, in order, markup left out."""
    for sentence in all_sentences(sample_answers):
        if "|" not in sentence.text:
            words = [re.sub(r"\W", "", word) for word in (sentence.text, sentence.reading)]
            assert words[0] == words[1]
        assert sentence.reading == " ".join(sentence.reading.split())


def test_confidence_is_a_probability_and_the_best_comes_first(sample_answers: tuple[Answer, ...]) -> None:
    """Sentences that agree are in the order of their scores, and each has a probability, as the answer has."""
    for answer in sample_answers:
        scores = [sentence.score for sentence in answer.answers if not sentence.disagrees_with]
        assert scores == sorted(scores, reverse=True)
        assert all(0 <= sentence.confidence <= 1 for sentence in answer.answers)
        assert 0 <= answer.confidence <= 1
        assert answer.first_confidence == answer.answers[0].confidence


@pytest.mark.parametrize(
    ("question", "newer", "older"),
    [
        ("When does the second new ferry enter service?", "November 2027 and the second in May 2028", "September 2026"),
        (
            "How much will the whole ferry programme cost?",
            "now estimated at $538.5 million",
            "estimated at $412 million:",
        ),
    ],
)
def test_notes_that_disagree_are_both_shown_newer_first(
    sample: Briefings, question: str, newer: str, older: str
) -> None:
    """Each is cited by the other, word for word as in its own citation, and both have their dates."""
    first, second = sample.ask(question).answers[:2]
    assert newer in first.text
    assert older in second.text
    assert (first.date, second.date) == (dt.date(2023, 8, 22), dt.date(2022, 11, 7))
    assert first.disagrees_with == (second.citation,)
    assert second.disagrees_with == (first.citation,)


def test_little_of_the_sample_notes_disagrees(sample_answers: tuple[Answer, ...]) -> None:
    """What is said to disagree is what was written so: what the ferries cost, and when they sail."""
    found = {sentence.reading for sentence in all_sentences(sample_answers) if sentence.disagrees_with}
    assert found == {
        "The first ship would enter service in March 2026 and the second in September 2026.",
        "The first ship is expected to enter service in November 2027 and the second in May 2028.",
    }


def test_nearly_the_same_sentence_of_another_note_is_cited(tmp_path: Path, real_cache: Path) -> None:
    """It takes no place of its own: the best one says where it stands as well."""
    notes = {
        "a.md": "# Honey\n\nCalder will lift its ban on Southmere honey from 1 August 2022.\n",
        "b.md": "# Trade\n\nNote: Calder will lift its ban on Southmere honey, from 1 August 2022.\n",
        "c.md": "# Trade in honey\n\nCalder will lift its ban on Southmere honey from 1 August 2023.\n",
    }
    for name, text in notes.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    with Briefings(tmp_path) as briefings:
        answers = briefings.ask("when will Calder lift its ban on honey").answers
    first = next(answer for answer in answers if answer.also_in)
    assert {first.citation.source, *(citation.source for citation in first.also_in)} == {"a.md", "b.md"}
    assert len(answers) == 2
    assert {citation.source for answer in answers for citation in answer.disagrees_with} >= {"c.md"}


def test_no_two_sentences_of_an_answer_read_the_same(sample_answers: tuple[Answer, ...]) -> None:
    """Five places are filled with five different sentences."""
    for answer in sample_answers:
        assert len({sentence.reading for sentence in answer.answers}) == len(answer.answers) == 5


def test_before_and_after_are_the_neighbors(sample: Briefings, sample_answers: tuple[Answer, ...]) -> None:
    """They are the sentences before and after it in its document."""
    readings: dict[str, list[str | None]] = {}
    for sentence in all_sentences(sample_answers):
        source = sentence.citation.source
        if source not in readings:
            readings[source] = [None, *(found.reading for found in sample.document(source).sentences), None]
        triples = zip(readings[source], readings[source][1:], readings[source][2:], strict=False)
        assert (sentence.before, sentence.reading, sentence.after) in triples


def test_groups_stand_under_one_heading(sample_answers: tuple[Answer, ...]) -> None:
    """Sentences of a group have their source and heading in common; groups count from 0, best first."""
    shared = 0
    for answer in sample_answers:
        places: dict[int, set[tuple[str, str | None]]] = {}
        for sentence in answer.answers:
            places.setdefault(sentence.group, set()).add((sentence.citation.source, sentence.heading))
        assert list(places) == list(range(len(places)))
        assert all(len(found) == 1 for found in places.values())
        shared += len(answer.answers) - len(places)
    assert shared > 10


@pytest.mark.parametrize(
    ("question", "beginnings"),
    [
        (
            "what smaller matters did the leaders settle?",
            ["The leaders also settled three", "Calder will lift", "The two coast guards", "Forty scholarships"],
        ),
        ("When will the ban on honey be lifted?", ["The leaders also settled three", "Calder will lift"]),
    ],
)
def test_a_list_and_its_lead_in_come_together(sample: Briefings, question: str, beginnings: list[str]) -> None:
    """They are the first group, each a sentence of its own, and the best of them comes first."""
    answers = sample.ask(question, top_k=4).answers
    group = sorted((one for one in answers if one.group == 0), key=lambda one: one.citation.span)
    assert [one.reading.startswith(words) for one, words in zip(group, beginnings, strict=True)] == [True] * len(group)
    assert answers[0] == max(group, key=lambda one: one.score)


def test_titles_dates_and_headings_are_the_documents(sample: Briefings, sample_answers: tuple[Answer, ...]) -> None:
    """What an answer says of a sentence's document is what the document says of itself."""
    summaries = {document.source: document for document in sample.documents()}
    for sentence in all_sentences(sample_answers):
        summary = summaries[sentence.citation.source]
        assert (sentence.title, sentence.date) == (summary.title, summary.date)


def test_every_citation_stands(sample: Briefings, sample_answers: tuple[Answer, ...]) -> None:
    """What was cited a moment ago is there, word for word."""
    sentences = all_sentences(sample_answers)
    checks = sample.check([str(sentence.citation) for sentence in sentences])
    assert {check.standing for check in checks} == {Standing.STANDS}
    assert [check.text for check in checks] == [sentence.text for sentence in sentences]


def test_the_question_comes_back_as_it_was_asked(sample: Briefings) -> None:
    """White space counts for nothing in search, but the question is not rewritten."""
    odd = "  what did\nthe two leaders   agree? "
    plain = sample.ask(" ".join(odd.split()))
    answer = sample.ask(odd)
    assert answer.question == odd
    assert_alike(replace(answer, question=plain.question), plain)


@pytest.mark.parametrize("top_k", [1, 2, 7])
def test_an_answer_has_as_many_sentences_as_asked_for(sample: Briefings, top_k: int) -> None:
    """A shorter answer is the beginning of a longer one."""
    longest = sample.ask("what did the two leaders agree?", top_k=7)
    answer = sample.ask("what did the two leaders agree?", top_k=top_k)
    assert texts(answer) == texts(longest)[:top_k]
    assert len(answer.answers) == top_k


@pytest.mark.parametrize("top_k", [0, -1])
def test_no_sentences_asked_for_are_no_answer(sample: Briefings, top_k: int) -> None:
    """Fewer than one sentence is none, and then nothing is answered."""
    answer = sample.ask("what did the two leaders agree?", top_k=top_k)
    assert (answer.answers, answer.answered, answer.confidence) == ((), False, 0.0)


def test_an_index_that_is_not_synced_answers_the_same(sample: Briefings) -> None:
    """Nothing has changed, so both ways of asking agree, and nothing is stale."""
    question = "How long did the meeting with President Whitcombe last?"
    assert_alike(sample.indexed.ask(question), sample.ask(question))
    assert sample.indexed.ask(question).stale_sources == ()


def test_threads_get_the_answers_that_one_would_get(sample: Briefings, sample_questions: tuple[str, ...]) -> None:
    """Eight threads ask different questions at once, and each gets what it would get alone."""
    questions = sample_questions[:24]
    alone = [sample.ask(question) for question in questions]
    found: list[Answer | None] = [None] * len(questions)

    def work(first: int) -> None:
        for place in range(first, len(questions), 8):
            found[place] = sample.ask(questions[place])

    threads = [threading.Thread(target=work, args=(first,)) for first in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for one, other in zip(found, alone, strict=True):
        assert one is not None
        assert_alike(one, other)


@pytest.mark.parametrize(
    ("filters", "passes"),
    [
        (Filters(sources=("2023/*.md",)), lambda source: source.startswith("2023/")),
        (Filters(sources=("travel",)), lambda source: source.startswith("travel/")),
        (Filters(sources=("patrol-boat-*",)), lambda source: source == "correspondence/patrol-boat-handover.txt"),
        (Filters(tags=("TRADE",)), lambda source: source == "trade/calder-tariff-schedule.md"),
        (Filters(sources=("trade", "press")), lambda source: source.startswith(("trade/", "press/"))),
    ],
)
def test_filtered_out_documents_never_appear(
    sample: Briefings, sample_questions: tuple[str, ...], filters: Filters, passes: object
) -> None:
    """Whatever fits better elsewhere, all places are filled from the documents that pass."""
    assert callable(passes)
    for question in sample_questions[::12]:
        answer = sample.ask(question, top_k=8, filters=filters)
        assert len(answer.answers) == 8
        assert all(passes(source) for source in sources(answer))


def test_dates_bound_an_answer(sample: Briefings, sample_questions: tuple[str, ...]) -> None:
    """Only documents dated within the bounds answer; the undated do not."""
    since, until = dt.date(2023, 1, 1), dt.date(2023, 12, 31)
    for question in sample_questions[::12]:
        answer = sample.ask(question, top_k=8, filters=Filters(since=since, until=until))
        dates = [sentence.date for sentence in answer.answers]
        assert len(dates) == 8
        assert all(date is not None and since <= date <= until for date in dates)


def test_a_filter_that_nothing_passes_is_said(sample: Briefings) -> None:
    """There is no answer then, and a notice tells why."""
    answer = sample.ask("what did the two leaders agree?", filters=Filters(sources=("nowhere/*",)))
    assert (answer.answered, answer.confidence, answer.answers) == (False, 0.0, ())
    assert answer.notices == ("no briefing passes the filters",)


def test_threshold_decides_what_counts_as_answered(sample: Briefings) -> None:
    """The same sentences come back, with another verdict and the reason that goes with it."""
    question = "what did the two leaders agree?"
    verdicts = []
    for threshold in (0.0, 1.0):
        with Briefings(sample.folder, threshold=threshold) as strict:
            answer = strict.indexed.ask(question)
        assert_alike(
            replace(answer, answered=True, reason=None), replace(sample.ask(question), answered=True, reason=None)
        )
        verdicts.append(answer.answered)
    assert verdicts == [True, False]


def test_a_good_index_verifies(sample: Briefings) -> None:
    """Nothing is wrong with the index of the sample notes."""
    assert [finding for finding in sample.indexed.verify() if finding.level is not Level.OK] == []
