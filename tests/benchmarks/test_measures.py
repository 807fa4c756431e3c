"""What is measured is what is said: a wrong answer, a failed process or a missing step is seen."""

from __future__ import annotations

import sys
import time
from typing import TYPE_CHECKING

import pytest

from benchmarks.contestants import make, named
from benchmarks.errors import BenchmarkError, ContestantError
from benchmarks.measure import run
from benchmarks.measures import starting
from benchmarks.measures.asking import ask
from benchmarks.measures.building import build, bytes_in
from benchmarks.measures.editing import edit
from benchmarks.measures.plan import QUICK, Field, spread
from benchmarks.recall import recall_of
from benchmarks.results import What
from benchmarks.steps import REST, STEPS, Step, Stopwatch, timed_steps
from index.labels import KnownAnswer, LabeledQuestion
from index.records import Span

if TYPE_CHECKING:
    from pathlib import Path

    from benchmarks.corpus import Corpus

FTS5, BRIEFBOT = named("SQLite FTS5"), named("briefbot")


@pytest.fixture
def field(corpus: Corpus) -> Field:
    """Return a field on which FTS5 runs alone."""
    return Field("made", corpus, [FTS5], list(corpus.questions()), False, False, [].append)


def test_a_command_is_measured_with_its_status() -> None:
    """Processor time and memory are of the command, not of what waits for it."""
    busy = run([sys.executable, "-c", "x = bytearray(100_000_000); sum(range(3_000_000)); raise SystemExit(3)"], {})
    assert busy.status == 3
    assert busy.peak_mb > 100
    assert 0 < busy.cpu_s < 60


def test_quality_stands_beside_time(field: Field) -> None:
    """A contestant that finds the answer has hits; and the same questions asked of wrong places have none."""
    list(build(field, QUICK))
    found = {figure.what: figure.summary for figure in ask(field, QUICK) if not figure.of}
    assert (found[What.HIT_1].median, found[What.HIT_3].median) == (100, 100)
    assert found[What.WARM].count == 3
    elsewhere = (KnownAnswer("nowhere.md", Span(0, 5), ""),)
    field.questions = [LabeledQuestion(one.id, one.question, elsewhere) for one in field.questions]
    found = {figure.what: figure.summary for figure in ask(field, QUICK) if not figure.of}
    assert (found[What.HIT_1].median, found[What.HIT_3].median) == (0, 0)


def test_askers_are_counted_apart(field: Field) -> None:
    """One figure for each number of them."""
    list(build(field, QUICK))
    assert [figure.of for figure in ask(field, QUICK) if figure.what is What.CROWD] == ["1", "8"]


def test_who_fails_is_dropped_and_named(field: Field) -> None:
    """Here its index is gone; the others' figures would go on."""
    assert list(ask(field, QUICK)) == []
    assert field.entries == []
    assert [(one.contestant, one.corpus) for one in field.left_out] == [("SQLite FTS5", "made")]
    assert "unable to open" in field.left_out[0].why


def test_indexing_is_measured_and_its_bytes_counted(field: Field) -> None:
    """Bytes are of the files of the index, by sentence."""
    found = {figure.what: figure.summary.median for figure in build(field, QUICK)}
    assert found[What.DISK] == pytest.approx(bytes_in(field.corpus.index_of("fts5")) / 120, rel=1e-3)
    assert found[What.BUILD_RATE] == pytest.approx(120 / found[What.BUILD], rel=1e-3)


def test_an_edit_is_measured_on_a_copy(field: Field) -> None:
    """The corpus stays as it was."""
    list(build(field, QUICK))
    before = field.corpus.texts()
    (found,) = edit(field, QUICK)
    assert (found.what, found.summary.count) == (What.EDIT, QUICK.edits)
    assert field.corpus.texts() == before
    assert sorted(path.name for path in field.corpus.folder.parent.iterdir()) == ["corpus"]


def test_who_answers_an_edit_wrongly_is_dropped(field: Field, monkeypatch: pytest.MonkeyPatch) -> None:
    """It would be fast by being wrong."""
    list(build(field, QUICK))
    monkeypatch.setattr("benchmarks.measures.editing._QUESTION", "Nobody wrote such words?")
    assert list(edit(field, QUICK)) == []
    assert "does not answer with a sentence that was changed" in field.left_out[0].why


def test_a_process_that_breaks_off_is_no_quick_answer(field: Field, monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither a contestant's nor the imports that all are held against."""
    monkeypatch.setattr(starting, "_graph", lambda: "")
    monkeypatch.setattr(starting, "_FLOOR", "pass")
    figures = list(starting.cold(field, QUICK))  # nothing is indexed, so FTS5 breaks off
    assert {figure.contestant for figure in figures} == {starting.FLOOR}
    assert "a cold question failed with 1" in field.left_out[0].why
    monkeypatch.setattr(starting, "_FLOOR", "raise SystemExit(4)")
    with pytest.raises(BenchmarkError, match="imports and one session failed with 4"):
        list(starting.cold(field, QUICK))


def test_questions_are_taken_evenly_and_only_answered_ones() -> None:
    """From all of the list, never more than there are."""
    answer = (KnownAnswer("a.md", Span(0, 1), ""),)
    questions = [LabeledQuestion(str(number), "Who?", answer if number % 2 else ()) for number in range(20)]
    assert [one.id for one in spread(questions, 5)] == ["1", "5", "9", "13", "17"]
    assert len(spread(questions, 100)) == 10


def test_a_set_is_there_for_quality(field: Field) -> None:
    """Nobody waits for askers on each of several sets."""
    field.is_set = True
    list(build(field, QUICK))
    assert What.CROWD not in {figure.what for figure in ask(field, QUICK)}


@pytest.mark.usefixtures("quiet")
def test_every_step_is_seen(corpus: Corpus) -> None:
    """All functions of the table are there; each step takes time, and with the rest they are the whole."""
    contestant = make(BRIEFBOT, corpus)
    contestant.build()
    contestant.open()
    begun = time.perf_counter()
    found = timed_steps(contestant, corpus.questions()[0].question)
    whole = 1000 * (time.perf_counter() - begun)
    assert list(found) == [*(step.name for step in STEPS), REST]
    assert all(found[step.name] > 0 for step in STEPS)
    assert sum(found.values()) <= whole


def test_a_step_that_is_gone_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """A library that changed does not leave a step at nothing."""
    from benchmarks.steps import stopwatch

    monkeypatch.setattr("benchmarks.steps.STEPS", (Step("dense", (("index.search", "Gone.search"),)),))
    with pytest.raises(BenchmarkError, match=r"index\.search\.Gone\.search, which is not there"), stopwatch():
        pass


def test_only_briefbots_steps_are_known(corpus: Corpus) -> None:
    """Others are asked as a whole."""
    with pytest.raises(BenchmarkError, match="only briefbot's"):
        timed_steps(make(FTS5, corpus), "Who?")
    with pytest.raises(BenchmarkError, match="only briefbot's"):
        recall_of(make(FTS5, corpus), ["Who?"], 3)


def test_a_steps_time_is_its_own() -> None:
    """What is done inside another step is that one's."""
    watch = Stopwatch()
    inner = watch.timed("inner", lambda: time.sleep(0.05))
    watch.timed("outer", inner)()
    assert watch.seconds["inner"] >= 0.05 > watch.seconds["outer"]


@pytest.mark.usefixtures("quiet")
def test_recall_is_held_against_every_vector(corpus: Corpus, monkeypatch: pytest.MonkeyPatch) -> None:
    """An exact search finds all; one that finds half of them is seen."""
    contestant = make(BRIEFBOT, corpus)
    contestant.build()
    questions = [labeled.question for labeled in corpus.questions()]
    assert recall_of(contestant, questions, 10) == [1.0] * 3
    from index.stores.joined import JoinedVectors

    search = JoinedVectors.search
    monkeypatch.setattr(JoinedVectors, "search", lambda store, vector, limit, of: search(store, vector, limit // 2, of))
    assert recall_of(contestant, questions, 10) == [0.5] * 3


def test_a_contestant_error_is_one_line() -> None:
    """As every error is that a person may see."""
    assert str(ContestantError("a failed", "")) == "a failed"


def test_a_folder_without_files_takes_nothing(tmp_path: Path) -> None:
    """As ripgrep's does."""
    assert bytes_in(tmp_path) == 0
