"""The state of a shared index, as a person sees it."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from index.inside import outer_of
from index.milvus.tables import FORMAT
from index.reports import Finding, Level, Status

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from index.folders import Folders
    from index.milvus.ledger import SharedFacts
    from index.milvus.roster import Roster
    from index.milvus.view import View


def describe(
    folders: Folders,
    local: Path,
    view: View,
    facts: SharedFacts | None,
    roster: Roster,
    told: Sequence[tuple[int, str]],
) -> Status:
    """Return the state of a shared index, as far as the documents go that are told of, each by id and source."""
    updated = dt.datetime.fromtimestamp(view.updated_ms / 1000, dt.UTC)
    sources = {source for _, source in told}
    return Status(
        folders=folders,
        index=local,
        model=facts.model_name if facts else None,
        format_version=FORMAT,
        generation=view.generation,
        updated=updated,
        history_since=None,
        age_s=(dt.datetime.now(dt.UTC) - updated).total_seconds(),
        files=sum(outer_of(source, sources) is None for source in sources),
        documents=len(told),
        sentences=sum(roster.counts[number][0] for number, _ in told),
        passages=sum(roster.counts[number][1] for number, _ in told),
        catalog_bytes=None,
        store_bytes=None,
        pending=(),
        skipped=(),
        ignored=None,
        health=Finding("stores", Level.OK, "the server answers"),
    )
