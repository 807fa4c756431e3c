"""Into the folder and back, whatever happens meanwhile and wherever the process ends."""

from __future__ import annotations

import errno
import os
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import pytest
from small_index import write_notes

from bot.telegram.library import Library
from bot.telegram.state.deeds import Act, Deeds
from bot.telegram.state.uploads import Stage, Upload, Uploads
from bot.telegram.uploads.held import HeldFiles, new_name
from bot.telegram.uploads.place import Place, digest_of
from bot.telegram.uploads.publisher import MOST_REPLACED_BYTES, ExistsError, Publisher, Wish
from bot.telegram.uploads.refusal import Objection, RefusedError
from index import Briefings, Filters

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from bot.telegram.state.database import Database

OLD, NEW = b"The old briefing says so.\n", b"The new briefing says otherwise.\n"
EVERYTHING = Filters()


@dataclass(frozen=True, slots=True)
class Bench:
    """A publisher, and what it works with."""

    folder: Path
    state: Path
    database: Database
    uploads: Uploads
    held: HeldFiles
    publisher: Publisher

    def upload(self, source: str, content: bytes = NEW, asked: int = 1) -> Upload:
        """Return an upload that waits."""
        begun = self.uploads.begin(Upload(0, 7, 7, asked, source, new_name(), Stage.FETCHING, "", "", 0), 0.0)
        assert begun is not None
        self.held.write(begun.held, content)
        self.uploads.fetched(begun, digest_of(content), 0.0)
        return self.now(begun)

    def now(self, upload: Upload) -> Upload:
        """Return an upload as it is known now."""
        found = self.uploads.find(upload.id)
        assert found is not None
        return found

    def publish(self, upload: Upload, instead: bytes | None = None, filters: Filters = EVERYTHING) -> None:
        """Publish an upload, in the place of a file with such content."""
        instead_digest = "" if instead is None else digest_of(instead)
        self.publisher.publish(Wish(self.now(upload), 7, filters, instead_digest))

    def objection(self, work: Callable[[], object]) -> Objection:
        """Return why something is refused."""
        with pytest.raises(RefusedError) as refused:
            work()
        return refused.value.objection

    def acts(self) -> list[Act]:
        """Return what was done, oldest first."""
        return [deed.act for deed in Deeds(self.database).since(0) if deed.act is not Act.UPLOADED]

    def held_files(self) -> int:
        """Return how many files are held apart."""
        return len(list((self.state / "uploads").iterdir()))


@pytest.fixture
def bench(tmp_path: Path, database: Database) -> Iterator[Bench]:
    """Yield a publisher over a folder with one briefing."""
    folder = tmp_path / "briefings"
    write_notes(folder, {"old.md": OLD.decode(), "2022/x.md": "Words.\n"})
    uploads, held = Uploads(database), HeldFiles(tmp_path / "state")
    with Briefings(folder) as briefings:
        library = Library(briefings, threads=1)
        publisher = Publisher(library, uploads, held, lambda: 5.0)
        yield Bench(folder, tmp_path / "state", database, uploads, held, publisher)
        library.close()


def test_a_new_briefing_is_published_and_taken_back(bench: Bench) -> None:
    """The folder is as it was, and nothing is held."""
    upload = bench.upload("2022/new.md")
    bench.publish(upload)
    assert (bench.folder / "2022" / "new.md").read_bytes() == NEW
    assert bench.now(upload).stage is Stage.PUBLISHED
    assert bench.held_files() == 0
    assert bench.publisher.roll_back(bench.now(upload), 8) is False
    assert sorted(path.name for path in (bench.folder / "2022").iterdir()) == ["x.md"]
    assert bench.uploads.find(upload.id) is None
    assert bench.acts() == [Act.PUBLISHED, Act.ROLLED_BACK]


def test_a_briefing_is_replaced_once_that_is_confirmed_and_comes_back(bench: Bench) -> None:
    """What was there is held meanwhile."""
    upload = bench.upload("old.md")
    with pytest.raises(ExistsError) as exists:
        bench.publish(upload)
    assert exists.value.digest == digest_of(OLD)
    assert (bench.folder / "old.md").read_bytes() == OLD
    assert bench.now(upload).stage is Stage.HELD
    bench.publish(upload, OLD)
    assert (bench.folder / "old.md").read_bytes() == NEW
    assert bench.held.read(bench.now(upload).replaced) == OLD
    assert bench.held_files() == 1
    assert bench.publisher.roll_back(bench.now(upload), 7) is True
    assert (bench.folder / "old.md").read_bytes() == OLD
    assert bench.held_files() == 0
    assert bench.acts() == [Act.REPLACED, Act.ROLLED_BACK]


def test_who_confirmed_another_file_is_asked_again(bench: Bench) -> None:
    """It was edited since they were told that it exists."""
    upload = bench.upload("old.md")
    (bench.folder / "old.md").write_bytes(b"Edited since.\n")
    with pytest.raises(ExistsError):
        bench.publish(upload, OLD)
    assert (bench.folder / "old.md").read_bytes() == b"Edited since.\n"
    assert bench.held_files() == 1


def test_what_is_gone_meanwhile_needs_no_replacing(bench: Bench) -> None:
    """It is simply added, and rolling back takes it out."""
    upload = bench.upload("old.md")
    (bench.folder / "old.md").unlink()
    bench.publish(upload, OLD)
    assert bench.publisher.roll_back(bench.now(upload), 7) is False
    assert not (bench.folder / "old.md").exists()


@pytest.mark.parametrize("step", ["add", "replace"])
def test_a_file_that_appears_at_the_last_moment_stays(bench: Bench, monkeypatch: pytest.MonkeyPatch, step: str) -> None:
    """Between the look and the step: theirs stays, and the upload still waits."""
    source = "new.md" if step == "add" else "old.md"
    upload = bench.upload(source)
    real: Callable[..., None] = getattr(Place, step)

    def late(self: Place, *arguments: Any) -> None:  # noqa: ANN401 - as the step's own
        (bench.folder / source).write_bytes(b"Theirs, since a moment.\n")
        real(self, *arguments)

    monkeypatch.setattr(Place, step, late)
    assert bench.objection(lambda: bench.publish(upload, OLD)) is Objection.CHANGED
    assert (bench.folder / source).read_bytes() == b"Theirs, since a moment.\n"
    assert bench.now(upload).stage is Stage.HELD
    assert bench.held_files() == 1


def test_what_is_there_word_for_word_is_not_published(bench: Bench) -> None:
    """Nothing of it could be rolled back that was there before."""
    upload = bench.upload("old.md", OLD)
    assert bench.objection(lambda: bench.publish(upload)) is Objection.SAME
    assert bench.acts() == []


@pytest.mark.parametrize("source", ["new.md", "old.md"])
def test_a_process_that_ends_after_the_step_finishes_it_the_next_time(
    bench: Bench, monkeypatch: pytest.MonkeyPatch, source: str
) -> None:
    """The file is there, and nobody knows yet: it is not taken for somebody else's."""
    upload = bench.upload(source)

    class Killed(BaseException):
        pass

    def killed(*_: object) -> None:
        raise Killed

    with monkeypatch.context() as patch:
        patch.setattr(Uploads, "published", killed)
        patch.setattr(Uploads, "waits_again", killed)
        with pytest.raises(Killed):
            bench.publish(upload, OLD)
    assert (bench.folder / source).read_bytes() == NEW
    assert bench.now(upload).stage is Stage.PUBLISHING
    bench.publish(upload, OLD)
    assert bench.publisher.roll_back(bench.now(upload), 7) is (source == "old.md")
    assert (bench.folder / "old.md").read_bytes() == OLD
    assert not (bench.folder / "new.md").exists()


@pytest.mark.parametrize("source", ["new.md", "old.md"])
def test_a_roll_back_that_was_broken_off_is_finished(bench: Bench, source: str) -> None:
    """The folder is as before already, and the upload still counts as published."""
    upload = bench.upload(source)
    bench.publish(upload, OLD)
    if source == "new.md":
        (bench.folder / source).unlink()
    else:
        (bench.folder / source).write_bytes(OLD)
    bench.publisher.roll_back(bench.now(upload), 7)
    assert bench.uploads.find(upload.id) is None


@pytest.mark.parametrize("source", ["new.md", "old.md"])
@pytest.mark.parametrize("change", [lambda path: path.write_bytes(b"Edited.\n"), lambda path: path.mkdir()])
def test_what_was_edited_since_is_not_rolled_back(bench: Bench, source: str, change: Callable[[Path], object]) -> None:
    """Somebody has worked on it."""
    upload = bench.upload(source)
    bench.publish(upload, OLD)
    (bench.folder / source).unlink()
    change(bench.folder / source)
    assert bench.objection(lambda: bench.publisher.roll_back(bench.now(upload), 7)) is Objection.CHANGED
    assert (bench.folder / source).is_dir() or (bench.folder / source).read_bytes() == b"Edited.\n"
    assert bench.now(upload).stage is Stage.PUBLISHED


def test_what_replaced_and_is_removed_since_stays_removed(bench: Bench) -> None:
    """Somebody wanted it gone."""
    upload = bench.upload("old.md")
    bench.publish(upload, OLD)
    (bench.folder / "old.md").unlink()
    assert bench.objection(lambda: bench.publisher.roll_back(bench.now(upload), 7)) is Objection.CHANGED


def test_uploads_are_rolled_back_last_one_first(bench: Bench) -> None:
    """The one below is not what is there now."""
    first, second = bench.upload("new.md", b"First words.\n"), bench.upload("new.md", b"Second words.\n", 2)
    bench.publish(first)
    bench.publish(second, b"First words.\n")
    assert bench.objection(lambda: bench.publisher.roll_back(bench.now(first), 7)) is Objection.CHANGED
    bench.publisher.roll_back(bench.now(second), 7)
    assert (bench.folder / "new.md").read_bytes() == b"First words.\n"
    bench.publisher.roll_back(bench.now(first), 7)
    assert not (bench.folder / "new.md").exists()


@pytest.mark.parametrize(
    "filters",
    [Filters(sources=("2022/*",)), Filters(tags=("sea",)), Filters(also=(Filters(ceiling="OFFICIAL"),))],
)
def test_nobody_replaces_what_they_may_not_be_told_of(bench: Bench, filters: Filters) -> None:
    """It is not said to exist: the name cannot be used."""
    hidden = "---\nclassification: SECRET\ntags: [sky]\n---\n\nWords.\n"
    write_notes(bench.folder, {"2022/secret.md": hidden, "a/secret.md": hidden})
    content = b"---\ntags: [sea]\nclassification: OFFICIAL\n---\n\nMine.\n"
    source = "a/secret.md" if filters.sources else "2022/secret.md"
    upload = bench.upload(source, content)
    expected = Objection.NOT_YOURS if filters.sources else Objection.NAME_TAKEN
    assert bench.objection(lambda: bench.publish(upload, hidden.encode(), filters)) is expected
    assert (bench.folder / source).read_text() == hidden


def test_what_cannot_be_read_is_replaced_by_who_may_see_all(bench: Bench) -> None:
    """Whether a bound person may be told of it, nobody can say."""
    (bench.folder / "broken.md").write_bytes(b"\0\1\2")
    upload = bench.upload("broken.md")
    bound = Filters(sources=("*",))
    assert bench.objection(lambda: bench.publish(upload, b"\0\1\2", bound)) is Objection.NAME_TAKEN
    bench.publish(upload, b"\0\1\2")
    assert (bench.folder / "broken.md").read_bytes() == NEW


@pytest.mark.parametrize("make", ["link", "folder", "large"])
def test_what_is_no_file_is_not_replaced(bench: Bench, make: str) -> None:
    """A link would lead elsewhere, and what is too large could not come back."""
    path, outside = bench.folder / "odd.md", bench.folder.parent / "outside.md"
    outside.write_bytes(OLD)
    if make == "link":
        path.symlink_to(outside)
    elif make == "folder":
        path.mkdir()
    else:
        path.touch()
        os.truncate(path, MOST_REPLACED_BYTES + 1)
    upload = bench.upload("odd.md")
    assert bench.objection(lambda: bench.publish(upload, OLD)) is Objection.NAME_TAKEN
    assert outside.read_bytes() == OLD


def test_a_folder_that_became_a_link_since_the_preview_is_not_followed(bench: Bench) -> None:
    """Neither out of the briefings nor to another place in them."""
    upload = bench.upload("2022/new.md")
    (bench.folder / "2022").rename(bench.folder.parent / "elsewhere")
    (bench.folder / "2022").symlink_to(bench.folder.parent / "elsewhere")
    assert bench.objection(lambda: bench.publish(upload)) is Objection.UNREADABLE
    (bench.folder / "2022").unlink()
    (bench.folder / "inside").mkdir()
    (bench.folder / "2022").symlink_to(bench.folder / "inside")
    assert bench.objection(lambda: bench.publish(upload)) is Objection.FOLDER_GONE
    assert sorted(path.name for path in (bench.folder.parent / "elsewhere").iterdir()) == ["x.md"]
    assert list((bench.folder / "inside").iterdir()) == []


def test_a_folder_that_is_gone_is_told_of(bench: Bench) -> None:
    """The upload still waits."""
    upload = bench.upload("2022/new.md")
    (bench.folder / "2022").rename(bench.folder / "2023")
    assert bench.objection(lambda: bench.publish(upload)) is Objection.FOLDER_GONE
    (bench.folder / "2023").rename(bench.folder / "2022")
    bench.publish(upload)
    assert (bench.folder / "2022" / "new.md").read_bytes() == NEW


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        (errno.ENOSPC, Objection.DISK_FULL),
        (errno.EDQUOT, Objection.DISK_FULL),
        (errno.EFBIG, Objection.DISK_FULL),
        (errno.EACCES, Objection.FORBIDDEN),
        (errno.EROFS, Objection.FORBIDDEN),
        (errno.EIO, Objection.FAILED),
    ],
)
@pytest.mark.parametrize("source", ["new.md", "old.md"])
def test_what_the_system_refuses_changes_nothing(
    bench: Bench,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    number: int,
    expected: Objection,
    source: str,
) -> None:
    """The person gets a word, the log the rest; the next try works."""
    upload = bench.upload(source)

    def refuse(_: int) -> None:
        raise OSError(number, os.strerror(number), "the/path")

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", refuse)
        assert bench.objection(lambda: bench.publish(upload, OLD)) is expected
    assert os.strerror(number) in caplog.text
    assert sorted(path.name for path in bench.folder.iterdir()) == ["2022", "old.md"]
    assert (bench.folder / "old.md").read_bytes() == OLD
    assert bench.now(upload).stage is Stage.HELD
    assert bench.held_files() == 1
    bench.publish(upload, OLD)
    assert (bench.folder / source).read_bytes() == NEW


def test_what_is_held_no_longer_or_is_another_is_not_published(bench: Bench) -> None:
    """The digest says so."""
    upload = bench.upload("new.md")
    (bench.state / "uploads" / upload.held).write_bytes(b"Other words.\n")
    assert bench.objection(lambda: bench.publish(upload)) is Objection.STALE
    bench.held.remove(upload.held)
    assert bench.objection(lambda: bench.publish(upload)) is Objection.STALE
    assert not (bench.folder / "new.md").exists()


def test_what_was_replaced_and_is_held_no_longer_does_not_come_back(bench: Bench) -> None:
    """What is there stays."""
    upload = bench.upload("old.md")
    bench.publish(upload, OLD)
    bench.held.remove(bench.now(upload).replaced)
    assert bench.objection(lambda: bench.publisher.roll_back(bench.now(upload), 7)) is Objection.STALE
    assert (bench.folder / "old.md").read_bytes() == NEW


def test_bounds_that_were_drawn_since_the_preview_count(bench: Bench) -> None:
    """What they may not be told of, they do not publish."""
    upload = bench.upload("new.md")
    assert bench.objection(lambda: bench.publish(upload, None, Filters(sources=("2022/*",)))) is Objection.NOT_YOURS
    assert not (bench.folder / "new.md").exists()


def test_the_stage_is_that_of_the_wish(bench: Bench) -> None:
    """A file that was there before is told from one that an earlier try has put there."""
    upload = bench.upload("old.md", OLD)
    with pytest.raises(RefusedError):
        bench.publisher.publish(Wish(replace(upload, stage=Stage.HELD), 7, EVERYTHING))
    bench.publisher.publish(Wish(replace(upload, stage=Stage.PUBLISHING), 7, EVERYTHING))
    assert bench.acts() == [Act.PUBLISHED]
