"""A reason is true of the notes that were asked, and none is given where nothing is certain."""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest
from small_index import ask_of, small_snapshot

from index.answer import cite
from index.choose import Choice
from index.records import ReasonKind
from index.unanswered import Found, find_reason

if TYPE_CHECKING:
    from index.briefings import Briefings
    from index.records import Reason
    from index.seen import Snapshot

ROOT = Path(__file__).resolve().parents[3]
NOTES = {
    "2021/calder.md": "---\ntags: [pacific]\n---\n# Calder\n\nPresident Whitcombe met our minister.\n\n"
    "The ferry crossed in 2023/24.\n",
    "norrland.md": "# Norrland\n\nThe center of Norrland sells apples and pears.\n",
    "deutsch.md": "# Bericht\n\nDie Ministerin hat nicht gesagt, wann und warum der Vertrag mit Bergen gilt.\n",
}


def reason_of(snapshot: Snapshot, question: str, *, answered: bool = False, only: str = "") -> Reason | None:
    """Return the reason where the first sentence by words is all that was found, in all notes or in one."""
    documents = None
    if only:
        documents = np.array([number for number, source in snapshot.sources() if source == only], np.int64)
    words = snapshot.stores.sentence_words
    ids = words.search("titled", words.terms(ask_of(question).text + " Whitcombe minister"), 1, documents).ids.tolist()
    sentences = cite(snapshot, [Choice(placed, 1.0, 0.1) for placed in snapshot.place(ids)])
    return find_reason(snapshot, question, Found(sentences, answered, documents))


def test_what_stands_nowhere(tmp_path: Path) -> None:
    """A word is said to be missing only where no sentence, label, spelling or financial year of the notes has it."""
    with small_snapshot(tmp_path, NOTES) as snapshot:
        absent = reason_of(snapshot, "What did Whitcombe say of Kiribati?")
        assert absent is not None
        assert (absent.kind, absent.missing, absent.known) == (ReasonKind.MISSING_FACT, ("Kiribati",), ("Whitcombe",))
        nothing = reason_of(snapshot, "how is sourdough baked with yeast")
        assert nothing is not None
        assert (nothing.kind, nothing.missing) == (ReasonKind.NOTHING_LIKE_IT, ("sourdough", "baked", "yeast"))
        for standing in ("centre", "apple", "2023", "2024", "2021", "pacific", "Norrland's"):
            told = reason_of(snapshot, f"Whitcombe and {standing}")
            assert told is None or not (told.nowhere and told.missing), standing
        later = reason_of(snapshot, "Whitcombe in 2025")
        assert later is not None
        assert later.missing == ("2025",)


def test_only_the_notes_that_were_asked_count(tmp_path: Path) -> None:
    """With filters, a word of another note is missing, and the reason says that there were filters."""
    with small_snapshot(tmp_path, NOTES) as snapshot:
        told = reason_of(snapshot, "Whitcombe and pears", only="2021/calder.md")
        assert told is not None
        assert (told.missing, told.nowhere, told.filtered) == (("pears",), True, True)


def test_an_answer_has_a_reason_only_for_an_unknown_name(tmp_path: Path) -> None:
    """Where the notes answer, a name or a year that they never mention is told, and no other word."""
    with small_snapshot(tmp_path, NOTES) as snapshot:
        told = reason_of(snapshot, "When did Whitcombe meet Macron?", answered=True)
        assert told is not None
        assert told.missing == ("Macron",)
        assert reason_of(snapshot, "When did Whitcombe bake sourdough?", answered=True) is None


def test_another_language(tmp_path: Path) -> None:
    """A question in another language than the notes is told so, unless notes are in that language."""
    with small_snapshot(tmp_path, NOTES) as snapshot:
        french = reason_of(snapshot, "Pourquoi le ministre a-t-il refusé ?")
        assert french is not None
        assert french.kind is ReasonKind.OTHER_LANGUAGE
        german = reason_of(snapshot, "wann und warum hat die Ministerin nicht gesagt")
        assert german is None or german.kind is not ReasonKind.OTHER_LANGUAGE


def test_without_a_sentence_there_is_no_reason(tmp_path: Path) -> None:
    """Where filters leave nothing, nothing is said of the notes."""
    with small_snapshot(tmp_path, NOTES) as snapshot:
        assert find_reason(snapshot, "What of Kiribati?", Found((), False, np.empty(0, np.int64))) is None


@pytest.fixture(scope="module")
def rows(sample: Briefings) -> list[tuple[dict[str, object], Reason | None]]:
    """Return the questions of the data file, each with the reason that the sample notes give."""
    lines = (ROOT / "tests" / "data" / "unanswered.jsonl").read_text(encoding="utf-8").splitlines()
    read = [json.loads(line) for line in lines]
    return [(row, sample.indexed.ask(str(row["question"])).reason) for row in read]


def test_sample_questions_get_their_kind(rows: list[tuple[dict[str, object], Reason | None]]) -> None:
    """Each kind is given to no question that has another, and most questions get their own, the rest a weaker one."""
    told = [(row, None if reason is None else reason.kind.value) for row, reason in rows]
    wrong = [(row["question"], kind) for row, kind in told if kind != row["kind"] and kind not in row["weaker"]]
    assert wrong == []
    given = Counter(kind for row, kind in told if kind == row["kind"])
    assert len(rows) >= 60
    assert all(given[kind.value] >= 8 for kind in ReasonKind)


def test_what_is_missing_stands_in_no_sample_note(rows: list[tuple[dict[str, object], Reason | None]]) -> None:
    """What a reason says stands nowhere is in no sample note, read as plain text."""
    files = [path for path in (ROOT / "briefings").glob("[!.]*/*") if path.is_file()]
    notes = "\n".join(path.read_text(encoding="utf-8-sig") for path in files).casefold()
    claimed = [word for _, reason in rows if reason is not None and reason.nowhere for word in reason.missing]
    assert len(claimed) >= 15
    assert [word for word in claimed if re.search(rf"\b{re.escape(word.casefold())}\b", notes)] == []
