"""Every error that briefbot raises on purpose, in one small tree.

A message is one line: what was wrong, where, and what to do about it. Front ends print it as it is and exit
with status 2; foreign errors (SQLite, FAISS, ONNX Runtime, the operating system) are translated into these once,
in the module that owns the foreign thing.
"""

from __future__ import annotations


class BriefbotError(Exception):
    """The root: catch this to catch everything briefbot raises on purpose.

    Args:
        what: what was wrong and where, without a final full stop.
        todo: what the person can do about it, as a clause ("run `briefbot index`"), or an empty string.
    """

    def __init__(self, what: str, todo: str = "") -> None:
        """Join both parts into the one line that a person sees."""
        self.what = what
        self.todo = todo
        super().__init__(f"{what}; {todo}" if todo else what)


class QuestionError(BriefbotError):
    """A question, date, filter or citation that cannot be understood as given."""


class SettingsError(BriefbotError):
    """A setting (flag, environment variable or configuration key) that is unknown or has a bad value."""


class FolderError(BriefbotError):
    """The briefings folder, or a place that must be written to, is missing, empty or not accessible."""


class ReadingError(BriefbotError):
    """One briefing that cannot be read. The folder's other files go on; this one is among the skipped."""


class MissingPartError(ReadingError):
    """A briefing that cannot be read before a library is installed; the message names the command."""


class ModelError(BriefbotError):
    """A model that is unknown, damaged, or of a kind that cannot be run."""


class CatalogError(BriefbotError):
    """The catalog (SQLite) is damaged, half-written, of a newer format, or made with another model."""


class DamagedError(CatalogError):
    """The catalog is damaged. It can be made anew from the briefings, which the next writer does by itself."""


class StoreError(BriefbotError):
    """A derived store (FAISS or BM25) is missing or damaged. It can be rebuilt from the catalog."""


class BusyError(BriefbotError):
    """Another process is writing the same index, and did not finish in time."""


class DiskFullError(BriefbotError):
    """There is no room left where the index or the exported model is to be written."""


class UnreachableError(BriefbotError):
    """A shared store that does not answer, or not in time. What it holds is as it was: asking again may go well."""
