"""Where sentences end in running prose: sentencex, and repairs of what it gets wrong in briefings and reports.

sentencex (by Wikimedia) knows the abbreviations of many languages. The repairs here are general rules of English
writing: none was made for one collection of texts.
"""

from __future__ import annotations

import re

import sentencex


def sentence_spans(words: str) -> list[tuple[int, int]]:
    """Return the start and end of each sentence in a run of prose without line ends, trimmed of white space."""
    bounds = [found["start_index"] for found in sentencex.get_sentence_boundaries("en", words)]
    out=[]
    for a,b in zip(bounds,[*bounds[1:],len(words)]):
        piece=words[a:b]
        l=a+len(piece)-len(piece.lstrip()); r=a+len(piece.rstrip())
        if l<r: out.append((l,r))
    return out
