r"""Make text from outside harmless before a terminal sees it.

Notes and file names can hold anything: escape sequences that move the cursor or rename the window, control
characters, and bidirectional overrides that make text read otherwise than it stands ("Trojan Source", Boucher and
Anderson, 2021). None of them reaches a terminal from here.
"""

from __future__ import annotations

import re

# ECMA-48: CSI with its parameters; OSC, DCS, SOS, PM and APC with their text up to the terminator, within one line;
# any other two-character escape. The same introducers exist as single C1 characters.
_SEQUENCE = re.compile(
    r"(?:\x1b\[|\x9b)[0-?]*[ -/]*[@-~]"
    r"|(?:\x1b[\]PX^_]|[\x9d\x90\x98\x9e\x9f])[^\x07\x1b\x9c\n\r]*(?:\x07|\x1b\\|\x9c)"
    r"|\x1b[ -/]*[0-~]"
)
_BREAKS = re.compile(r"\r\n|[\t\n\v\f\r\x1c-\x1e\x85\u2028\u2029]")
BIDI_CONTROLS = "\u202a-\u202e\u2066-\u206f"
_CONTROLS = re.compile(f"[\x00-\x1f\x7f-\x9f{BIDI_CONTROLS}]")
_SURROGATES = re.compile("[\ud800-\udfff]")


def sanitize(text: str) -> str:
    """Return `text` as one line that a terminal prints and does not obey.

    Escape sequences, control characters and bidirectional overrides are left out, each line break or tab becomes a
    space, and a lone surrogate (a byte of a file name that is not UTF-8) becomes U+FFFD.
    """
    if text.isascii() and text.isprintable():
        return text
    text = _SEQUENCE.sub("", text)
    text = _BREAKS.sub(" ", text)
    text = _CONTROLS.sub("", text)
    return _SURROGATES.sub("\ufffd", text)
