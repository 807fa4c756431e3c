"""Sources and files of one folder, and of several by name."""

from __future__ import annotations

from pathlib import Path

import pytest

from index.errors import SettingsError
from index.folders import Folders


def test_the_sources_of_one_folder_are_paths_in_it() -> None:
    """It has no name."""
    one = Folders.one(Path("notes"))
    assert (one.single, str(one), one.paths) == (Path("notes"), "notes", (Path("notes"),))
    assert one.file_of("2022/a.md") == Path("notes/2022/a.md")
    assert one.folder_of("2022/a.md") == (Path("notes"), "2022/a.md")


def test_a_name_is_the_first_part_of_a_source() -> None:
    """What begins with another name is nowhere."""
    several = Folders.named({"press": Path("/srv/press"), "cables": Path("c")})
    assert (several.single, several.paths) == (None, (Path("c"), Path("/srv/press")))
    assert str(several) == "cables (c), press (/srv/press)"
    assert several.file_of("press/2022/a.md") == Path("/srv/press/2022/a.md")
    assert [several.file_of(source) for source in ("other/a.md", "press", "a.md", "press/")] == [None] * 4
    assert several.open_file_of("other/a.md") is None


@pytest.mark.parametrize("name", ["", " ", ".", "..", ".hidden", "a/b", "a\\b", "a\0"])
def test_a_name_that_is_no_part_of_a_path_is_refused(name: str) -> None:
    """With what a name may be."""
    with pytest.raises(SettingsError, match="cannot be called"):
        Folders.named({"good": Path("x"), name: Path("y")})


def test_there_is_at_least_one_folder() -> None:
    """None at all is an error."""
    with pytest.raises(SettingsError, match="no folder is named"):
        Folders.named({})


def test_the_file_of_a_document_inside_another_is_the_outer_one(tmp_path: Path) -> None:
    """What is not there is where it would be."""
    (tmp_path / "2022").mkdir()
    (tmp_path / "2022" / "mail.eml").write_text("x", encoding="utf-8")
    several = Folders.named({"press": tmp_path})
    mail = tmp_path / "2022" / "mail.eml"
    assert several.open_file_of("press/2022/mail.eml") == mail
    assert several.open_file_of("press/2022/mail.eml/report.pdf") == mail
    assert several.open_file_of("press/2022/gone.md") == tmp_path / "2022" / "gone.md"
