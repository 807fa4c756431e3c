"""Slips in questions over the sample notes: what is mended, and what must be left alone."""

from __future__ import annotations

from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from small_index import small_snapshot

from index.correct import Speller
from index.encoders.lexicon import load_lexicon
from index.models import find_model
from index.records import Filters

if TYPE_CHECKING:
    from collections.abc import Iterator

    from index.seen import Snapshot

BRIEFINGS = Path(__file__).parents[2] / "briefings"

MENDED = """
cost of a bertth on the havsund|cost of a berth on the havsund
how much rain fell at uppper ilam|how much rain fell at upper ilam
What personal deails were stolen?|What personal details were stolen?
How much is Brigghtwell paid?|How much is Brightwell paid?
when does the pm get her honrary degree?|when does the pm get her honorary degree?
What did the leaders agre about claassified information?|What did the leaders agree about classified information?
what is the tarrif on butter|what is the tarrif on butter
Who is Presdient Whitcombe?|Who is President Whitcombe?
Who is President Whitcmobe?|Who is President Whitcombe?
who is president whitcmobe|who is president whitcombe
When was Cyclone Isuara?|When was Cyclone Isaura?
Who runs Osterlundd?|Who runs Osterlund?
how many scholarhips are offered|how many scholarships are offered
how many schollarships are offered|how many scholarships are offered
what does the goverment pay|what does the government pay
what does the govenrment pay|what does the government pay
the agreeement with Calder|the agreement with Calder
the agreemnt with Calder|the agreement with Calder
the argeement with Calder|the agreement with Calder
the arangement on security|the arrangement on security
which substaton was damaged|which substation was damaged
which earthqauke was it|which earthquake was it
what do insuerrs expect|what do insurers expect
how many fireffighters came|how many firefighters came
how many farmres lost land|how many farmers lost land
which chuches were hit|which churches were hit
when did pasengers board|when did passengers board
how long is the secruity clearance|how long is the security clearance
what is the certifcate for|what is the certificate for
who is on the committe|who is on the committee
what did the Treasruy say|what did the Treasury say
what did the Minsitry of Health say|what did the Ministry of Health say
how many hosptials are closed|how many hospitals are closed
what is the forcast for inflaton|what is the forecast for inflation
is there a surpluss|is there a surplus
what does the helpine do|what does the helpline do
how fast is the trawlwer|how fast is the trawler
who pays for the dredgign|who pays for the dredging
Helpilne hours?|Helpline hours?
the classifed recomendations|the classified recommendations
the minister's recomendation's cost|the minister's recommendation's cost
are there enough refugeees (in the vallley)?|are there enough refugees (in the valley)?
"""

LEFT_ALONE = """
who is the president of Iran
who is the president of iraq
who is the president of Nauru
what did Calver say
is Osterman the foreign minister
who is Mr Whitcomb-Jones
who is Marcer
who is Petter Mercier
which phage was found
how is broth made
is it latex
what does a positron weigh
was the play rehearsed
the macroscopic view
transduction of the signal
did they deviate or did they defeat
how many vesicles are there
what is a taffrail
is the captain a Capulet
what does RESTRICD mean
what is the MFTA
what is mRNA
what does iPhone mean
is the ferri89 late
ferry-programe
see www.agreemnt.org
write to minster@agreemnt.org
the file briefngs/leaders.md
where is the #agreemnt
where is @agreemnt
why don't they
isn't the ferrry's-captain here
what about the year 20222
what about 1O0 tonnes
what about 2nd and 11th
how much is 3.1bn
when is 31/05/2022
zzzzzz xqzptl
ünïcödé agréemnt
qu'est-ce que c'est
was ist eine Fährre
cost of the boat
who gave what to whom
the agrmnt
tea and cakes
"""


@contextmanager
def snapshot_of(folder: Path, notes: dict[str, str]) -> Iterator[Snapshot]:
    """Give the snapshot of these notes."""
    with small_snapshot(folder, notes) as snapshot:
        yield snapshot


@pytest.fixture(scope="module")
def speller(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Speller]:
    """Return what reads questions by the sample notes and the default model's vocabulary."""
    folder = tmp_path_factory.mktemp("spelled")
    in_language = load_lexicon(find_model(None, folder), folder)
    assert in_language is not None
    notes = {
        path.relative_to(BRIEFINGS).as_posix(): path.read_text(encoding="utf-8")
        for path in BRIEFINGS.rglob("*")
        if path.suffix in {".md", ".txt"} and ".briefbot" not in path.parts
    }
    with snapshot_of(folder / "notes", notes) as snapshot:
        yield Speller(snapshot, None, in_language)


@pytest.mark.parametrize("pair", MENDED.strip().splitlines())
def test_slips_are_mended(speller: Speller, pair: str) -> None:
    """A word that nobody knows is read as the only word of the notes that it can be, the rest as it was."""
    question, meant = pair.split("|")
    assert speller.correct(question) == meant


@pytest.mark.parametrize("question", LEFT_ALONE.strip().splitlines())
def test_what_may_be_meant_is_left_alone(speller: Speller, question: str) -> None:
    """Other people's names, rare words, numbers, addresses, codes, other languages and what is not clear."""
    assert speller.correct(question) == question


def test_a_mended_question_is_not_mended_again(speller: Speller) -> None:
    """What comes out stands in the notes or was left alone."""
    for pair in MENDED.strip().splitlines():
        once = speller.correct(pair.split("|")[0])
        assert speller.correct(once) == once


WORDS = tuple(sorted({word for path in BRIEFINGS.glob("2*/*.md") for word in path.read_text(encoding="utf-8").split()}))


@given(
    st.lists(st.sampled_from(WORDS), min_size=1, max_size=8),
    st.sampled_from([str, str.lower, str.upper, str.title]),
    st.sampled_from(["", "?", " ?", "."]),
)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_question_of_the_notes_words_is_never_changed(
    speller: Speller, words: list[str], case: type[str], end: str
) -> None:
    """In whatever order, letter case and punctuation."""
    question = case(" ".join(words)) + end
    assert speller.correct(question) == question


def nothing_known(_: str) -> bool:
    """Return that the language has no such word."""
    return False


def test_only_what_may_answer_corrects(tmp_path: Path) -> None:
    """A word of a document that the filters leave out corrects nothing."""
    with snapshot_of(tmp_path, {"a.md": "The ferries sail.\n", "b.md": "The tariffs rise.\n"}) as snapshot:
        documents = snapshot.allowed(Filters(sources=("a.md",)))
        speller = Speller(snapshot, documents, nothing_known)
        assert speller.correct("ferrries tarifffs tariffs") == "ferries tarifffs tariffs"
        assert Speller(snapshot, None, nothing_known).correct("tarifffs") == "tariffs"
        assert Speller(snapshot, np.empty(0, np.int64), nothing_known).correct("ferrries") == "ferrries"


def test_a_word_of_a_document_left_out_is_read_as_any_that_nobody_knows(tmp_path: Path) -> None:
    """Otherwise what is left alone would tell which words stand there."""
    with snapshot_of(tmp_path, {"a.md": "The ferries sail.\n", "b.md": "The ferriees rise.\n"}) as snapshot:
        documents = snapshot.allowed(Filters(sources=("a.md",)))
        assert Speller(snapshot, documents, nothing_known).correct("ferriees") == "ferries"
        assert Speller(snapshot, None, nothing_known).correct("ferriees") == "ferriees"


def test_of_two_that_are_as_near_the_usual_one_is_meant(tmp_path: Path) -> None:
    """Only where it is by far the more usual; otherwise neither."""
    often = "".join(f"# Part {number}\n\nThe county council met.\n\n" for number in range(3))
    with snapshot_of(tmp_path / "often", {"a.md": f"{often}# End\n\nThe country is large.\n"}) as snapshot:
        assert Speller(snapshot, None, nothing_known).correct("the counrty") == "the country"
        assert Speller(snapshot, None, nothing_known).correct("the counry") == "the country"
    with snapshot_of(tmp_path / "once", {"a.md": "A licensee met. A license fell.\n"}) as snapshot:
        assert Speller(snapshot, None, nothing_known).correct("the licensse") == "the license"


def test_a_name_is_mended_only_where_it_stays_that_name(tmp_path: Path) -> None:
    """In a short name only a swap; never to what is no name; and with its capital."""
    with snapshot_of(tmp_path, {"a.md": "We met Mr Hanson and Mrs Harrington. The planning went well.\n"}) as snapshot:
        correct = Speller(snapshot, None, nothing_known).correct
        assert correct("is Hansen there") == "is Hansen there"
        assert correct("is hansen there") == "is hansen there"
        assert correct("is Hasnon there") == "is Hanson there"
        assert correct("is harringotn there") == "is harrington there"
        assert correct("is Mr Plannning there") == "is Mr Plannning there"
        assert correct("is the plannning done") == "is the planning done"
