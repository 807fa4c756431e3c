"""Which files are briefings, and several folders under one index."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from done import Done

    Run = Callable[..., Done]

pytestmark = pytest.mark.e2e


def test_what_is_ignored_answers_nothing(few_notes: Path, briefbot: Run) -> None:
    """From the next command on, and `status` counts it."""
    question = "what did the two leaders agree"
    assert "leaders-meeting.md" in briefbot("ask", question).out
    (few_notes / ".briefbotignore").write_text("leaders*\n", encoding="utf-8")
    assert briefbot("status", "--json").json()["pending"] == ["2022/leaders-meeting.md"]
    assert "leaders-meeting.md" not in briefbot("ask", question).out
    told = briefbot("status", "--json").json()
    assert (told["ignored"], told["files"], told["pending"]) == (1, 2, [])
    assert told["health"]["level"] == "ok"
    out = briefbot("status").out
    assert "ignored      1 file or folder by your patterns\n" in out
    assert "health       the stores open and fit the catalog\n" in out


def test_settings_choose_files(few_notes: Path, briefbot: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """By the environment here."""
    monkeypatch.setenv("BRIEFBOT_EXCLUDE", "leaders-*,*ferry*")
    assert briefbot("index", "--json").json()["unchanged"] == 1
    monkeypatch.setenv("BRIEFBOT_EXCLUDE", "leaders-*")
    monkeypatch.setenv("BRIEFBOT_INCLUDE", "*ferry*")
    told = briefbot("index", "--json").json()
    assert (len(told["added"]), len(told["removed"]), told["unchanged"], told["ignored"]) == (1, 1, 0, 2)


@pytest.fixture
def several(home: Path) -> Path:
    """Return a folder with a file of settings that names two folders, one of them beside it."""
    for name, text in (("press", "The harbor opens on Monday."), ("far/cables", "The envoy arrives on Tuesday.")):
        (home / name / "2022").mkdir(parents=True)
        (home / name / "2022" / "note.md").write_text(f"# A note\n\n{text}\n", encoding="utf-8")
    (home / "briefbot.toml").write_text('[folders]\npress = "press"\ncables = "far/cables"\n', encoding="utf-8")
    return home


def test_several_folders_are_asked_as_one(several: Path, briefbot: Run) -> None:
    """Sources begin with their names; show, verify, status and filters know them, and no folder gets an index."""
    answer = briefbot("ask", "when does the harbor open", "--json").json()
    best = answer["answers"][0]
    assert (best["source"], best["text"]) == ("press/2022/note.md", "The harbor opens on Monday.")
    other = briefbot("ask", "when does the envoy arrive", "--source", "cables/*", "--json").json()["answers"]
    assert [sentence["source"] for sentence in other] == ["cables/2022/note.md"]
    assert "The envoy arrives on Tuesday." in briefbot("show", "cables/2022/note.md").out
    assert briefbot("verify", best["citation"]).status == 0
    assert briefbot("verify").status == 0
    told = briefbot("status", "--json").json()
    assert told["briefings"] == {"cables": "far/cables", "press": "press"}
    assert (told["files"], told["pending"]) == (2, [])
    assert "indexes" in Path(told["index"]).parts
    assert "briefings    cables (far/cables), press (press)\n" in briefbot("status").out
    assert [path.name for path in (several / "press").iterdir()] == ["2022"]
    assert briefbot("doctor").status == 0


def test_a_folder_of_several_that_is_missing_costs_nothing(several: Path, briefbot: Run) -> None:
    """A drive that is not there is an error, and its briefings are not taken for deleted."""
    assert briefbot("index").status == 0
    (several / "press").rename(several / "away")
    done = briefbot("index")
    assert (done.status, "the briefings folder press does not exist" in done.err) == (2, True)
    (several / "away").rename(several / "press")
    assert briefbot("index", "--json").json()["unchanged"] == 2


def test_an_edit_in_one_of_several_folders_is_the_next_answer(several: Path, briefbot: Run) -> None:
    """And a stale one is told without a sync; a folder whose name is gone takes its briefings with it."""
    ask = ("ask", "when does the harbor open", "--json")
    assert briefbot(*ask).json()["answers"][0]["source"] == "press/2022/note.md"
    (several / "press" / "2022" / "note.md").write_text("The harbor opens on Friday.\n", encoding="utf-8")
    assert briefbot(*ask, "--no-sync").status == 3
    assert briefbot(*ask).json()["answers"][0]["text"] == "The harbor opens on Friday."
    index = briefbot("status", "--json").json()["index"]
    (several / "briefbot.toml").write_text('[folders]\ncables = "far/cables"\n', encoding="utf-8")
    assert briefbot(*ask, "--no-sync", "--index", index).status == 3
    assert briefbot("index", "--index", index, "--json").json()["removed"] == ["press/2022/note.md"]
