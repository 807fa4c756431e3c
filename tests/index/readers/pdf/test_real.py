"""Pages of real documents, whose licences stand beside them."""

from __future__ import annotations

from pathlib import Path

import pytest

from index.readers.extraction import document_of
from index.readers.pdf import extract
from index.segment import segment

FOLDER = Path(__file__).parents[3] / "data" / "pdf"
KNOWN = {
    "quick": [
        (1, "For example, file.fts[0] opens the primary array, while file.fts[2] will move to and open "),
        (2, "The first fitsfile parameter in these and nearly every other CFITSIO routine is a pointer "),
        (2, "The last routine returns the current CFITSIO library version number."),
    ],
    "fhs-3.0": [
        (2, "Users to predict the location of installed files and directories."),
        (3, "For example, the files in user home directories are shareable whereas device lock files are not."),
        (4, "This means that the root filesystem isn't always shareable between networked systems."),
    ],
    "policy": [
        (1, "Changes in the Debian version of the package should be briefly explained in this file."),
        (1, "Bug numbers may be preceded by the word bug and/or a # sign, as in Closes: 42, bug#43, #44, bug 45."),
        (2, "yyyy is the four-digit year (e.g. 2010)"),
    ],
    "developers-reference": [
        (4, "#debian-boot is used to coordinate the work on the debian-installer."),
        (4, "Since #debian-devel is an open channel, you should not speak there of issues that are discussed in"),
    ],
    "libtasn1": [
        (4, "asn1Parser reads a single file with ASN.1 definitions and generates a file with an array t"),
        (4, "To specify the field of a CHOICE to be used, specify its name as a value to the CHOICE element itself."),
    ],
    "shared-mime-info-spec": [
        (1, "Many programs and desktops use the MIME system[MIME] to represent the types of files."),
        (4, "There is also an optional weight attribute which is used when resolving conflicts with oth"),
        (5, 'Generally the icon used for a mimetype is created based on the mime-type by mapping "/" '),
    ],
}
RUNNING = {
    "policy": "Debian Policy Manual, Release",
    "developers-reference": "Debian Developer’s Reference, Release",
    "shared-mime-info-spec": "Shared MIME-info Database",
}


@pytest.mark.parametrize("name", KNOWN)
def test_sentences_of_a_real_document_are_whole_and_on_their_pages(name: str) -> None:
    """Across the ends of lines, with ligatures, in lists, beside footnotes."""
    content = (FOLDER / f"{name}.pdf").read_bytes()
    found = [(one.page, one.reading) for one in segment(document_of("a.pdf", extract("a.pdf", content)))]
    for page, beginning in KNOWN[name]:
        assert any(on == page and reading.startswith(beginning) for on, reading in found), beginning


@pytest.mark.parametrize("name", RUNNING)
def test_running_heads_of_a_real_document_are_no_sentences(name: str) -> None:
    """They begin its text, once."""
    made = document_of("a.pdf", extract("a.pdf", (FOLDER / f"{name}.pdf").read_bytes()))
    assert made.text.count(f"\n{RUNNING[name]}") <= 2
    assert not any(one.reading.startswith(RUNNING[name]) for one in segment(made))
