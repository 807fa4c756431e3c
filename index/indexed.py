"""Briefings by their index as it is: asked and looked into without looking for changes in the folder."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from index.question import clean_question
from index.records import Answer, Filters
from index.small_talk import answer_small_talk, is_small_talk

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Sequence

    from index.asking import Asking
    from index.misses import Miss
    from index.reports import CitationCheck, DocumentSummary, Finding, StoredDocument
    from index.results import QuestionResult
    from index.store import Store

_EVERYTHING = Filters()


@dataclass(frozen=True, slots=True)
class Indexed:
    """What `Briefings.indexed` gives. What does not pass the filters is to all of it as if it did not exist.

    Everything raises:
        CatalogError: there is no index, or it is damaged or made with another model.
        SettingsError: a ceiling is none of the classifications.

    Attributes:
        store: the index.
        asking: what answering takes.
        begin: begins to load what answering takes.
    """

    store: Store
    asking: Asking
    begin: Callable[[], None]

    def ask(self, question: str, *, top_k: int = 3, filters: Filters = _EVERYTHING) -> Answer:
        """Return the sentences that answer `question`.

        Its `stale_sources` names what has changed since, among the sources of its sentences. Arguments are as in
        `Briefings.ask`.

        Raises:
            QuestionError: the question is empty, too long or holds control characters.
        """

        def answer_to(asked: str) -> Answer:
            answer = self.asking.answer(asked, top_k, filters)
            stale = self.store.holdings.stale([sentence.citation.source for sentence in answer.answers])
            return replace(answer, stale_sources=stale)

        return self._ask(question, answer_to)

    def ask_as_of(
        self, question: str, moment: dt.datetime, *, top_k: int = 3, filters: Filters = _EVERYTHING
    ) -> Answer:
        """Return what the briefings of a moment say to a question, by what the index keeps of them.

        Under a ceiling a briefing has the higher of the marking that it had and that which its file has today.

        Args:
            question: as in `ask`.
            moment: with a time zone.
            top_k: as in `ask`.
            filters: as in `ask`.

        Raises:
            QuestionError: as `ask`; or no history is kept, or none of that moment.
        """
        return self._ask(question, lambda asked: self.asking.answer_as_of(asked, top_k, filters, moment))

    def documents(self, *, filters: Filters = _EVERYTHING) -> tuple[DocumentSummary, ...]:
        """Return every document without its text, in the order of sources."""
        return self.store.holdings.documents(filters)

    def document(self, source: str, *, filters: Filters = _EVERYTHING) -> StoredDocument:
        """Return one document with its text and its sentences.

        Raises:
            QuestionError: there is none of this name; the message says which is nearest.
        """
        return self.store.holdings.document(source, filters)

    def document_as_of(self, source: str, moment: dt.datetime, *, filters: Filters = _EVERYTHING) -> StoredDocument:
        """Return one document as it was at a moment; errors as `document` and `ask_as_of`."""
        return self.store.holdings.document_at(source, filters, moment)

    def check(
        self, citations: Sequence[str], *, filters: Filters = _EVERYTHING, was: str | None = None
    ) -> tuple[CitationCheck, ...]:
        """Return what has become of each citation.

        Args:
            citations: as an answer gives them.
            filters: which documents are told of.
            was: the words that the citations are of, where they are known: what moved is found by them though the index
                never saw it, and what has changed is shown beside what stands there now.

        Raises:
            QuestionError: one is not a citation.
        """
        return self.store.holdings.check(citations, filters, was)

    def picture(self, citation: str, *, filters: Filters = _EVERYTHING) -> bytes | None:
        """Return the page of a PDF that a citation is of, its words highlighted.

        Returns:
            PNG; None where the document is no PDF.

        Raises:
            QuestionError: it is not a citation, or does not stand.
            ReadingError: the file cannot be read.
        """
        return self.store.holdings.picture(citation, filters)

    def original(self, source: str, *, filters: Filters = _EVERYTHING) -> bytes | None:
        """Return the bytes of a document's own file, as it was indexed; None where it has none that may be given.

        So it is with one inside another file, and with a file of which something inside does not pass the filters.

        Raises:
            QuestionError: there is none of this name; or its file is not there, or not what was indexed.
        """
        return self.store.holdings.original(source, filters)

    def verify(self, *, filters: Filters = _EVERYTHING) -> tuple[Finding, ...]:
        """Return what a check of the whole index finds: catalog, sentences, stores, briefings."""
        return self.store.holdings.audit(filters)

    def why_missed(self, result: QuestionResult, *, filters: Filters = _EVERYTHING) -> Miss:
        """Return what stood first in an answer that missed, what should have, and why.

        Args:
            result: of a question that was asked with these filters.
            filters: which documents are told of.
        """
        from index.misses import why_missed

        with self.store.pool.snapshot() as snapshot:
            return why_missed(snapshot, result, filters)

    def _ask(self, question: str, answer_to: Callable[[str], Answer]) -> Answer:
        """Return the answer to a question, once it is clean and the index can be answered from as it is."""
        asked = clean_question(question)
        if is_small_talk(asked):
            return answer_small_talk(question)
        with self.store.turn:
            self.begin()
            self.store.check_model()
            return replace(answer_to(asked), question=question)
