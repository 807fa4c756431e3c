"""Methods that send files, and the one that fetches them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from local_api.files import LARGEST_DOWNLOAD, LARGEST_PHOTO, LARGEST_UPLOAD, StoredFile
from local_api.keyboards import read_keyboard
from local_api.messages import Message
from local_api.methods.messages import find_answered, read_words
from local_api.pictures import check_picture
from local_api.refusal import RefusedError, bad_request
from local_api.text import MOST_CAPTION_UNITS, check_length

if TYPE_CHECKING:
    from local_api.arguments import Arguments
    from local_api.world import World


@dataclass(frozen=True, slots=True)
class _Kind:
    """What is sent: the name of the parameter, and the most bytes that it takes."""

    name: str
    most: int

    def folder(self) -> str:
        return f"{self.name}s"


_DOCUMENT, _PHOTO = _Kind("document", LARGEST_UPLOAD), _Kind("photo", LARGEST_PHOTO)


def send_document(world: World, given: Arguments) -> object:
    """Return a new message with a file."""
    message = _captioned(world, given)
    file = _take(world, given, _DOCUMENT)
    return world.post(replace(message, document=file)).as_json()


def send_photo(world: World, given: Arguments) -> object:
    """Return a new message with a picture."""
    message = _captioned(world, given)
    file = _take(world, given, _PHOTO)
    return world.post(replace(message, photo=file)).as_json()


def get_file(world: World, given: Arguments) -> object:
    """Return where a file can be downloaded."""
    found = world.files.find(given.text("file_id"))
    if found.size > LARGEST_DOWNLOAD:
        raise bad_request("file is too big")
    return found.as_file()


def _captioned(world: World, given: Arguments) -> Message:
    """Return a message that has all but its file."""
    chat = world.chats.find_to_write(given.values["chat_id"])
    words = read_words(given, "caption", "caption_entities")
    check_length(words, MOST_CAPTION_UNITS, empty=True)
    return Message(
        chat,
        world.bot,
        words=words,
        written=given.text("caption"),
        keyboard=read_keyboard(given.values.get("reply_markup")),
        reply_to=find_answered(world, chat, given),
    )


def _take(world: World, given: Arguments, kind: _Kind) -> StoredFile:
    """Return the file of a call, which is uploaded with it or was sent before."""
    upload = given.upload(kind.name)
    if upload is None:
        found = world.files.find(given.text(kind.name))
        if found.folder != kind.folder():
            raise bad_request(f"type of file mismatch: it is no {kind.name}")
        return found
    if not upload.content:
        raise bad_request("file must be non-empty")
    if len(upload.content) > kind.most:
        raise RefusedError(413, "Request Entity Too Large")
    pixels = check_picture(upload.content) if kind is _PHOTO else (0, 0)
    return world.files.add(upload.name, upload.mime_type, upload.content, folder=kind.folder(), pixels=pixels)
