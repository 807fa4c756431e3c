"""What a workbook prints at the top and the foot of its pages.

It is read off the parts themselves: openpyxl leaves it out of sheets that are only read.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from index.readers.xml_tree import text_of, xml_tree

if TYPE_CHECKING:
    from collections.abc import Iterator

_NAME = b"headerFooter"
_ELEMENT = re.compile(
    rb"<(?:[\w.-]+:)?headerFooter\b[^>]*(?<!/)>(.{1,20000}?)</(?:[\w.-]+:)?headerFooter\s*>", re.DOTALL
)
_TAG = re.compile(rb"<(/?)(?:[\w.-]+:)?([\w.-]+)[^>]*?(/?)>")
# ECMA-376, part 1, 18.3.1.46 (headerFooter): what follows an ampersand. Left, center and right part what is printed.
_SECTION = re.compile("&[LCRlcr]")
_CODE = re.compile(r'&(?:"[^"]*"|\d+|K(?:[0-9A-Fa-f]{6}|\d\d[+-]\d{3})|[A-JM-QS-Za-jm-qs-z])')
_LINE_END = re.compile("(?:_x000[AaDd]_)+")
"""As an office program writes what XML would not keep (22.9.2.19, ST_Xstring)."""
_AMPERSAND = "\x00"


def printed_lines(source: str, content: bytes) -> Iterator[str]:
    """Yield the lines that a sheet is printed with, by the XML of its part; those of any part that holds some.

    Raises:
        ReadingError, lxml.etree.XMLSyntaxError: as `xml_tree`.
    """
    if _NAME not in content:
        return
    for found in _ELEMENT.finditer(content):
        # Without attributes and prefixes, whose names are declared far above.
        for end in xml_tree(source, _TAG.sub(rb"<\1\2\3>", b"<ends>" + found[1] + b"</ends>")):
            for section in _SECTION.split(_LINE_END.sub("\n", text_of(end)).replace("&&", _AMPERSAND)):
                yield from _CODE.sub(" ", section).replace(_AMPERSAND, "&").splitlines()
