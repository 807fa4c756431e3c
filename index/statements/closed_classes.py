"""Words of English that form closed classes, or stand for one: what only holds a sentence together, and what turns it.

All are plain: see `spelling.plain`.
"""

from __future__ import annotations


def listed(text: str) -> frozenset[str]:
    """Return the words of `text`, which stand between white space."""
    return frozenset(text.split())


_FUNCTION = listed("""
a an the this that these those there it its he she his her him they them their we our us you your i my me who which
what whose whom and or but if as of in on at by for from to with into over under about between among per than then so
such upon through within without be is are was were been being am has have had having do does did will would shall
should can could may might must cannot not no nor none nobody nothing never neither up down out off because while
although though when where until since before after during against instead
""")
_HEDGES = listed("""
also now already still currently estimate estimated estimates expect expected expects put puts stand stands stood total
all altogether whole overall approximately roughly around some nearly almost plan plans planned due schedule scheduled
say says said reported according number numbers numbered figure figures amount amounts amounted reach reaches reached
come comes came go goes went gone take takes took taken place hold holds held least most more less fewer much many each
every revised latest provisional set
""")
LIGHT = _FUNCTION | _HEDGES
"""Articles, pronouns, conjunctions, prepositions, auxiliaries, and words that say how sure or how new a number is."""

PREPOSITIONS = listed("of in on at by for from to with into among under within per between during")
CLAUSE_OPENERS = listed("because which who whose where but although though while whereas")
NEGATIONS = listed("not no never none nobody nothing neither cannot")
PLANS = listed(
    """
    will would shall should due plan planned plans planning expected expects expect scheduled schedule proposed
    hopes hoped intends intended aims target forecast supposed
    """
)
IRREGULAR_PASTS = listed(
    """
    was were had did took fell met spoke held went came gave saw left ran flew wrote rose sent paid said told
    began became grew won lost cut hit kept led brought bought sold built found made stood sank broke chose drew
    drove fought heard sat slept spent struck taught thought
    """
)
BE = listed("is are was were be been being isn't aren't wasn't weren't")
VAGUE_SUBJECTS = listed("it he she they this that these those such we i you both neither")
CONDITIONS = listed("if unless whether")
NUMBERED = listed(
    """
    stage phase option category recommendation item chapter part section level step route highway room table
    annex flight line volume article paragraph class grade ext gate berth platform question point tranche round
    unit form version tier lot block zone act clause rule resolution
    """
)
"""Nouns that a number behind them names and does not count: "stage two", "Highway 5"."""
COMPARING = listed("more less fewer longer later earlier higher lower above below worse better")
RATES = {"annually": "year", "yearly": "year", "monthly": "month", "weekly": "week", "daily": "day", "each": "each"}


def carries_little(word: str) -> bool:
    """Return whether a plain word only holds a sentence together, a contraction with "not" among them."""
    return word in LIGHT or word.endswith("n't")
