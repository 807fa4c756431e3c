"""A page that was saved as one file reads as the page."""

from __future__ import annotations

import pytest
from made_files import DAY, mail, mhtml

from index.errors import ReadingError
from index.readers import read


def test_a_page_saved_as_one_file_reads_as_the_page() -> None:
    """Its pictures and frames are left out, and the letters are those that its part says it is in."""
    found = read("a.mht", mhtml())
    assert (found.metadata.title, found.metadata.date, found.metadata.author) == ("Patrol boats", DAY, "Jane Rao")
    assert "They agreed on the price." in found.text
    assert "Framed" not in found.text
    latin = mail()
    latin.set_content("<p>Le caf\u00e9 ferme.</p>", subtype="html", charset="iso-8859-1")
    assert read("a.mhtml", latin.as_bytes()).text == "Le caf\u00e9 ferme."


def test_a_saved_page_without_a_page_is_refused() -> None:
    """A mail is none."""
    plain = mail()
    plain.set_content("Words.")
    with pytest.raises(ReadingError, match=r"^a\.mht is not a saved web page: it holds none"):
        read("a.mht", plain.as_bytes())
