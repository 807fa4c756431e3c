"""What is made wrong of what is sent: escaping, limits, secrets, files."""

from __future__ import annotations

from breaks.breaking import Break

_BOT = "bot/telegram"
_UNIT = "tests/bot/telegram"
_MARKUP = (f"{_UNIT}/test_markup.py", f"{_UNIT}/test_answer_message.py")
_SECRETS = (f"{_UNIT}/test_redact.py", f"{_UNIT}/test_secret.py")

BREAKS = (
    Break(
        "words are not escaped",
        f"{_BOT}/markup.py",
        "Markup(html.escape(shown, quote=False), units(shown), 0)",
        "Markup(shown, units(shown), 0)",
        _MARKUP,
    ),
    Break(
        "words that turn text around are let through",
        "bot/sanitize.py",
        "\\x7f-\\x9f{BIDI_CONTROLS}]",
        "\\x7f-\\x9f]",
        _MARKUP,
    ),
    Break("a message may be a unit longer", f"{_BOT}/markup.py", "MAX_LENGTH = 4096", "MAX_LENGTH = 4097", _MARKUP),
    Break(
        "a message may have an entity more", f"{_BOT}/markup.py", "MAX_ENTITIES = 100", "MAX_ENTITIES = 101", _MARKUP
    ),
    Break(
        "an entity is not counted",
        f"{_BOT}/markup.py",
        "piece.length, piece.entities + 1)",
        "piece.length, piece.entities)",
        _MARKUP,
    ),
    Break(
        "a sentence that is too long is cut",
        f"{_BOT}/markup.py",
        "    shown = as_shown(text)\n    return",
        "    shown = as_shown(text)[:3000]\n    return",
        (f"{_UNIT}/test_answer_message.py",),
    ),
    Break(
        "one person may have any number of questions waiting",
        f"{_BOT}/turns.py",
        "if self._persons[person] >= self._most:",
        "if self._persons[person] >= 1000 * self._most:",
        (f"{_UNIT}/test_turns.py",),
    ),
    Break(
        "a chat is answered in no order",
        f"{_BOT}/turns.py",
        "            async with line.lock:\n                yield\n",
        "            yield\n",
        (f"{_UNIT}/test_turns.py",),
    ),
    Break(
        "what Telegram refuses is tried again",
        f"{_BOT}/delivery.py",
        "            except BadRequest:  #",
        "            except ZeroDivisionError:  #",
        (f"{_UNIT}/test_delivery.py",),
    ),
    Break(
        "typing waits its turn",
        f"{_BOT}/delivery.py",
        'UNHURRIED = frozenset({"sendChatAction", ',
        "UNHURRIED = frozenset({",
        (f"{_UNIT}/test_delivery.py",),
    ),
    Break(
        "the log is written as it comes",
        f"{_BOT}/redact.py",
        "return self._all.sub(HIDDEN, _NEXT_LINE.join(lines))",
        "return text + _NEXT_LINE.join(lines)",
        _SECRETS,
    ),
    Break(
        "a secret shows in its repr",
        "bot/secret.py",
        '        """Return `***`."""\n        return HIDDEN',
        '        """Return `***`."""\n        return self.__words',
        _SECRETS,
    ),
    Break(
        "a question may have any length",
        f"{_BOT}/handlers/ask.py",
        "    if len(question) > MOST_CHARACTERS:\n",
        "    if len(question) > 1000 * MOST_CHARACTERS:\n",
        (f"{_UNIT}/handlers/test_ask.py",),
    ),
    Break(
        "readers are sent whole files",
        f"{_BOT}/sources.py",
        "asker.role is not None and asker.role.includes(least)",
        "asker.role is not None",
        (f"{_UNIT}/test_sources.py",),
    ),
    Break(
        "groups are sent whole files",
        f"{_BOT}/sources.py",
        "asker.place is Place.PRIVATE and",
        "",
        (f"{_UNIT}/test_sources.py",),
    ),
    Break(
        "readers do what is for owners",
        f"{_BOT}/handlers/owners.py",
        "if asker.role is Role.OWNER and asker.place is Place.PRIVATE:",
        "if asker.role is not None and asker.place is Place.PRIVATE:",
        (f"{_UNIT}/handlers/test_owners.py", f"{_UNIT}/test_gate.py"),
    ),
    Break(
        "another's edited question edits an answer",
        f"{_BOT}/answering.py",
        "if before is not None and before.person == asker.person:",
        "if before is not None:",
        (f"{_UNIT}/handlers/test_ask.py",),
    ),
    Break(
        "what is deleted stays in the file",
        f"{_BOT}/state/database.py",
        "PRAGMA secure_delete = ON",
        "PRAGMA secure_delete = OFF",
        (f"{_UNIT}/state/test_erase.py",),
    ),
    Break(
        "the audit is not deleted with the rest",
        f"{_BOT}/state/erase.py",
        '_TABLES = ("audit", ',
        "_TABLES = (",
        (f"{_UNIT}/state/test_erase.py",),
    ),
    Break(
        "readers publish briefings",
        f"{_BOT}/handlers/upload.py",
        "if asker.role is None or not asker.role.includes(Role.CONTRIBUTOR) or",
        "if asker.role is None or",
        (f"{_UNIT}/handlers/test_upload.py",),
    ),
)
