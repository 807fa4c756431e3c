"""What one process answers by, another must too, or it answers alone."""

from __future__ import annotations

import os
import shutil
from dataclasses import fields, replace
from pathlib import Path

import pytest

from bot.door import terms
from bot.door.terms import terms_of
from bot.settings import Settings

SETTINGS = Settings(briefings=Path("notes"))
INDEX = Path("notes/.briefbot")
_SENT_WITH_EACH_QUESTION = {"top_k", "ceiling", "door", "index"}
_OTHER = {
    "briefings": Path("other"),
    "folders": {"press": Path("notes")},
    "model": "other",
    "threshold": 0.2,
    "fast": True,
    "max_risk": 0.1,
    "max_file_bytes": 1,
    "include": ("*.md",),
    "exclude": ("*.md",),
    "classifications": ("LOW", "HIGH"),
    "unmarked": "SECRET",
    "store": "milvus://localhost:19530/notes",
    "store_token_file": Path("token"),
}


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Go to an empty folder."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("BRIEFBOT_CACHE", str(tmp_path / "cache"))
    return tmp_path


def test_every_setting_is_in_them_or_is_sent_with_each_question() -> None:
    """So that a new one cannot be forgotten."""
    assert {field.name for field in fields(Settings)} == _SENT_WITH_EACH_QUESTION | set(_OTHER)
    own = terms_of(SETTINGS, INDEX)
    for name, value in _OTHER.items():
        other = terms_of(replace(SETTINGS, **{name: value}), INDEX)
        assert (other.program, other.settings == own.settings) == (own.program, False), name
    assert terms_of(replace(SETTINGS, top_k=9, ceiling="SECRET"), INDEX) == own


def test_places_are_the_same_by_whatever_way(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Another working folder, a link, a model's folder."""
    (home / "notes").mkdir()
    (home / "link").symlink_to("notes")
    own = terms_of(replace(SETTINGS, model="notes"), INDEX)
    monkeypatch.chdir(home / "notes")
    again = Settings(briefings=Path("../link"), model=str(home / "link"))
    assert terms_of(again, Path(".briefbot")) == own
    assert terms_of(again, Path("elsewhere")).settings != own.settings
    monkeypatch.setenv("BRIEFBOT_CACHE", str(home))
    assert terms_of(again, Path(".briefbot")).settings != own.settings


def test_another_program_is_told_by_its_files(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that is edited, added or of another place makes another program; what an interpreter leaves does not."""
    root = Path(terms.__file__).parents[2]
    for part in ("bot/door", "index"):
        (home / part).mkdir(parents=True)
    shutil.copy(root / "bot" / "door" / "terms.py", home / "bot" / "door" / "terms.py")
    monkeypatch.setattr(terms, "_PROGRAM", home)
    own = terms_of(SETTINGS, INDEX).program
    assert terms_of(SETTINGS, INDEX).program == own
    (home / "index" / "__pycache__").mkdir()
    (home / "index" / "__pycache__" / "terms.pyc").write_bytes(b"x")
    assert terms_of(SETTINGS, INDEX).program == own
    file = home / "bot" / "door" / "terms.py"
    status = file.stat()
    os.utime(file, ns=(status.st_atime_ns, status.st_mtime_ns + 1))
    edited = terms_of(SETTINGS, INDEX).program
    (home / "index" / "new.json").write_text("{}", encoding="utf-8")
    assert len({own, edited, terms_of(SETTINGS, INDEX).program}) == 3
