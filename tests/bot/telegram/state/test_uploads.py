"""What was sent is known from before it is fetched until it can no longer be rolled back."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from bot.telegram.access import Role
from bot.telegram.state.buttons import LIFE_SECONDS
from bot.telegram.state.deeds import Act, Deed, Deeds
from bot.telegram.state.pairings import Pairings
from bot.telegram.state.uploads import (
    MOST_WAITING,
    Stage,
    Upload,
    Uploads,
    forget_old_uploads,
    forget_uploads_of,
    held_names,
)

if TYPE_CHECKING:
    from bot.telegram.state.database import Database

NOW = 1_000_000.0
SENT = Upload(0, 7, 7, 3, "x.md", "held", Stage.FETCHING, "", "", 0)


@pytest.fixture
def uploads(database: Database) -> Uploads:
    """Return no uploads yet, of two people who may publish."""
    pairings = Pairings(database)
    for person, role in ((7, Role.CONTRIBUTOR), (8, Role.OWNER)):
        assert pairings.redeem(person, pairings.make_code(NOW, role), NOW) is not None
    return Uploads(database)


def _begun(uploads: Uploads, **fields: object) -> Upload:
    begun = uploads.begin(replace(SENT, **fields), NOW)  # type: ignore[arg-type]
    assert begun is not None
    return begun


def test_each_step_is_remembered(uploads: Uploads, database: Database) -> None:
    """With what was done by whom."""
    begun = _begun(uploads)
    assert begun == replace(SENT, id=begun.id)
    uploads.fetched(begun, "digest", NOW + 1)
    uploads.publishing(begun, "earlier")
    assert uploads.find(begun.id) == replace(begun, stage=Stage.PUBLISHING, digest="digest", replaced="earlier")
    uploads.waits_again(begun)
    assert uploads.find(begun.id) == replace(begun, stage=Stage.HELD, digest="digest")
    uploads.publishing(begun, "")
    uploads.published(begun, 7, NOW + 2)
    uploads.confirmed(begun, 44)
    assert uploads.find(begun.id) == replace(begun, stage=Stage.PUBLISHED, digest="digest", message=44)
    uploads.rolled_back(begun, 8, NOW + 3)
    assert uploads.find(begun.id) is None
    assert Deeds(database).latest(9) == (
        Deed(NOW + 3, 8, Act.ROLLED_BACK, "x.md", begun.id),
        Deed(NOW + 2, 7, Act.PUBLISHED, "x.md", begun.id),
        Deed(NOW + 1, 7, Act.UPLOADED, "x.md", begun.id),
    )
    assert Deeds(database).latest(1) == Deeds(database).latest(9)[:1]
    assert [deed.at for deed in Deeds(database).since(NOW + 2)] == [NOW + 2, NOW + 3]


def test_what_replaces_is_told_from_what_is_new(uploads: Uploads, database: Database) -> None:
    """For an owner the one is worth a second look."""
    begun = _begun(uploads)
    uploads.publishing(begun, "earlier")
    uploads.published(begun, 7, NOW)
    assert Deeds(database).latest(1)[0].act is Act.REPLACED


def test_only_so_many_wait(uploads: Uploads) -> None:
    """Of each person; what is published, discarded or another's does not count."""
    waiting = [_begun(uploads, asked=asked) for asked in range(MOST_WAITING)]
    assert uploads.begin(replace(SENT, asked=99), NOW) is None
    assert uploads.begin(replace(SENT, asked=99, person=8, chat=8), NOW) is not None
    uploads.publishing(waiting[0], "")
    assert uploads.begin(replace(SENT, asked=99), NOW) is None
    uploads.published(waiting[0], 7, NOW)
    assert uploads.begin(replace(SENT, asked=99), NOW) is not None
    assert uploads.begin(replace(SENT, asked=100), NOW) is None
    uploads.forget(waiting[1])
    assert uploads.begin(replace(SENT, asked=100), NOW) is not None


def test_a_message_that_comes_again_takes_the_place_of_its_first_try(uploads: Uploads) -> None:
    """After the end of a process in the middle of it; not where its document is published."""
    first = _begun(uploads)
    second = _begun(uploads, held="again")
    assert uploads.find(first.id) is None
    other = _begun(uploads, chat=8, person=8)
    assert uploads.find(second.id) is not None
    uploads.published(second, 7, NOW)
    third = _begun(uploads, held="once more")
    assert all(uploads.find(upload.id) for upload in (second, other, third))


def test_numbers_are_never_used_again(uploads: Uploads) -> None:
    """A button of one that is forgotten must not be about the next."""
    first = _begun(uploads)
    uploads.forget(first)
    assert _begun(uploads).id > first.id


def test_files_are_named_that_an_upload_holds(uploads: Uploads, database: Database) -> None:
    """Its own, and what it has replaced."""
    assert held_names(database) == frozenset()
    uploads.publishing(_begun(uploads), "earlier")
    assert held_names(database) == {"held", "earlier"}


def test_time_and_role_end_what_waits(uploads: Uploads, database: Database) -> None:
    """After two days; at once for who may no longer publish, but for what they have published."""
    waits, published = _begun(uploads), _begun(uploads, asked=4)
    of_owner = _begun(uploads, person=8, chat=8)
    uploads.published(published, 7, NOW + 100)

    def swept(now: float) -> list[bool]:
        with database.writing() as connection:
            forget_old_uploads(connection, now)
        return [uploads.find(upload.id) is not None for upload in (waits, published, of_owner)]

    assert swept(NOW + LIFE_SECONDS - 1) == [True, True, True]
    Pairings(database).revoke(7)
    assert swept(NOW + 1) == [False, True, True]
    assert swept(NOW + LIFE_SECONDS) == [False, True, False]
    assert swept(NOW + LIFE_SECONDS + 100) == [False, False, False]


def test_a_reader_holds_nothing(uploads: Uploads, database: Database) -> None:
    """Who was made a reader loses what waits."""
    waits = _begun(uploads)
    with database.writing() as connection:
        connection.execute("UPDATE person SET role = 'reader' WHERE id = 7")
        forget_old_uploads(connection, NOW)
    assert uploads.find(waits.id) is None


def test_erasing_leaves_what_is_published_without_a_name(uploads: Uploads, database: Database) -> None:
    """An owner can still roll it back."""
    waits, published, of_owner = _begun(uploads), _begun(uploads, asked=4), _begun(uploads, person=8, chat=8)
    uploads.published(published, 7, NOW)
    with database.writing() as connection:
        assert forget_uploads_of(connection, 7) == 2
    assert uploads.find(waits.id) is None
    kept = uploads.find(published.id)
    assert kept is not None
    assert (kept.person, kept.chat, kept.stage) == (0, 0, Stage.PUBLISHED)
    assert uploads.find(of_owner.id) is not None
