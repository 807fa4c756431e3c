"""What tests see of what the bot did."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from local_api.running import Running

if TYPE_CHECKING:
    from local_api.journal import Call
    from local_api.messages import Message
    from local_api.people import Chat, User
    from local_api.world import CallbackAnswer, InlineAnswer


class Seen(Running):
    """Calls, messages and answers, each list a copy and oldest first."""

    @property
    def calls(self) -> list[Call]:
        """Return every call, in the order in which they came."""
        return self._do(lambda: list(self._server.journal.calls))

    @property
    def refused(self) -> list[Call]:
        """Return the calls that were wrong and that nobody expected to be."""
        return self._do(lambda: list(self._server.journal.refused))

    @property
    def expected_refusals(self) -> list[Call]:
        """Return the calls that were wrong as was expected."""
        return self._do(lambda: list(self._server.journal.expected))

    @property
    def updates(self) -> list[dict[str, Any]]:
        """Return every update that was queued."""
        return self._do(lambda: list(self._world.updates.history.values()))

    @property
    def pending(self) -> int:
        """Return how many updates the bot has not confirmed."""
        return self._do(lambda: self._world.updates.pending)

    @property
    def allowed_updates(self) -> tuple[str, ...]:
        """Return the kinds of update that the bot asked for."""
        return self._do(lambda: self._world.updates.allowed)

    @property
    def polled(self) -> bool:
        """Return whether a call of getUpdates waits."""
        return self._do(lambda: self._world.updates.polled)

    @property
    def webhook_url(self) -> str:
        """Return where updates are sent; empty where they are polled."""
        return self._do(lambda: self._server.webhooks.url)

    @property
    def answers_to_callbacks(self) -> list[CallbackAnswer]:
        """Return what pressed buttons were answered."""
        return self._do(lambda: list(self._world.callback_answers))

    @property
    def inline_results(self) -> list[InlineAnswer]:
        """Return what inline queries were answered."""
        return self._do(lambda: list(self._world.inline_answers))

    @property
    def actions(self) -> list[tuple[Chat, str]]:
        """Return the chat actions that were sent, e.g. `typing`."""
        return self._do(lambda: list(self._world.actions))

    def calls_of(self, method: str) -> list[Call]:
        """Return the calls of one method."""
        return [call for call in self.calls if call.method == method]

    def expect_refused(self, method: str, words: str) -> None:
        """Let calls of a method (`*` for any) be refused with such words without failing the test."""
        self._do(lambda: self._server.journal.expect(method, words))

    def check_nothing_refused(self) -> None:
        """Return where every call was right, or was expected to be refused.

        Raises:
            AssertionError: one was not; it says which.
        """
        refused = self.refused
        assert not refused, "refused:\n" + "\n".join(str(call) for call in refused)

    def messages_to(self, chat: Chat | User) -> list[Message]:
        """Return the bot's messages in a chat as they are now."""
        return [message for message in self.history(chat) if message.sender == self.bot]

    def history(self, chat: Chat | User) -> list[Message]:
        """Return all messages in a chat as they are now."""
        return self._do(lambda: self._world.messages.of(chat.id))

    def now(self, message: Message) -> Message | None:
        """Return a message as it is now; None where it was deleted."""
        return self._do(lambda: self._world.messages.find(message.chat.id, message.id))

    def update_of(self, message: Message) -> int:
        """Return the id of the update that told the bot of a person's message as it was written first.

        Raises:
            LookupError: the bot was not told.
        """
        for update in self.updates:
            told = update.get("message", {})
            if (told.get("chat", {}).get("id"), told.get("message_id")) == (message.chat.id, message.id):
                return int(update["update_id"])
        raise LookupError(f"the bot was not told of message {message.id}")

    def in_group(self, chat: Chat) -> bool:
        """Return whether the bot is in a group."""
        return self._do(lambda: self._world.chats.inside(chat, self.bot.id))

    def commands(self, scope: dict[str, object] | None = None, language_code: str = "") -> list[dict[str, str]]:
        """Return the commands of a scope, that of everybody where none is named."""
        return self._do(lambda: self._world.commands_of(scope, language_code))

    def reply_to(self, message: Message, timeout: float = 20.0) -> Message:
        """Return the bot's first message in a chat after a person's, waiting for it.

        Raises:
            AssertionError: there was none in time.
        """
        return self.wait_for(
            lambda: next((new for new in self.messages_to(message.chat) if new.id > message.id), None), timeout
        )

    def answer_to(self, query_id: str, timeout: float = 20.0) -> CallbackAnswer:
        """Return what a pressed button was answered, waiting for it.

        Raises:
            AssertionError: nothing, in that time.
        """
        return self.wait_for(
            lambda: next((answer for answer in self.answers_to_callbacks if answer.query_id == query_id), None), timeout
        )
