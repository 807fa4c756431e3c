"""Whether a sentence holds the kind of thing that the question asks for: a number, or a time.

The kind of answer that a question expects is an old and strong clue (Li and Roth, "Learning Question Classifiers",
2002). Only the two kinds that can be told by form alone are told here.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from index.candidates import Candidates
    from index.question import Question
    from index.seen import Snapshot

_ASKS_FOR_NUMBER = re.compile(
    r"\bhow (?:many|much|long|old|far|fast|often|big|large|tall|high|deep|wide|late|soon)\b"
    r"|\bwhat (?:is the )?(?:number|percentage|proportion|share|rate|age|price|cost|amount)\b",
    re.IGNORECASE,
)
_ASKS_FOR_TIME = re.compile(r"\bwhen\b|\b(?:what|which) (?:year|date|day|month|time|decade|century)\b", re.IGNORECASE)
_NUMBER = re.compile(
    r"\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|(?:thir|four|fif|six|seven|eigh|nine)teen"
    r"|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundreds?|thousands?|millions?|billions?|dozens?|half"
    r"|quarters?|thirds?|once|twice|none)\b",
    re.IGNORECASE,
)
_TIME = re.compile(
    r"\b(?:1\d|20)\d\d\b|\b\d{1,2}(?:[:.]\d\d)? ?[ap]\.?m\b"
    r"|\b(?:January|February|March|April|May|June|July|August|September|October|November|December"
    r"|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|today|tomorrow|yesterday|tonight|century|spring|summer|autumn|winter)\b"
)


class Quantity:
    """1 where the question asks for a number or a time and the sentence holds one, otherwise 0."""

    name = "quantity"

    def measure(self, question: Question, candidates: Candidates, snapshot: Snapshot) -> NDArray[np.float32]:  # noqa: ARG002 - a signal's signature
        """Return one number for each candidate, shape (len(candidates),), float32."""
        wanted = [
            holds
            for asks, holds in ((_ASKS_FOR_NUMBER, _NUMBER), (_ASKS_FOR_TIME, _TIME))
            if asks.search(question.text)
        ]
        return np.array([any(holds.search(reading) for holds in wanted) for reading in candidates.readings], np.float32)
