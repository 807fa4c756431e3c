"""What changes is read at once, and told; what cannot be followed is told too, and ends nothing."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from bot.serving.following import Following
from index import CatalogError, Filters

if TYPE_CHECKING:
    import pytest
    from served import Served


def told(capfd: pytest.CaptureFixture[str], word: str) -> str:
    """Wait for a word on standard error, and return all that came until then."""
    end, err = time.monotonic() + 120, ""
    while word not in err:
        assert time.monotonic() < end
        time.sleep(0.02)
        err += capfd.readouterr().err
    return err


def test_a_change_is_read_before_anybody_asks(served: Served, capfd: pytest.CaptureFixture[str]) -> None:
    """The index has it though nobody looked."""
    note = served.house.desk.settings.briefings / "pier.md"
    note.write_text("# Pier\n\nThe pier of Wexmouth is closed in winter.\n", encoding="utf-8")
    try:
        told(capfd, "pier.md added: ")
        assert any(each.source == "pier.md" for each in served.house.desk.briefings.indexed.documents())
    finally:
        note.unlink()


def test_what_cannot_be_followed_is_told(capfd: pytest.CaptureFixture[str]) -> None:
    """Each question looks by itself from then on."""

    class Broken:
        """Briefings that cannot be followed."""

        def follow(self, *_: object, **__: object) -> None:
            """Fail."""
            raise CatalogError("the catalog is damaged", "run `briefbot index --rebuild`")

    Following(Broken(), Filters())  # type: ignore[arg-type]
    assert "the catalog is damaged" in told(capfd, "from now on what changes is read at the next question")
