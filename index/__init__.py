"""briefbot's library: from a folder of briefings to the sentences that answer a question, word for word.

```python
from index import Briefings

with Briefings("briefings") as notes:
    answer = notes.ask("what did the two leaders agree?")
```

Names are loaded when they are first used, so that importing the package costs nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from index.briefings import Briefings
    from index.cite import parse_citation
    from index.classifications import Classifications
    from index.conversation import Conversation
    from index.difference import Change, Piece
    from index.errors import (
        BriefbotError,
        BusyError,
        CatalogError,
        DamagedError,
        DiskFullError,
        FolderError,
        ModelError,
        QuestionError,
        ReadingError,
        SettingsError,
        StoreError,
        UnreachableError,
    )
    from index.explain import ConfidenceSum, Explanation, explain_answer
    from index.folders import Folders
    from index.follow_up.turns import Turn
    from index.milvus.copy import copy_index
    from index.preview import Preview
    from index.readers import readable_suffixes
    from index.records import (
        Answer,
        AnswerSentence,
        Citation,
        Filters,
        MarkingOrigin,
        Reason,
        ReasonKind,
        Sentence,
        Skipped,
        Span,
        Timings,
    )
    from index.reports import (
        CitationCheck,
        DocumentSummary,
        Finding,
        Level,
        Standing,
        Status,
        StoredDocument,
        SyncReport,
    )
    from index.terms import Term

__all__ = [
    "Answer",
    "AnswerSentence",
    "BriefbotError",
    "Briefings",
    "BusyError",
    "CatalogError",
    "Change",
    "Citation",
    "CitationCheck",
    "Classifications",
    "ConfidenceSum",
    "Conversation",
    "DamagedError",
    "DiskFullError",
    "DocumentSummary",
    "Explanation",
    "Filters",
    "Finding",
    "FolderError",
    "Folders",
    "Level",
    "MarkingOrigin",
    "ModelError",
    "Piece",
    "Preview",
    "QuestionError",
    "ReadingError",
    "Reason",
    "ReasonKind",
    "Sentence",
    "SettingsError",
    "Skipped",
    "Span",
    "Standing",
    "Status",
    "StoreError",
    "StoredDocument",
    "SyncReport",
    "Term",
    "Timings",
    "Turn",
    "UnreachableError",
    "copy_index",
    "explain_answer",
    "parse_citation",
    "readable_suffixes",
]

_HOME_OF = {
    "Answer": "index.records",
    "AnswerSentence": "index.records",
    "BriefbotError": "index.errors",
    "Briefings": "index.briefings",
    "BusyError": "index.errors",
    "CatalogError": "index.errors",
    "Change": "index.difference",
    "Citation": "index.records",
    "CitationCheck": "index.reports",
    "Classifications": "index.classifications",
    "ConfidenceSum": "index.explain",
    "Conversation": "index.conversation",
    "DamagedError": "index.errors",
    "DiskFullError": "index.errors",
    "DocumentSummary": "index.reports",
    "Explanation": "index.explain",
    "Filters": "index.records",
    "Finding": "index.reports",
    "FolderError": "index.errors",
    "Folders": "index.folders",
    "MarkingOrigin": "index.records",
    "Level": "index.reports",
    "ModelError": "index.errors",
    "Piece": "index.difference",
    "Preview": "index.preview",
    "QuestionError": "index.errors",
    "ReadingError": "index.errors",
    "Reason": "index.records",
    "ReasonKind": "index.records",
    "Sentence": "index.records",
    "SettingsError": "index.errors",
    "Skipped": "index.records",
    "Span": "index.records",
    "Standing": "index.reports",
    "Status": "index.reports",
    "StoreError": "index.errors",
    "UnreachableError": "index.errors",
    "StoredDocument": "index.reports",
    "SyncReport": "index.reports",
    "Term": "index.terms",
    "Timings": "index.records",
    "Turn": "index.follow_up.turns",
    "copy_index": "index.milvus.copy",
    "explain_answer": "index.explain",
    "parse_citation": "index.cite",
    "readable_suffixes": "index.readers",
}


def __getattr__(name: str) -> object:
    """Load a public name from its module (PEP 562)."""
    if name not in _HOME_OF:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_HOME_OF[name]), name)


def __dir__() -> list[str]:
    """Return the public names."""
    return sorted(_HOME_OF)
