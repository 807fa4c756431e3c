"""What tests let people do."""

from __future__ import annotations

from itertools import count
from typing import TYPE_CHECKING, Any

from local_api import acts
from local_api.messages import Message
from local_api.people import Chat, User
from local_api.pictures import check_picture
from local_api.running import Running
from local_api.text import Formatted

if TYPE_CHECKING:
    from local_api.acts import Asked
    from local_api.files import StoredFile

# Numbers of their own for tests that run beside one another.
_USER_IDS, _GROUP_IDS = count(100_001), count(5_001)
_SUPERGROUPS = -1_000_000_000_000  # https://core.telegram.org/api/bots/ids


class Crowd(Running):
    """People who write to the bot, press its buttons and put it in groups."""

    def user(
        self, first_name: str = "Ada", *, last_name: str = "", username: str = "", language_code: str = "en"
    ) -> User:
        """Return a person whom the bot has not met."""
        return User(next(_USER_IDS), first_name, last_name, username, language_code)

    def group(self, title: str, *members: User, supergroup: bool = False, with_bot: bool = True) -> Chat:
        """Return a group that the first of its members made; with the bot in it the first one added it."""
        number = next(_GROUP_IDS)
        chat = Chat(_SUPERGROUPS - number, "supergroup", title) if supergroup else Chat(-number, "group", title)
        self._do(lambda: self._world.chats.open(chat, members))
        if with_bot:
            self.add_bot(chat, members[0])
        return chat

    def add_bot(self, group: Chat, by: User, *, status: str = "member") -> None:
        """Let a member put the bot in a group, as a `member` or an `administrator`."""
        self._do(lambda: acts.add_bot(self._world, group, by, status))

    def remove_bot(self, group: Chat, by: User) -> None:
        """Let a member put the bot out of a group."""
        self._do(lambda: acts.remove_bot(self._world, group, by))

    def join(self, group: Chat, user: User) -> None:
        """Let a person join a group."""
        self._do(lambda: acts.join(self._world, group, user))

    def leave(self, group: Chat, user: User) -> None:
        """Let a person leave a group."""
        self._do(lambda: acts.leave(self._world, group, user))

    def upgrade(self, group: Chat, by: User) -> Chat:
        """Return the supergroup that a group has become."""
        new = Chat(_SUPERGROUPS - next(_GROUP_IDS), "supergroup", group.title)
        return self._do(lambda: acts.upgrade(self._world, group, new, by))

    def block(self, user: User) -> None:
        """Let a person block the bot."""
        self._do(lambda: self._world.change_bot(self._world.chats.open_private(user), user, "kicked"))

    def unblock(self, user: User) -> None:
        """Let a person unblock the bot."""
        self._do(lambda: self._world.change_bot(self._world.chats.open_private(user), user, "member"))

    def say(
        self,
        user: User,
        text: str,
        chat: Chat | None = None,
        *,
        reply_to: Message | None = None,
        mentions: tuple[User, ...] = (),
    ) -> Message:
        """Return what a person wrote, in private where no chat is named.

        Commands, @names and addresses become entities, as do the first names of `mentions`.
        """
        words = acts.formatted(text, mentions)

        def act() -> Message:
            place = acts.place_of(self._world, user, chat)
            return acts.send(self._world, Message(place, user, words=words, reply_to=reply_to))

        return self._do(act)

    def send_document(  # noqa: PLR0913 -- as many as a message with a file has parts
        self,
        user: User,
        name: str,
        content: bytes,
        chat: Chat | None = None,
        *,
        caption: str = "",
        mime_type: str = "text/plain",
        size: int | None = None,
    ) -> Message:
        """Return a message with a file; `size` is what Telegram says of it where that is not its length."""

        def act() -> Message:
            file = self._world.files.add(name, mime_type, content, size=size)
            words = acts.formatted(caption) if caption else Formatted()
            return acts.send(
                self._world, Message(acts.place_of(self._world, user, chat), user, words=words, document=file)
            )

        return self._do(act)

    def photo(self, user: User, content: bytes, chat: Chat | None = None, *, caption: str = "") -> Message:
        """Return a message with a picture."""

        def act() -> Message:
            file = self._picture("photo.jpg", content, "photos")
            words = acts.formatted(caption) if caption else Formatted()
            return acts.send(
                self._world, Message(acts.place_of(self._world, user, chat), user, words=words, photo=file)
            )

        return self._do(act)

    def sticker(self, user: User, content: bytes, chat: Chat | None = None) -> Message:
        """Return a message with a sticker."""

        def act() -> Message:
            file = self._picture("sticker.webp", content, "stickers")
            return acts.send(self._world, Message(acts.place_of(self._world, user, chat), user, sticker=file))

        return self._do(act)

    def edit(self, message: Message, text: str) -> Message:
        """Return a person's message with other words."""
        return self._do(lambda: acts.edit(self._world, message, text))

    def delete(self, message: Message) -> None:
        """Let a message be deleted, of which bots are not told."""
        self._do(lambda: self._world.messages.remove(message.chat.id, message.id))

    def press(self, user: User, message: Message, text_or_data: str) -> Asked:
        """Return the query of a pressed button, found by its words or its data on the message as it was seen.

        Raises:
            LookupError: the message has no such button, or its button only opens an address.
        """
        return self.press_forged(user, message, str(message.button(text_or_data)["callback_data"]))

    def press_forged(self, user: User, message: Message, data: str) -> Asked:
        """Return a query with any data, as of a button that is not there."""
        return self._do(lambda: acts.press(self._world, user, message, data))

    def inline(self, user: User, query: str, *, offset: str = "") -> Asked:
        """Return the query of a person who types the bot's name and a question in some chat."""
        return self._do(lambda: acts.type_inline(self._world, user, query, offset))

    def raw_update(self, update: dict[str, Any]) -> int:
        """Return the id of an update that is sent as it is; without `update_id` it gets the next one."""
        return self._do(lambda: self._world.updates.add_raw(update))

    def duplicate(self, update_id: int) -> None:
        """Send an update once more, whatever the bot has confirmed."""
        self._do(lambda: self._world.updates.repeat(update_id))

    def _picture(self, name: str, content: bytes, folder: str) -> StoredFile:
        return self._world.files.add(name, "image/*", content, folder=folder, pixels=check_picture(content))
