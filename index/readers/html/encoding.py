"""From the bytes of a web page to its text: by its byte-order mark, by what it declares, or as other text is."""

from __future__ import annotations

import codecs
import re

from index.decode import decode

_DECLARED = re.compile(
    rb"<meta[^>]{0,200}charset\s*=\s*[\"']?\s*([A-Za-z0-9_:.-]{2,40})|<\?xml[^>]{0,100}encoding\s*=\s*[\"']([A-Za-z0-9_:.-]{2,40})",
    re.IGNORECASE,
)
_LOOKED_AT = 4_096
_MARKS = (codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
# What pages that declare these are in fact, as browsers know (the Encoding Standard of WHATWG).
_IN_FACT = {"iso8859-1": "cp1252", "ascii": "cp1252", "iso8859-9": "cp1254", "gb2312": "gb18030", "gbk": "gb18030"}


def decode_html(source: str, content: bytes) -> tuple[str, str | None]:
    """Return the text of a page, and a notice where its encoding had to be assumed.

    Raises:
        ReadingError: the file is binary.
    """
    declared = None if content.startswith(_MARKS) else _DECLARED.search(content, 0, _LOOKED_AT)
    name = (declared[1] or declared[2]).decode("ascii") if declared else ""
    try:
        codec = codecs.lookup(name).name if name else ""
        if codec and not codec.startswith("utf-16") and b"\x00" not in content:
            return content.decode(_IN_FACT.get(codec, codec)), None
    except (LookupError, UnicodeError):
        pass
    return decode(content, source)
