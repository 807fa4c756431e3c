"""A name from outside becomes one that is harmless, or none."""

from __future__ import annotations

import os
import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.telegram.uploads.names import MOST_BYTES, folders_named, safe_name
from index import readable_suffixes

SUFFIXES = readable_suffixes()
DEVICES = ("CON", "con", "NUL", "aux", "PRN", "COM1", "lpt9", "COM¹", "CONIN$", "CONOUT$")
_pieces = st.one_of(
    st.sampled_from(
        ["../", "..\\", "/", "\\", ".", "..", " ", "\t", "\n", "\0", "-", "~", ":", "*", "?", '"', "<", "|"]
    ),
    st.sampled_from(["\u202e", "\u2067", "\u200b", "\u200d", "\ufeff", "\u2028", "\x1b[2J", "\x7f", "\x85", "\udcff"]),
    st.sampled_from(["e\u0301", "\u212b", "\u212a", "\u0344", "\u0130", "\u2126", "\U0001f6a2", "\u05d0", "日本"]),
    st.sampled_from(DEVICES),
    st.text(max_size=5),
)
_stems = st.lists(_pieces, max_size=60).map("".join)
_ends = st.sampled_from([*SUFFIXES, ".MD", ".Txt", ".mar\u212adown", ".md ", ".md.", ".exe", ".md\0", "", ".m\u200bd"])
_names = st.builds(str.__add__, _stems, _ends) | st.text()


@given(_names)
@example("CON.md")
@example("con .x.md")
@example("x" * 300 + ".md")
@example("é" * 150 + ".markdown")
@example(".\u202e.md")
def test_what_comes_out_is_harmless(given_name: str) -> None:
    """Whatever goes in: one visible part of a path, composed, short, no device, with an end that can be read."""
    name = safe_name(given_name, SUFFIXES)
    if name is None:
        return
    assert name.endswith(SUFFIXES)
    assert not any(unicodedata.category(char).startswith("C") for char in name)
    assert not set(name) & set('/\\<>:"|?*')
    assert unicodedata.is_normalized("NFC", name)
    assert name == " ".join(name.split())
    assert name[0] not in ".- "
    assert len(name.encode()) <= MOST_BYTES
    assert os.path.basename(name) == name  # noqa: PTH119 - as the system sees it
    assert name.partition(".")[0].rstrip().upper() not in {device.upper() for device in DEVICES}
    assert name.rpartition(".")[0].strip() == name.rpartition(".")[0]


@given(_names)
def test_twice_changes_nothing_more(given_name: str) -> None:
    """So that what was previewed is what is published."""
    name = safe_name(given_name, SUFFIXES)
    assert name is None or safe_name(name, SUFFIXES) == name


@given(st.from_regex(r"[a-z0-9_][a-z0-9_ ]{0,20}[a-z0-9_]\.(md|txt|markdown)", fullmatch=True))
def test_a_plain_name_stays(given_name: str) -> None:
    """Nobody wonders where their document went."""
    same = given_name == " ".join(given_name.split())
    if same and not given_name.startswith(("con.", "nul.", "aux.", "prn.", "com", "lpt")):
        assert safe_name(given_name, SUFFIXES) == given_name


@pytest.mark.parametrize(
    ("given_name", "expected"),
    [
        ("leaders.md", "leaders.md"),
        ("LEADERS.MD", "LEADERS.md"),
        ("../../x.md", "x.md"),
        ("..\\..\\x.md", "x.md"),
        ("/etc/x.md", "x.md"),
        (".briefbot/x.md", "x.md"),
        (".briefbot.md", "briefbot.md"),
        ("-rf.md", "rf.md"),
        ("CON.md", "_CON.md"),
        ("con.notes.md", "_con.notes.md"),
        ("CONTRACT.md", "CONTRACT.md"),
        ("a\0b.md", "ab.md"),
        ("a\u202edm.md", "adm.md"),
        ("a:b.md", "a-b.md"),
        ("cafe\u0301.md", "caf\u00e9.md"),
        ("cafe\u200b\u0301.md", "caf\u00e9.md"),
        ("two\n\tlines.md", "two lines.md"),
        ("x.md.", None),
        (".md", None),
        ("...md", None),
        ("\u200b.md", None),
        ("x.exe", None),
        ("x.md.exe", None),
        ("x", None),
        ("", None),
    ],
)
def test_names_as_they_come(given_name: str, expected: str | None) -> None:
    """What is hostile is taken out; what cannot be read has no name."""
    assert safe_name(given_name, SUFFIXES) == expected


@pytest.mark.parametrize(
    ("caption", "expected"),
    [
        ("", ()),
        ("  \n", ()),
        ("2022", ("2022",)),
        ("2022/", ("2022",)),
        (" correspondence/2022/ ", ("correspondence", "2022")),
        ("two words/x", ("two words", "x")),
    ],
)
def test_a_caption_names_folders(caption: str, expected: tuple[str, ...]) -> None:
    """Outermost first; none for an empty one."""
    assert folders_named(caption) == expected


@pytest.mark.parametrize(
    "caption",
    [
        "/", "//", "/2022", "2022//", "..", "../x", "2022/..", ".", "./2022", ".briefbot", "2022/.hidden", "a\\b", "C:",
        "C:/x", "a\0b", "a\nb", "a\u202eb", "NUL", "2022/con.x", "x" * 300, "e\u0301", "a /b", "-x", "\udcff", "a*",
    ],
)  # fmt: skip
def test_a_caption_that_leads_elsewhere_names_none(caption: str) -> None:
    """Up, from the root, into what is hidden, or through what a system reads otherwise."""
    assert folders_named(caption) is None


@given(st.text())
def test_folders_are_plain_whatever_the_caption(caption: str) -> None:
    """Each is one part of a path that stays below where it begins."""
    for name in folders_named(caption) or ():
        assert name
        assert not name.startswith(".")
        assert not {"/", "\\", "\0", ":"} & set(name)
