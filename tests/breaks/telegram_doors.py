"""What is made wrong of who is answered, from what, and by which button."""

from __future__ import annotations

from breaks.breaking import Break

_BOT = "bot/telegram"
_UNIT = "tests/bot/telegram"
_GATE = (f"{_UNIT}/test_access.py", f"{_UNIT}/test_gate.py", f"{_UNIT}/test_gate_groups.py")
_DECIDE = (f"{_UNIT}/test_access.py",)
_BOUNDS = (f"{_UNIT}/test_asker.py", f"{_UNIT}/test_doorbook.py", f"{_UNIT}/test_answered_from.py")
_PRESS = (f"{_UNIT}/state/test_buttons.py", f"{_UNIT}/handlers/test_press.py")

BREAKS = (
    Break("the gate is not awaited", f"{_BOT}/build.py", "gate, block=True)", "gate, block=False)", _GATE),
    Break("the gate runs after the handlers", f"{_BOT}/build.py", "GATE = -1", "GATE = 1", _GATE),
    Break(
        "the gate stops nothing",
        f"{_BOT}/gate.py",
        "        raise ApplicationHandlerStop\n",
        "",
        _GATE,
    ),
    Break(
        "strangers are let in in private",
        f"{_BOT}/access.py",
        "return Verdict.TELL if said.role is None else Verdict.ANSWER",
        "return Verdict.ANSWER",
        _DECIDE,
    ),
    Break(
        "any group is answered",
        f"{_BOT}/access.py",
        "    if said.allowed:\n",
        "    if said.allowed or said.place is Place.GROUP:\n",
        _DECIDE,
    ),
    Break(
        "anybody who is paired opens a group",
        f"{_BOT}/access.py",
        "    if said.role is Role.OWNER:\n",
        "    if said.role is not None:\n",
        _DECIDE,
    ),
    Break(
        "strangers are answered inline",
        f"{_BOT}/access.py",
        "if said.place is Place.INLINE and said.role is not None else",
        "if said.place is Place.INLINE else",
        _DECIDE,
    ),
    Break(
        "an anonymous administrator counts as a person",
        f"{_BOT}/sight.py",
        "is_person=not sender and user is not None",
        "is_person=user is not None",
        (f"{_UNIT}/test_sight.py", f"{_UNIT}/test_gate.py"),
    ),
    Break(
        "what another bot wrote is taken",
        f"{_BOT}/sight.py",
        "message is None or message.via_bot is not None else",
        "message is None else",
        (f"{_UNIT}/test_sight.py", f"{_UNIT}/test_gate.py"),
    ),
    Break(
        "strangers are told at every message",
        f"{_BOT}/state/strangers.py",
        "return told.rowcount == 1",
        "return told.rowcount <= 1",
        (f"{_UNIT}/state/test_strangers.py", f"{_UNIT}/test_gate.py"),
    ),
    Break(
        "a group's bounds are ignored",
        f"{_BOT}/doorbook.py",
        "for known in (group, person) if",
        "for known in (person,) if",
        _BOUNDS,
    ),
    Break(
        "a person's bounds are ignored",
        f"{_BOT}/doorbook.py",
        "for known in (group, person) if",
        "for known in (group,) if",
        _BOUNDS,
    ),
    Break("ceilings are ignored", f"{_BOT}/asker.py", "ceiling=binding.ceiling", "ceiling=None", _BOUNDS),
    Break(
        "context is shown whatever one may see now",
        f"{_BOT}/handlers/context.py",
        "self.library.document(citation.source, asker.filters)",
        "self.library.document(citation.source, type(asker.filters)())",
        (f"{_UNIT}/test_answered_from.py",),
    ),
    Break(
        "more is asked without bounds",
        f"{_BOT}/handlers/more.py",
        "len(seen) + asker.top_k, asker.filters)",
        "len(seen) + asker.top_k, type(asker.filters)())",
        (f"{_UNIT}/test_answered_from.py",),
    ),
    Break(
        "conversations are shared by people",
        f"{_BOT}/library.py",
        "return asker.chat, asker.person, asker.filters",
        "return asker.chat, 0, asker.filters",
        (f"{_UNIT}/test_library.py", f"{_UNIT}/handlers/test_ask.py"),
    ),
    Break(
        "a button works for anybody",
        f"{_BOT}/state/buttons.py",
        "if row[1] == person else Refusal.NOT_YOURS",
        "if row[1] else Refusal.NOT_YOURS",
        _PRESS,
    ),
    Break(
        "a button works in any chat",
        f"{_BOT}/state/buttons.py",
        "if row is None or row[0] != chat:",
        "if row is None:",
        _PRESS,
    ),
    Break(
        "a button never expires",
        f"{_BOT}/state/buttons.py",
        "WHERE id = ? AND expires_at > ?",
        "WHERE id = ? AND expires_at > 0 * ?",
        _PRESS,
    ),
)
