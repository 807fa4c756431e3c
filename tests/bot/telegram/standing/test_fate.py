"""What has become of a sentence, as far as whoever keeps it may know."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from bot.telegram.standing.fate import Fate, bound_of, look_after
from bot.telegram.state.keeps import Keep
from index import Filters, Standing

if TYPE_CHECKING:
    from standing_scene import StandingScene

    from bot.telegram.standing.fate import Became

EVERYTHING, OPEN = Filters(), Filters(ceiling="RESTRICTED")
FERRY, BOAT = "transport/ferry.md", "defence/patrol.md"
COST = "The new strait ferry costs 48 million dollars."
CREW = "The crew of the patrol boat Kestrel has 22 sailors."


class Kept:
    """One sentence that is kept by somebody with such filters."""

    def __init__(self, standing: StandingScene, source: str, text: str, filters: Filters = EVERYTHING) -> None:
        """Keep it."""
        from index import Citation

        document = standing.briefings.indexed.document(source)
        (span,) = [sentence.span for sentence in document.sentences if sentence.reading == text]
        citation = str(Citation(source, span, document.digest))
        self.standing = standing
        self.keep = Keep(1, 7, 7, citation, text, "en", bound_of(filters))

    def became(self, filters: Filters = EVERYTHING) -> Became:
        """Return what has become of it for somebody with such filters, and keep that."""
        became = self.standing.scene.run(look_after(self.keep, filters, self.standing.scene.parts.library))
        self.keep = became.keep
        return became


def stands(standing: StandingScene, citation: str) -> str | None:
    """Return what stands at a citation."""
    (check,) = standing.briefings.indexed.check([citation])
    return check.text if check.standing is Standing.STANDS else None


def test_a_sentence_that_stands_is_followed_in_its_briefing(standing: StandingScene) -> None:
    """Whatever is written before it, as often as it is; nothing is said."""
    kept = Kept(standing, FERRY, COST)
    assert kept.became().keep.citation == kept.keep.citation
    for line in ("One.", "Two.", "Three."):
        standing.replace(FERRY, "# The ferry\n", f"# The ferry\n\n{line}\n")
        assert kept.became().fate is Fate.STANDS
        assert stands(standing, kept.keep.citation) == COST
    standing.replace(FERRY, COST, "The **new** strait ferry\ncosts 48 million dollars.")
    assert kept.became().fate is Fate.STANDS
    assert kept.keep.text == COST


def test_a_sentence_is_found_by_its_words_in_an_index_that_was_made_anew(standing: StandingScene) -> None:
    """That knows nothing of what stood where before."""
    kept = Kept(standing, FERRY, COST)
    standing.replace(FERRY, "# The ferry\n", "# The ferry\n\nOne.\n")
    standing.briefings.rebuild()
    assert kept.became().fate is Fate.STANDS
    assert stands(standing, kept.keep.citation) == COST


def test_a_sentence_that_was_rewritten_has_changed(standing: StandingScene) -> None:
    """What stands there now is kept from then on."""
    kept = Kept(standing, FERRY, COST)
    standing.replace(FERRY, "costs 48 million", "costs 52 million")
    became = kept.became()
    assert became.fate is Fate.CHANGED
    assert became.keep.text == stands(standing, became.keep.citation) == COST.replace("48", "52")
    assert kept.became().fate is Fate.STANDS


def test_a_sentence_is_found_by_its_words_in_a_briefing_that_was_written_anew(standing: StandingScene) -> None:
    """Nothing stands around it that did, and it stands elsewhere."""
    kept = Kept(standing, FERRY, COST)
    standing.write(FERRY, f"# A ferry\n\nWhat follows is new.\n\nAll of it.\n\n{COST.replace('48', '52')}\n")
    became = kept.became()
    assert (became.fate, became.keep.text) == (Fate.CHANGED, COST.replace("48", "52"))


def test_a_sentence_that_was_taken_out_is_gone(standing: StandingScene) -> None:
    """Though its briefing is there."""
    kept = Kept(standing, FERRY, COST)
    standing.replace(FERRY, COST, "")
    assert kept.became().fate is Fate.GONE


def test_a_sentence_whose_briefing_was_deleted_is_gone(standing: StandingScene) -> None:
    """Also for who is bound, if they are bound as they were when it was seen."""
    kept, bound = Kept(standing, FERRY, COST), Kept(standing, FERRY, COST, OPEN)
    standing.remove(FERRY)
    assert kept.became().fate is Fate.GONE
    assert bound.became(OPEN).fate is Fate.GONE


def test_a_briefing_that_was_renamed_takes_its_sentences_along(standing: StandingScene) -> None:
    """As it is, or changed elsewhere."""
    kept = Kept(standing, FERRY, COST)
    standing.move(FERRY, "old/ferry.md")
    assert kept.became().fate is Fate.MOVED
    assert kept.keep.citation.startswith("old/ferry.md#")
    standing.move("old/ferry.md", FERRY)
    standing.replace(FERRY, "300 passengers", "400 passengers")
    assert kept.became().fate is Fate.MOVED
    assert stands(standing, kept.keep.citation) == COST


def test_a_copy_elsewhere_does_not_hide_a_change(standing: StandingScene) -> None:
    """The sentence was kept where it stood."""
    kept = Kept(standing, FERRY, COST)
    standing.write("old/ferry.md", f"# Old\n\n{COST}\n")
    standing.replace(FERRY, "costs 48 million", "costs 52 million")
    assert kept.became().fate is Fate.CHANGED
    assert kept.keep.citation.startswith(FERRY)


def test_a_sentence_that_stands_in_another_briefing_alone_has_moved(standing: StandingScene) -> None:
    """Nothing in its own takes its place."""
    kept = Kept(standing, FERRY, COST)
    standing.write("old/ferry.md", f"# Old\n\n{COST}\n")
    standing.replace(FERRY, COST, "")
    assert kept.became().fate is Fate.MOVED
    assert kept.keep.citation.startswith("old/ferry.md#")


def test_what_is_above_somebody_is_not_told(standing: StandingScene) -> None:
    """Neither its change nor its end; below them again, it is looked after again."""
    kept = Kept(standing, FERRY, COST, OPEN)
    standing.replace(FERRY, "classification: IN-CONFIDENCE", "classification: SECRET")
    assert kept.became(OPEN).fate is Fate.HIDDEN
    standing.replace(FERRY, "costs 48 million", "costs 52 million")
    assert kept.became(OPEN).fate is Fate.HIDDEN
    assert "52" not in kept.keep.text
    standing.replace(FERRY, "classification: SECRET", "classification: IN-CONFIDENCE")
    assert kept.became(OPEN).fate is Fate.CHANGED
    standing.replace(FERRY, "classification: IN-CONFIDENCE", "classification: SECRET")
    assert kept.became(OPEN).fate is Fate.HIDDEN
    standing.remove(FERRY)
    assert kept.became(OPEN).fate is Fate.OVER


def test_a_copy_below_somebody_does_not_tell_of_what_is_above(standing: StandingScene) -> None:
    """That the words stand elsewhere says nothing of their own briefing."""
    kept = Kept(standing, FERRY, COST, OPEN)
    standing.write("old/ferry.md", f"# Old\n\n{COST}\n")
    standing.replace(FERRY, "classification: IN-CONFIDENCE", "classification: SECRET")
    assert kept.became(OPEN).fate is Fate.HIDDEN


@pytest.mark.parametrize("now", [OPEN, Filters(sources=("trade/*",))])
def test_whoever_is_bound_otherwise_since_is_not_told_of_an_end(standing: StandingScene, now: Filters) -> None:
    """What the briefing was marked as, nobody knows any more."""
    kept = Kept(standing, BOAT, CREW)
    standing.remove(BOAT)
    assert kept.became(now).fate is Fate.OVER


def test_by_what_it_is_seen_is_remembered(standing: StandingScene) -> None:
    """A sentence that was kept in other times is looked at by the filters of today."""
    kept = Kept(standing, FERRY, COST)
    kept.became(OPEN)
    assert kept.keep.bound == bound_of(OPEN) != bound_of(EVERYTHING)
    assert bound_of(Filters(ceiling="RESTRICTED")) == bound_of(replace(OPEN))
