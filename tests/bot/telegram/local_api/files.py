"""Files that people and the bot sent."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import count

from local_api.refusal import bad_request

# https://core.telegram.org/bots/api#getfile and https://core.telegram.org/bots/api#sending-files
LARGEST_DOWNLOAD = 20 * 1000 * 1000
LARGEST_UPLOAD = 50 * 1000 * 1000
LARGEST_PHOTO = 10 * 1000 * 1000


@dataclass(frozen=True, slots=True)
class StoredFile:
    """A file.

    Attributes:
        number: which file it is; ids are made of it.
        name: as it was sent.
        mime_type: as it was sent.
        content: its bytes.
        size: what Telegram says of it, which a test may make more than it is.
        folder: where it lies in Telegram's storage.
        width: of a picture, in pixels.
        height: of a picture, in pixels.
    """

    number: int
    name: str
    mime_type: str
    content: bytes = field(repr=False)
    size: int
    folder: str = "documents"
    width: int = 0
    height: int = 0

    @property
    def file_id(self) -> str:
        """Return what the bot calls it by."""
        return f"FILE{self.number:08d}"

    @property
    def path(self) -> str:
        """Return where it is downloaded from."""
        suffix = self.name.rpartition(".")[2] if "." in self.name else "bin"
        return f"{self.folder}/file_{self.number}.{suffix}"

    def _ids(self) -> dict[str, object]:
        return {"file_id": self.file_id, "file_unique_id": f"U{self.number:08d}", "file_size": self.size}

    def as_file(self) -> dict[str, object]:
        """Return it as `File`."""
        return self._ids() | {"file_path": self.path}

    def as_document(self) -> dict[str, object]:
        """Return it as `Document`."""
        return self._ids() | {"file_name": self.name, "mime_type": self.mime_type}

    def as_photo(self) -> dict[str, object]:
        """Return it as `PhotoSize`."""
        return self._ids() | {"width": self.width, "height": self.height}

    def as_sticker(self) -> dict[str, object]:
        """Return it as `Sticker`."""
        kind: dict[str, object] = {"type": "regular", "is_animated": False, "is_video": False}
        return self.as_photo() | kind


class Files:
    """Every file, by its id and its path."""

    def __init__(self) -> None:
        """Hold none yet."""
        self._numbers = count(1)
        self._by_id: dict[str, StoredFile] = {}

    def add(
        self,
        name: str,
        mime_type: str,
        content: bytes,
        *,
        size: int | None = None,
        folder: str = "documents",
        pixels: tuple[int, int] = (0, 0),
    ) -> StoredFile:
        """Return a file, kept."""
        length = len(content) if size is None else size
        added = StoredFile(next(self._numbers), name, mime_type, content, length, folder, *pixels)
        self._by_id[added.file_id] = added
        return added

    def find(self, file_id: str) -> StoredFile:
        """Return a file by its id.

        Raises:
            RefusedError: there is none.
        """
        found = self._by_id.get(file_id)
        if found is None:
            raise bad_request("wrong file_id or the file is temporarily unavailable")
        return found

    def at(self, path: str) -> StoredFile | None:
        """Return the file that is downloaded from a path."""
        return next((file for file in self._by_id.values() if file.path == path), None)
