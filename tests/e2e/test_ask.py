"""`briefbot ask`, on the sample notes."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Run = Callable[..., Any]

pytestmark = pytest.mark.e2e

QUESTION = ("what", "did", "the", "two", "leaders", "agree")
ANSWER = "The two leaders agreed that Southmere and Calder will share classified information"


def test_the_first_command_that_a_newcomer_types_works(
    home: Path, program: Run, indexed_samples: Path, environment: dict[str, str]
) -> None:
    """Without an index, a setting or quotes, as a program of its own."""
    del environment["BRIEFBOT_THRESHOLD"]
    shutil.copytree(indexed_samples, home / "briefings", ignore=shutil.ignore_patterns(".briefbot"))
    done = program("ask", *QUESTION)
    assert done.status == 0
    assert done.out.startswith("1  ")
    assert ANSWER in done.out.splitlines()[0]
    assert "2022/leaders-meeting.md:18 \u203a What was agreed" in done.out
    assert "31 May 2022" in done.out
    assert done.err == ""


def test_json_is_one_object_with_every_promised_key(notes: Path, briefbot: Run) -> None:
    """And each text stands in its file at the offsets given."""
    done = briefbot("ask", *QUESTION, "--json")
    assert (done.status, done.err) == (0, "")
    told = done.json()
    assert list(told) == [
        "question",
        "answered",
        "confidence",
        "answers",
        "understood_as",
        "as_of",
        "reason",
        "timings_ms",
    ]
    assert list(told["timings_ms"]) == ["sync", "encode", "search", "rank"]
    assert told["question"] == "what did the two leaders agree"
    assert len(told["answers"]) == 3
    for row in told["answers"]:
        assert list(row) == [
            *("text", "source", "start", "end", "line", "page", "title", "heading", "date", "score", "confidence"),
            *("citation", "before", "after", "group", "also_in", "disagrees_with"),
        ]
        text = (notes / row["source"]).read_bytes().decode("utf-8-sig")
        assert text[row["start"] : row["end"]] == row["text"]
        assert text.count("\n", 0, row["start"]) + 1 == row["line"]


def test_what_the_briefings_do_not_answer_has_exit_status_1(notes: Path, briefbot: Run) -> None:
    """The nearest sentences are there all the same."""
    done = briefbot("ask", "who won the rugby last night")
    assert done.status == 1
    assert done.out.startswith("The briefings do not answer that. No briefing mentions “rugby”. Nearest:\n")
    told = briefbot("ask", "who won the rugby last night", "--json").json()
    assert (told["answered"], len(told["answers"])) == (False, 3)


def test_the_threshold_decides(notes: Path, briefbot: Run) -> None:
    """By flag, and by environment where there is no flag."""
    assert briefbot("ask", *QUESTION, "--threshold", "1").status == 1
    assert briefbot("ask", "who won the rugby last night", "--threshold", "0").status == 0


def test_an_edited_note_is_seen_by_the_next_question(notes: Path, briefbot: Run) -> None:
    """And with `--no-sync` the answer is the old one, which is said."""
    note = notes / "2022" / "leaders-meeting.md"
    note.write_text(
        note.read_text(encoding="utf-8").replace("a new security arrangement", "a new safety arrangement"),
        encoding="utf-8",
    )
    stale = briefbot("ask", *QUESTION, "--no-sync")
    assert stale.status == 3
    assert "a new security arrangement" in stale.out
    assert "2022/leaders-meeting.md has changed since it was indexed" in stale.out
    fresh = briefbot("ask", *QUESTION)
    assert fresh.status == 0
    assert "a new safety arrangement" in fresh.out
    assert briefbot("ask", *QUESTION, "--no-sync").status == 0


@pytest.mark.parametrize(
    ("filters", "sources"),
    [
        (["--source", "trade/*"], {"trade/calder-tariff-schedule.md", "trade/dairy-quota-qa.md"}),
        (["--source", "2022", "--until", "2022-06"], {"2022/leaders-meeting.md"}),
        (
            ["--since", "2024", "--until", "2024-03"],
            {"2024/vesper-islands-premier.md", "trade/calder-tariff-schedule.md"},
        ),
    ],
)
def test_filters_leave_only_what_passes(notes: Path, briefbot: Run, filters: list[str], sources: set[str]) -> None:
    """Globs, folders and dates."""
    told = briefbot("ask", *QUESTION, "--json", "-k", "20", *filters).json()
    found = {row["source"] for row in told["answers"]}
    assert found
    assert found <= sources


def test_filters_that_nothing_passes_say_so(notes: Path, briefbot: Run) -> None:
    """Exit status 1: there is no answer."""
    done = briefbot("ask", *QUESTION, "--tag", "no-such-tag")
    assert done.status == 1
    assert done.err == "briefbot: no briefing passes the filters\n"


def test_a_dash_reads_the_question_from_standard_input(notes: Path, program: Run) -> None:
    """It may be wrapped."""
    done = program("ask", "-", "--json", "-k", "1", stdin="what did the\ntwo leaders agree?\n")
    assert done.status == 0
    assert done.json()["answers"][0]["text"].startswith(ANSWER)


def test_places_come_from_flag_environment_and_file(home: Path, notes: Path, program: Run) -> None:
    """Before or after the command's name, and each beats the next."""
    other = home / "elsewhere"
    notes.rename(other)
    assert program("--briefings", str(other), "ask", *QUESTION).status == 0
    assert program("ask", *QUESTION, "--briefings", str(other)).status == 0
    (home / "briefbot.toml").write_text('briefings = "elsewhere"\ntop_k = 1\n', encoding="utf-8")
    assert len(program("ask", *QUESTION, "--json").json()["answers"]) == 1
    assert len(program("ask", *QUESTION, "--json", env={"BRIEFBOT_TOP_K": "2"}).json()["answers"]) == 2


def test_an_index_may_be_kept_elsewhere(home: Path, few_notes: Path, briefbot: Run) -> None:
    """The briefings folder is then left as it is."""
    shutil.rmtree(few_notes / ".briefbot")
    assert briefbot("ask", *QUESTION, "--index", str(home / "idx")).status == 0
    assert not (few_notes / ".briefbot").exists()
    assert (home / "idx").is_dir()


@pytest.mark.skipif(os.name == "nt", reason="there are no such pipes here")
def test_a_reader_that_goes_away_is_no_error(notes: Path, home: Path, environment: dict[str, str]) -> None:
    """`briefbot ask ... | true` says nothing on standard error."""
    child = subprocess.Popen(
        [sys.executable, "-m", "bot", "ask", *QUESTION],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=home,
        env=environment,
    )
    assert child.stdout is not None
    child.stdout.close()
    _, err = child.communicate(timeout=60)
    assert (child.returncode, err) == (0, b"")


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="there is no full device here")  # noqa: PTH110 - a device
def test_a_full_disk_behind_standard_output_is_one_line(notes: Path, home: Path, environment: dict[str, str]) -> None:
    """Exit status 2."""
    with open("/dev/full", "w", encoding="utf-8") as full:  # noqa: PTH123 - a device
        done = subprocess.run(
            [sys.executable, "-m", "bot", "ask", *QUESTION],
            stdout=full,
            stderr=subprocess.PIPE,
            cwd=home,
            env=environment,
            check=False,
        )
    assert done.returncode == 2
    assert done.stderr.decode().count("\n") == 1
    assert "cannot write to standard output" in done.stderr.decode()
