"""Count all terms of a shared index anew, where rows were lost or two writers took one document at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from index.milvus.counts import FIELDS, Tally
from index.milvus.tables import PASSAGES, SENTENCES, TERMS

if TYPE_CHECKING:
    from index.milvus.push import Pushing
    from index.milvus.view import View


def recount(pushing: Pushing) -> bool:
    """Make the counts what the rows say, as a generation of its own, and return whether they were something else."""
    view = pushing.ledger.records().view()
    tally = _there(pushing, view)
    for page in pushing.server.pages(TERMS, view.born, ["id", "field", "term", "texts", "tokens"]):
        for row in page:
            tally.texts[row["field"], row["term"]] -= row["texts"]
            tally.tokens[row["field"]] -= row["tokens"]
    if not any(tally.texts.values()) and not any(tally.tokens.values()):
        return False
    mark = pushing.ledger.begin(pushing.place)
    pushing.server.put(TERMS, list(tally.rows(mark.number)))
    pushing.server.flush(TERMS)
    pushing.ledger.finish(mark)
    return True


def _there(pushing: Pushing, view: View) -> Tally:
    tally = Tally()
    for table in (SENTENCES, PASSAGES):
        fields = ["id", *(name for name, of in FIELDS.items() if of is table)]
        for page in pushing.server.pages(table, view.visible, fields):
            tally.count(table, page)
    return tally
