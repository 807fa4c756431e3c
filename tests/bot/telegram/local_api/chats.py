"""Who is in which chat."""

from __future__ import annotations

from typing import TYPE_CHECKING

from local_api.people import Chat, User, private_chat
from local_api.refusal import bad_request, forbidden

if TYPE_CHECKING:
    from collections.abc import Iterable

# The rights of an administrator that `ChatMemberAdministrator` must name.
_RIGHTS = (
    "can_be_edited", "is_anonymous", "can_manage_chat", "can_delete_messages", "can_manage_video_chats",
    "can_restrict_members", "can_promote_members", "can_change_info", "can_invite_users", "can_post_stories",
    "can_edit_stories", "can_delete_stories",
)  # fmt: skip
_INSIDE = ("creator", "administrator", "member")


class Chats:
    """Users, chats, and what each user is in each chat."""

    def __init__(self, bot: User) -> None:
        """Hold the bot and nobody else."""
        self.bot = bot
        self.users: dict[int, User] = {bot.id: bot}
        self._chats: dict[int, Chat] = {}
        self._status: dict[int, dict[int, str]] = {}
        self._became: dict[int, Chat] = {}

    def open(self, chat: Chat, members: Iterable[User] = ()) -> Chat:
        """Return a chat that is there from now on, its members in it; the first one of a group made it."""
        self._chats[chat.id] = chat
        self._status.setdefault(chat.id, {})
        for place, user in enumerate(members):
            self.users[user.id] = user
            self.set_status(chat, user, "creator" if place == 0 and not chat.is_private else "member")
        return chat

    def open_private(self, user: User) -> Chat:
        """Return a person's own chat with the bot, there from now on."""
        return self._chats.get(user.id) or self.open(private_chat(user), (user, self.bot))

    def status(self, chat: Chat, user_id: int) -> str:
        """Return what a user is in a chat: `creator`, `administrator`, `member`, `left` or `kicked`."""
        return self._status.get(chat.id, {}).get(user_id, "left")

    def set_status(self, chat: Chat, user: User, status: str) -> None:
        """Make a user something in a chat."""
        self._status[chat.id][user.id] = status

    def inside(self, chat: Chat, user_id: int) -> bool:
        """Return whether a user is in a chat."""
        return self.status(chat, user_id) in _INSIDE

    def members(self, chat: Chat) -> list[User]:
        """Return those who are in a chat."""
        return [self.users[user_id] for user_id, status in self._status[chat.id].items() if status in _INSIDE]

    def upgrade(self, old: Chat, new: Chat) -> None:
        """Make a group a supergroup with a new id; the old one refers to it."""
        self._chats[new.id] = new
        self._status[new.id] = dict(self._status[old.id])
        self._became[old.id] = new

    def find(self, chat_id: int | str) -> Chat:
        """Return a chat that the bot knows.

        Raises:
            RefusedError: it knows none of that id, may not write first, or the group has become another.
        """
        found = self._chats.get(chat_id) if isinstance(chat_id, int) else self._named(chat_id)
        if found is None:
            if chat_id in self.users and chat_id != self.bot.id:
                raise forbidden("bot can't initiate conversation with a user")
            raise bad_request("chat not found")
        if found.id in self._became:
            refusal = bad_request("group chat was upgraded to a supergroup chat")
            refusal.parameters["migrate_to_chat_id"] = self._became[found.id].id
            raise refusal
        return found

    def find_to_write(self, chat_id: int | str) -> Chat:
        """Return a chat where the bot may write.

        Raises:
            RefusedError: as for `find`, or the bot is not in it, or was blocked.
        """
        chat = self.find(chat_id)
        status = self.status(chat, self.bot.id)
        if status in _INSIDE:
            return chat
        if chat.is_private:
            raise forbidden("bot was blocked by the user")
        did = "was kicked from" if status == "kicked" else "is not a member of"
        raise forbidden(f"bot {did} the {chat.kind} chat")

    def member_json(self, chat: Chat, user: User, status: str | None = None) -> dict[str, object]:
        """Return a user in a chat as `ChatMember`, as they are or as they were."""
        status = status or self.status(chat, user.id)
        body: dict[str, object] = {"status": status, "user": user.as_json()}
        if status == "creator":
            body["is_anonymous"] = False
        elif status == "administrator":
            body |= dict.fromkeys(_RIGHTS, False) | {"can_manage_chat": True}
        elif status == "kicked":
            body["until_date"] = 0
        return body

    def _named(self, name: str) -> Chat | None:
        user = next((user for user in self.users.values() if user.username and f"@{user.username}" == name), None)
        return self._chats.get(user.id) if user else None
