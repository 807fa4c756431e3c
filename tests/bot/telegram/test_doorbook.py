"""Who is known where, read anew each time."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from bot_scene import NOW

from bot.telegram.access import Binding, Place, Role, Said
from bot.telegram.doorbook import Doorbook
from bot.telegram.sight import Sight
from bot.telegram.state.groups import Groups
from bot.telegram.state.pairings import Pairings
from bot.telegram.state.preferences import Preferences, PreferenceTable
from index import Filters

if TYPE_CHECKING:
    from bot.telegram.state.database import Database

PRIVATE = Sight(Place.PRIVATE, 7, True, 7, "de-AT")
IN_GROUP = Sight(Place.GROUP, 7, True, -5, "en")


@pytest.fixture
def book(database: Database) -> Doorbook:
    """Return a book in which person 7 is an owner up to SECRET, and group -5 is allowed up to RESTRICTED."""
    pairings, groups = Pairings(database), Groups(database)
    pairings.redeem(7, pairings.make_code(NOW, Role.OWNER, Binding(ceiling="SECRET")), NOW)
    groups.allow(-5, 7, NOW)
    groups.bind(-5, Binding(ceiling="RESTRICTED"), NOW)
    return Doorbook(pairings, groups, PreferenceTable(database), 3, Filters())


def test_said_is_what_is_known_of_person_and_chat(book: Doorbook) -> None:
    """A role for a person alone, an allowed chat for a group alone."""
    assert book.said(PRIVATE) == Said(Place.PRIVATE, Role.OWNER)
    assert book.said(IN_GROUP) == Said(Place.GROUP, Role.OWNER, allowed=True)
    assert book.said(Sight(Place.GROUP, 8, True, -6)) == Said(Place.GROUP, None)
    assert book.said(Sight(Place.PRIVATE, 7, True, 7, code="x")).opens_with_code
    assert not book.said(Sight(Place.PRIVATE, 7, False, 7, code="x")).opens_with_code
    assert book.said(Sight(Place.PRIVATE, 7, False, 7)).role is None
    assert book.said(Sight(Place.PRIVATE, 7, True, -5)).allowed is False
    assert book.said(Sight(Place.GROUP, 7, True, -5, arrives=True, allows=True)) == Said(
        Place.GROUP, Role.OWNER, allowed=True, arrives=True, allows=True
    )


def test_a_group_is_awaited_until_it_is_allowed(book: Doorbook) -> None:
    """Whoever speaks in it."""
    book.groups.await_allow(-6, 7, NOW)
    assert book.said(Sight(Place.GROUP, 8, True, -6)) == Said(Place.GROUP, None, added_by_owner=True)
    book.groups.allow(-6, 7, NOW)
    assert book.said(Sight(Place.GROUP, 8, True, -6)) == Said(Place.GROUP, None, allowed=True)


def test_both_bounds_are_in_the_askers_filters(book: Doorbook) -> None:
    """Those of the person in private; in a group those of the group too; of who is nobody there the group's alone."""
    of_person, of_group = Filters(ceiling="SECRET"), Filters(ceiling="RESTRICTED")
    assert book.asker(PRIVATE).filters == of_person
    assert book.asker(IN_GROUP).filters == Filters(also=(of_group, of_person))
    assert book.asker(Sight(Place.GROUP, 8, True, -5)).filters == of_group
    assert book.asker(Sight(Place.INLINE, 7, True, 7)).filters == of_person


def test_an_anonymous_owner_has_the_groups_bounds(book: Doorbook) -> None:
    """And no role."""
    asker = book.asker(Sight(Place.GROUP, 7, False, -5))
    assert (asker.role, asker.filters) == (None, Filters(ceiling="RESTRICTED"))


def test_filters_are_none_where_nothing_may_be_answered(book: Doorbook) -> None:
    """To who is not paired in private, in a group that is not allowed; as at the moment."""
    assert book.filters(7, 7) == Filters(ceiling="SECRET")
    assert book.filters(8, 8) is None
    assert book.filters(-5, 8) == Filters(ceiling="RESTRICTED")
    assert book.filters(-6, 7) is None
    book.pairings.revoke(7)
    book.groups.disallow(-5)
    assert (book.filters(7, 7), book.filters(-5, 7)) == (None, None)


def test_what_a_person_likes_counts_before_the_settings(book: Doorbook) -> None:
    """Of the language of their Telegram the first part counts, and English where there is no catalog of it."""
    assert (book.asker(PRIVATE).top_k, book.asker(PRIVATE).phrases.language) == (3, "en")
    book.preferences.keep(7, Preferences("en", 5, True))
    asker = book.asker(PRIVATE)
    assert (asker.top_k, asker.neighbors, asker.phrases.language) == (5, True, "en")
