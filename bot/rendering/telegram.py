"""What Telegram remembers of people, groups and questions, as a person sees it. Times are UTC."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from rich.text import Text

from bot.rendering.layout import Line
from bot.rendering.words import likelihood, long_date
from bot.sanitize import sanitize
from bot.telegram.bounds import binding_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from bot.telegram.state.audit import AuditRow
    from bot.telegram.state.deeds import Deed
    from bot.telegram.state.groups import Group
    from bot.telegram.state.pairings import Person

_ID = 18
_ROLE = 13
_UNDER = 2


def render_people(people: Sequence[Person]) -> Iterator[Line]:
    """Yield who is paired."""
    if not people:
        yield Line(Text("nobody is paired; `briefbot telegram pair` prints a link"))
    for person in people:
        about = f"{f'{person.role},':{_ROLE}}since {_date(person.paired_at)}, from {binding_text(person.binding)}"
        yield Line(Text(sanitize(about)), _ID, Text(str(person.id), "bold"))


def render_groups(groups: Sequence[Group]) -> Iterator[Line]:
    """Yield which groups are allowed."""
    if not groups:
        yield Line(Text("no group is allowed; an owner sends /allow in one"))
    for group in groups:
        since = f"since {_date(group.allowed_at)}" if group.allowed_at else "by the settings"
        yield Line(Text(sanitize(f"{since}, from {binding_text(group.binding)}")), _ID, Text(str(group.id), "bold"))


def render_audit(rows: Sequence[AuditRow], deeds: Sequence[Deed]) -> Iterator[Line]:
    """Yield who asked what, what was shown, and who published what, oldest first."""
    if not rows and not deeds:
        yield Line(Text("nothing was asked, and nothing published"))
    both: list[tuple[float, Iterator[Line]]] = [
        *((row.at, _asked(row)) for row in rows),
        *((deed.at, _done(deed)) for deed in deeds),
    ]
    for _, lines in sorted(both, key=lambda entry: entry[0]):
        yield from lines


def _asked(row: AuditRow) -> Iterator[Line]:
    where = "" if row.chat == row.person else f" in {row.chat}"
    said = f"{'answered' if row.answered else 'not answered'}, {likelihood(row.confidence)}"
    yield Line(Text(f"{_time(row.at)}, {row.person}{where}, {said}", "dim"))
    yield Line(Text(sanitize(row.question), "bold"), _UNDER)
    for citation in row.citations:
        yield Line(Text(sanitize(citation), "cyan"), _UNDER)


def _done(deed: Deed) -> Iterator[Line]:
    yield Line(Text(f"{_time(deed.at)}, {deed.person}, {deed.act.replace('_', ' ')}", "dim"))
    yield Line(Text(sanitize(deed.source), "cyan"), _UNDER)


def _time(at: float) -> str:
    return f"{dt.datetime.fromtimestamp(at, dt.UTC):%Y-%m-%d %H:%M:%S} UTC"


def _date(at: float) -> str:
    return long_date(dt.datetime.fromtimestamp(at, dt.UTC).date())
