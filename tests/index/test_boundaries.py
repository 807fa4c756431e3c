"""Sentences end where a careful reader would say that they do."""

from __future__ import annotations

from itertools import pairwise

import pytest

from index.boundaries import LONGEST_UNDOUBTED, LONGEST_WINDOW, sentence_spans


def cut(words: str) -> list[str]:
    """Return the sentences of a run of prose."""
    return [words[start:end] for start, end in sentence_spans(words)]


# Each line is one sentence; what a case shows is that it is cut there and nowhere else.
CASES = {
    "titles": """
        The Rt. Hon. Jane Smith, M.P., arrived with the Hon. Mr. Roy.
        Sen. Lee and Amb. Poe met Cllr. Jones, Lt. Col. Tan and Secy. Zo.
        Is he going to resign?
        Ms. Joan T. Bellamy has apologized.""",
    "initials": """
        J. R. R. Tolkien wrote it with C. M. Brandt.
        J.K. Rowling did not.""",
    "countries and companies": """
        The U.S. Senate and the U.K. Government agreed.
        He lived in the U.S.
        They bought Acme Inc. and Beta Ltd. for it.""",
    "numbers of things": """
        It was No. 4 on the list, see Fig. 3, pp. 4-5 and Art. 5 of the Treaty.
        Costs rose 3.5 per cent. to $4.2m in approx. 10 days (see para. 4).
        Call ext. 77 on vol. 2.""",
    "decimals and money": """
        It cost $32.8 million, up 3.25% from 1.2.
        Then it fell to 0.5.""",
    "dates and times": """
        On 31 Dec. 2022 and Jan. 5 they met at 5 p.m. on Monday.
        The call is at 6 p.m. Averon time.
        At 5 p.m. Monday it rained.
        The talks ended at 9 p.m.
        They left.""",
    "a programme": """
        9.30 a.m. Wreath at the memorial.""",
    "ellipses": """
        He paused ... and went on.
        Well...
        She waited … and then agreed.""",
    "dots in names": """
        These hold draw.Page, draw.TextBox and System.Text.Json of OpenOffice.Org 3.2.
        It is at ../../../core/arch/index.html now.
        They left.""",
    "quotes": """
        "Stop!" he said.
        “Why?” she asked.
        He said: “It is done. We leave.”
        \u2018Yes.\u2019""",
    "brackets": """
        It rose (cf. Smith et al., 2018) .
        They go (Gautier and Charpin, 2017; Vogelmeier, 2013) in 2 (3) steps.
        Is it so?
        (It is so.)
        In season (see Fig. 1) Martin left.""",
    "footnotes": """
        The end came.[1]
        Another one did.[2][3]
        A third did. 24""",
    "numbered clauses": """
        1. First thing.
        2. Second thing.""",
    "an answer": """
        No.
        A licence that is not used lapses.""",
    "names with marks": """
        Yahoo! said that it was Wham! again.
        He agreed.""",
    "lower case": """
        spoke to the minister.
        agreed to follow up.""",
    "other letters": """
        It\u2019s \U0001d4b3 and 😀 too.
        Ça va bien.
        Das ist gut.""",
    "apostrophes": """
        The bats' virus grows in Perry's house.
        The cat's end isn't near.
        It grows.""",
}


@pytest.mark.parametrize("case", CASES)
def test_a_sentence_ends_where_it_should(case: str) -> None:
    """Abbreviations, initials, numbers, dates, quotes and the like do not fool it."""
    sentences = [line.strip() for line in CASES[case].strip().splitlines()]
    assert cut(" ".join(sentences)) == sentences


def test_apostrophes_are_no_quotation_marks() -> None:
    """Between two of them a sentence may end as well, in a long text as in a short one."""
    said = [
        "He'll tell you so.",
        "If it works out, we'll film it, and if it doesn't, we won't.",
        "It's not worth more.",
    ]
    assert cut(f"“{' '.join(said * 3)}”") == [f"“{said[0]}", *said[1:], *said, *said[:2], f"{said[2]}”"]
    said = ["If it works out, we'll film it, and if it doesn't, we won't.", "It's not really worth talking about."]
    assert cut(" ".join(said)) == said


def test_a_short_quotation_is_kept_whole_and_a_long_one_is_cut() -> None:
    """Beyond a certain length the sentences that are quoted count each for itself."""
    quoted = ["The first one is loose and light.", "The second one is a good deal longer than that."]
    longer = [*quoted, *["It goes on for a while in many words and says nothing at all."] * 4]
    short, long = (f"He said “{' '.join(sentences)}” Then he left." for sentences in (quoted, longer))
    assert len(short) < LONGEST_UNDOUBTED < len(long)
    assert cut(short) == [f"He said “{' '.join(quoted)}”", "Then he left."]
    assert cut(long) == [f"He said “{longer[0]}", *longer[1:-1], f"{longer[-1]}”", "Then he left."]


def test_spans_are_trimmed_and_in_order() -> None:
    """White space between sentences belongs to none."""
    assert sentence_spans("  One is here.   Two is there.  ") == [(2, 14), (17, 30)]
    assert sentence_spans("   ") == []
    assert sentence_spans("") == []


def test_a_text_longer_than_a_window_is_cut_as_a_short_one() -> None:
    """Where a window ends makes no difference to the sentences."""
    sentences = [f"Sentence number {number} says that Dr. Osei agreed." for number in range(300)]
    words = " ".join(sentences)
    assert len(words) > 3 * LONGEST_WINDOW
    assert cut(words) == sentences


@pytest.mark.parametrize("words", ["word ", "“", "(a.", "x" * 10, ". "])
def test_a_sentence_without_end_is_cut_at_a_space(words: str) -> None:
    """A megabyte without a full stop comes back whole but in parts, and soon."""
    text = words * (20 * LONGEST_WINDOW // len(words))
    spans = sentence_spans(text)
    assert "".join(text[start:end] for start, end in spans).replace(" ", "") == text.replace(" ", "")
    assert all(end <= start for (_, end), (start, _) in pairwise(spans))


def test_a_run_without_letters_belongs_to_what_stands_around_it() -> None:
    """A stray mark is no sentence of its own, unless there is nothing else."""
    assert cut("... and so on.") == ["... and so on."]
    assert cut("It ended. * * *") == ["It ended. * * *"]
    assert cut("24.") == ["24."]


def test_a_forgotten_space_joins_no_sentences() -> None:
    """Where what follows begins as sentences do; a name with a dot in it stays one."""
    assert cut("They agreed.The talks ended.") == ["They agreed.", "The talks ended."]
    assert cut("They use Node.Js now.") == ["They use Node.Js now."]
