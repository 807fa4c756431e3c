"""A ceiling hides what is above it from every command: each says what it says where there is no such note."""

from __future__ import annotations

import io
import json
import re
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    Run = Callable[..., Any]

pytestmark = pytest.mark.e2e

FERRIES = ("Heron", "Ellery Maid", "Calder", "Petrel", "Heron II")
REMARKS = ("late", "fog", "on time", "forty cars", "late by fog", "ice at the pier", "full", "no cars", "inspected")
NOTES = {
    "ferry.md": (
        "---\ntitle: Ferry timetable\ndate: 2022-05-31\ntags: [sea]\nclassification: IN-CONFIDENCE\n---\n\n"
        "The new ferry sails from Port Ellery at seven in the morning. It carries forty cars to Calder Island.\n\n"
        "The harbor board pays for the new pier. The ferries are inspected in March.\n"
    ),
    "honey.md": (
        "---\ntitle: Honey\ndate: 2023-02-01\nclassification: Restricted\n---\n\n"
        "The Calder Trade Quorum (CTQ) met in May. In August the Calder Trade Quorum lifts its ban on honey.\n"
    ),
    "minutes/open.txt": "The meeting was open to all. The harbor inspection league met at noon.\n",
    "log.csv": "day,ferry,note\n"
    + "".join(f"{day},{FERRIES[day % 5]},{REMARKS[day * 7 % 9]} {REMARKS[day % 4]}\n" for day in range(1, 160)),
}
"""So many that not every sentence is a candidate."""
BODY = (
    "The new ferry sails from Port Ellery at nine in the morning. The harbor board pays for the new pier.\n\n"
    "The Zorbalene Exchange (ZLX) moves verdigris ore by night. Ambassador Quillfeather leads the ferriees.\n\n"
    "The harbor inspection league (HIL) buys a ctq and grommelwicks.\n"
)
ABOVE = {
    "aaa/verdigris-plan.md": "---\ntitle: Verdigris plan\ndate: 2024-01-01\ntags: [verdigris]\n"
    f"classification: SECRET\n---\n\n{BODY}",
    "ferries.md": f"---\ntitle: Verdigris at sea\nclassification: Verdigris eyes only\n---\n\n{BODY}",
    "aaa/labelled.md": f"# Verdigris again\n\n**Classification:** Top Secret\n\n{BODY}",
    "harbor-log.txt": "SECRET\n\n"
    + "\n\n".join(f"Verdigris {day}: the {FERRIES[day % 2]} was late by fog at the pier." for day in range(120)),
    "marked.txt": f"Verdigris minutes\n\nSECRET//BY HAND\n\n{BODY}",
    "honey-verdigris.md": f"---\ntitle: [Verdigris\nclassification: SECRET\n---\n\n{BODY}",
}
CANARY = "verdigris"
CEILING = "RESTRICTED"
QUESTIONS = (
    "when does the new ferry sail from Port Ellery?",
    "who pays for the new pier?",
    "what does the Zorbalene Exchange move by night?",
    "what does the zorbalenne exchange move?",
    "what is the ZLX?",
    "what does the zlx move by night?",
    "when are the ferriees inspected?",
    "who is Ambassador Quillfeather?",
    "what is the CTQ?",
    "what does the ctq lift in August?",
    "when did the HIL meet?",
    "who buys the grommelwickss?",
    "what was decided in 2024?",
    "what did the leaders say about ore?",
    "was the Heron late by fog?",
    "ice at the pier",
    "which ferry was late on day 31?",
)


@dataclass(frozen=True)
class Desks:
    """Two places with the same notes, of which one has notes above the ceiling besides.

    Attributes:
        bound: the one that has.
        bare: the one that has not.
    """

    bound: Path
    bare: Path


def write(folder: Path, notes: dict[str, str]) -> None:
    """Write notes by source."""
    for source, text in notes.items():
        (folder / source).parent.mkdir(parents=True, exist_ok=True)
        (folder / source).write_text(text, encoding="utf-8")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory, model_cache: Path) -> Desks:
    """Return both places, indexed; no test may change them."""
    from bot.main import main

    base = tmp_path_factory.mktemp("desks")
    desks = Desks(base / "bound", base / "bare")
    write(desks.bound / "briefings", NOTES | ABOVE)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("BRIEFBOT_CACHE", str(model_cache))
        assert main(["index", "--briefings", str(desks.bound / "briefings")]) == 0
        # The same vectors in both: encoded in another company, a sentence has another rounding in the sixth digit.
        shutil.copytree(desks.bound, desks.bare)
        for source in ABOVE:
            (desks.bare / "briefings" / source).unlink()
        assert main(["index", "--briefings", str(desks.bare / "briefings")]) == 0
    return desks


@pytest.fixture
def desks(made: Desks, home: Path) -> Desks:
    """Return both places, copied for one test."""
    return Desks(
        Path(shutil.copytree(made.bound, home / "bound")),
        Path(shutil.copytree(made.bare, home / "bare")),
    )


@pytest.fixture
def both(
    desks: Desks, briefbot: Run, monkeypatch: pytest.MonkeyPatch
) -> Callable[..., tuple[tuple[int, str, str], tuple[int, str, str]]]:
    """Return what runs a command in both places, and gives status, output and errors of each."""

    def run(*arguments: str, stdin: str = "") -> tuple[tuple[int, str, str], tuple[int, str, str]]:
        told = []
        for place in (desks.bound, desks.bare):
            monkeypatch.chdir(place)
            monkeypatch.setattr("sys.stdin", io.StringIO(stdin))
            done = briefbot(*arguments)
            told.append((done.status, _without_times(done.out), done.err))
        return told[0], told[1]

    return run


def _without_times(out: str) -> str:
    """Return an output without how long it took, and how often the index was written."""
    if out.startswith("{"):
        times = ("timings_ms", "steps_ms", "wall_ms", "generation", "updated", "age_s")
        out = json.dumps({name: value for name, value in json.loads(out).items() if name not in times})
    lines = (line for line in out.splitlines() if " ms" not in line and not line.startswith("generation"))
    return re.sub(r"generation \d+", "generation", "\n".join(lines))


def assert_hidden(told: tuple[tuple[int, str, str], tuple[int, str, str]]) -> None:
    """Check that a command says nothing of what is above the ceiling, and the same as where there is nothing."""
    (status, out, err), bare = told
    assert CANARY not in (out + err).lower()
    assert (status, out, err) == bare


@pytest.mark.parametrize("question", QUESTIONS)
def test_no_answer_is_any_other(both: Callable[..., Any], question: str) -> None:
    """Neither its sentences nor their scores, what they agree with, what is missing, or how the question was read."""
    assert_hidden(both("ask", question, "--json", "--explain", "-k", "20", "--ceiling", CEILING))
    assert_hidden(both("ask", question, "--explain", "--no-sync", "--ceiling", "restricted"))


def test_without_the_ceiling_the_questions_lead_there(desks: Desks, briefbot: Run, monkeypatch: Any) -> None:  # noqa: ANN401
    """Otherwise the tests here would show nothing."""
    monkeypatch.chdir(desks.bound)
    told = [briefbot("ask", question, "--json", "-k", "3").out.lower() for question in QUESTIONS]
    assert sum(CANARY in out for out in told) >= 7
    names = "".join(briefbot(*command).out for command in (("status", "--json"), ("verify",)))
    assert '"documents": 10' in names
    assert briefbot("show", "ferries.md").status == 0
    assert CANARY in briefbot("show", "aaa/verdigris-pan.md").err


def test_a_chat_knows_nothing_above(both: Callable[..., Any]) -> None:
    """Neither its answers, nor what it lists, shows more of, opens or takes up from what was said."""
    lines = [*QUESTIONS, "/more", "/more", "/sources", "/open 99", "who leads it?", "and by night?"]
    for options in ((), ("--no-sync",)):
        assert_hidden(both("chat", "-k", "2", "--ceiling", CEILING, *options, stdin="\n".join(lines)))


def test_an_evaluation_tells_no_sentence_above(both: Callable[..., Any], home: Path) -> None:
    """Not even that a right answer stands there, whose place the questions know."""
    start = ABOVE["ferries.md"].index("Ambassador")
    rows = [
        {"id": "1", "question": QUESTIONS[7], "answers": [{"source": "ferries.md", "start": start, "end": start + 40}]},
        {"id": "2", "question": QUESTIONS[0], "answers": [{"source": "ferry.md", "start": 130, "end": 150}]},
        {"id": "3", "question": QUESTIONS[3], "answers": []},
    ]
    questions = home / "questions.jsonl"
    questions.write_text("".join(f"{json.dumps(row)}\n" for row in rows), encoding="utf-8")
    for options in ((), ("--json",)):
        told = both("eval", str(questions), "--misses", "--ceiling", CEILING, *options)
        assert_hidden(told)
        assert "Quillfeather leads" not in told[0][1]
    results = home / "results.jsonl"
    assert_hidden(both("eval", str(questions), "--output", str(results), "--ceiling", CEILING))
    assert CANARY not in results.read_text(encoding="utf-8").lower()


@pytest.mark.parametrize("source", [*ABOVE, "verdigris-plan.md", "ferries", "fery.md", "aaa", "nothing-like-it"])
def test_a_note_above_is_shown_as_one_that_does_not_exist(both: Callable[..., Any], source: str) -> None:
    """And is the nearest to no name."""
    (status, out, err), bare = both("show", source, "--ceiling", CEILING)
    assert (status, out, err) == bare
    assert (status, out) == (2, "")
    assert CANARY not in err.replace(repr(source), "").lower()


def test_a_citation_of_a_note_above_is_gone(desks: Desks, both: Callable[..., Any], briefbot: Run) -> None:
    """Whether it stands there or its words do now."""
    shown = json.loads(briefbot("show", "ferries.md", "--json", "--briefings", str(desks.bound / "briefings")).out)
    digest = shown["digest"][:8]
    for citation in (f"ferries.md#80-100@{digest}", f"ferry.md#130-150@{digest}", f"gone.md#80-100@{digest}"):
        told = both("verify", citation, "--ceiling", CEILING)
        assert_hidden(told)
        assert told[0][0] == 1
    assert briefbot("verify", f"ferries.md#80-100@{digest}", "--briefings", str(desks.bound / "briefings")).status == 0


@pytest.mark.parametrize("options", [(), ("--json",)])
def test_the_state_is_that_of_the_notes_below(desks: Desks, both: Callable[..., Any], options: tuple[str, ...]) -> None:
    """Whatever happens to the others; and no file is named whose marking nobody knows yet."""
    assert_hidden(both("status", "--ceiling", CEILING, *options))
    assert_hidden(both("verify", "--ceiling", CEILING, *options))
    notes = desks.bound / "briefings"
    (notes / "ferries.md").write_text("---\nclassification: SECRET\n---\n\nVerdigris.\n", encoding="utf-8")
    (notes / "aaa" / "verdigris-plan.md").unlink()
    (notes / "verdigris-new.md").write_text("---\nclassification: SECRET\n---\n\nNew.\n", encoding="utf-8")
    (notes / "verdigris.xyz").write_text("no reader", encoding="utf-8")
    assert_hidden(both("status", "--ceiling", CEILING, *options))
    assert_hidden(both("verify", "--ceiling", CEILING, *options))
    assert_hidden(both("ask", QUESTIONS[0], "--ceiling", CEILING))
    assert_hidden(both("status", "--ceiling", CEILING))


@pytest.mark.parametrize("options", [(), ("--json",), ("--rebuild",), ("--compact", "--json")])
def test_an_update_names_nothing_above(
    desks: Desks, briefbot: Run, monkeypatch: pytest.MonkeyPatch, options: tuple[str, ...]
) -> None:
    """Neither what is new there, nor what is gone or cannot be read, nor how much it was."""
    monkeypatch.chdir(desks.bound)
    above = next(iter(ABOVE))
    (desks.bound / "briefings" / "canary.md").write_text(ABOVE[above] + "\nMore.\n", encoding="utf-8")
    (desks.bound / "briefings" / f"{CANARY}.xyz").write_bytes(b"x")
    (desks.bound / "briefings" / above).unlink()
    (desks.bound / "briefings" / "new.md").write_text("The harbor is open.\n", encoding="utf-8")
    done = briefbot("index", "--ceiling", CEILING, *options)
    assert done.status == 0
    assert "new.md" in done.out
    for hidden in (CANARY, "canary.md", above, "skipped:", "encoded in"):
        assert hidden not in (done.out + done.err).lower()


def test_a_whole_desk_is_bound_by_its_settings(
    desks: Desks, both: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    """By its file or the environment, which a flag beats."""
    monkeypatch.setenv("BRIEFBOT_CEILING", "in confidence")
    assert_hidden(both("ask", QUESTIONS[2], "--json"))
    assert_hidden(both("status"))
    monkeypatch.delenv("BRIEFBOT_CEILING")
    for place in (desks.bound, desks.bare):
        settings = 'classifications = ["low", "IN-CONFIDENCE", "Restricted", "SECRET"]\nceiling = "restricted"\n'
        (place / "briefbot.toml").write_text(settings, encoding="utf-8")
    assert_hidden(both("ask", QUESTIONS[2], "--json"))
    assert_hidden(both("show", "ferries.md"))
    (_, out, _), _ = both("status", "--json", "--ceiling", "SECRET")
    assert json.loads(out)["documents"] == 10


def test_what_is_not_marked_has_the_marking_of_the_settings(
    desks: Desks, both: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    """By default the lowest, so that it is below every ceiling."""
    monkeypatch.setenv("BRIEFBOT_CEILING", "UNCLASSIFIED")
    assert both("show", "minutes/open.txt")[0][0] == 0
    monkeypatch.setenv("BRIEFBOT_UNMARKED", "secret")
    monkeypatch.setenv("BRIEFBOT_CEILING", CEILING)
    told = both("show", "minutes/open.txt")
    assert_hidden(told)
    assert told[0][0] == 2
    monkeypatch.setenv("BRIEFBOT_CEILING", "SECRET")
    assert both("show", "minutes/open.txt")[0][0] == 0


def test_a_ceiling_that_is_no_marking_is_refused(both: Callable[..., Any]) -> None:
    """The nearest is named, and nothing is asked."""
    for command in (("ask", "who?"), ("status",), ("verify",), ("show", "ferry.md")):
        (status, out, err), _ = both(*command, "--ceiling", "SECRT")
        assert (status, out) == (2, "")
        assert "--ceiling is 'SECRT'" in err
        assert "the nearest is 'SECRET'" in err
