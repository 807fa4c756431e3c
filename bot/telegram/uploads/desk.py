"""All that uploads are made of, put together once."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from bot.telegram.state.deeds import Deeds
from bot.telegram.state.uploads import Uploads
from bot.telegram.uploads.held import HeldFiles
from bot.telegram.uploads.intake import Intake
from bot.telegram.uploads.publisher import Publisher

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.telegram.keyboards import Keyboards
    from bot.telegram.library import Library
    from bot.telegram.state.database import Database


@dataclass(frozen=True, slots=True)
class UploadDesk:
    """What uploads are made of.

    Attributes:
        library: the briefings.
        uploads: where it is kept what was sent.
        held: where files are held apart.
        deeds: where it is kept who did what.
        intake: takes documents in.
        publisher: puts them into the folder.
        keyboards: makes buttons.
        busy: the numbers of the uploads that something is being done with.
    """

    library: Library
    uploads: Uploads
    held: HeldFiles
    deeds: Deeds
    intake: Intake
    publisher: Publisher
    keyboards: Keyboards
    busy: set[int] = field(default_factory=set)


def make_upload_desk(
    database: Database, library: Library, keyboards: Keyboards, most_bytes: int, now: Callable[[], float]
) -> UploadDesk:
    """Return the parts over one database and one library; a larger document than `most_bytes` is refused."""
    uploads, held = Uploads(database), HeldFiles(database.path.parent)
    return UploadDesk(
        library=library,
        uploads=uploads,
        held=held,
        deeds=Deeds(database),
        intake=Intake(library, uploads, held, most_bytes, now),
        publisher=Publisher(library, uploads, held, now),
        keyboards=keyboards,
    )
