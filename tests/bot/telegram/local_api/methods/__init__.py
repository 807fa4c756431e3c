"""The methods that this server knows how to do; others are refused."""

from __future__ import annotations

from typing import TYPE_CHECKING

from local_api.methods import chats, delivery, media, messages, profile, queries

if TYPE_CHECKING:
    from collections.abc import Callable

    from local_api.arguments import Arguments
    from local_api.world import World

METHODS: dict[str, Callable[[World, Arguments], object]] = {
    "answerCallbackQuery": queries.answer_callback,
    "answerInlineQuery": queries.answer_inline,
    "close": delivery.close,
    "deleteMessage": messages.delete_message,
    "deleteMyCommands": profile.delete_commands,
    "editMessageReplyMarkup": messages.edit_keyboard,
    "editMessageText": messages.edit_text,
    "getChat": chats.get_chat,
    "getChatAdministrators": chats.get_administrators,
    "getChatMember": chats.get_member,
    "getChatMemberCount": chats.count_members,
    "getChatMenuButton": profile.get_menu_button,
    "getFile": media.get_file,
    "getMe": profile.get_me,
    "getMyCommands": profile.get_commands,
    "getMyDescription": profile.getter("description"),
    "getMyName": profile.getter("name"),
    "getMyShortDescription": profile.getter("short_description"),
    "leaveChat": chats.leave,
    "logOut": delivery.log_out,
    "sendChatAction": messages.send_action,
    "sendDocument": media.send_document,
    "sendMessage": messages.send_message,
    "sendPhoto": media.send_photo,
    "setMyCommands": profile.set_commands,
    "setMyDescription": profile.setter("description"),
    "setMyName": profile.setter("name"),
    "setMyShortDescription": profile.setter("short_description"),
}
