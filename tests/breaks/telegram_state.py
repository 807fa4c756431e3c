"""What is made wrong of codes, updates and what is kept."""

from __future__ import annotations

from breaks.breaking import Break

_BOT = "bot/telegram"
_UNIT = "tests/bot/telegram"
_PAIRINGS = (f"{_UNIT}/state/test_pairings.py",)
_WEBHOOK = (f"{_UNIT}/test_webhook.py",)
_INBOX = (f"{_UNIT}/test_inbox.py", f"{_UNIT}/state/test_incoming.py")

BREAKS = (
    Break(
        "wrong codes are not limited",
        f"{_BOT}/state/pairings.py",
        "            if wrong >= MOST_WRONG:\n",
        "            if wrong >= 1000 * MOST_WRONG:\n",
        _PAIRINGS,
    ),
    Break(
        "who guesses is always answered",
        f"{_BOT}/state/pairings.py",
        ".fetchone()[0] >= MOST_WRONG)",
        ".fetchone()[0] >= 1000 * MOST_WRONG)",
        (*_PAIRINGS, f"{_UNIT}/test_gate.py"),
    ),
    Break(
        "a code pairs more than once",
        f"{_BOT}/state/pairings.py",
        '"DELETE FROM code WHERE digest = ? RETURNING role, binding, made_by, expires_at"',
        '"SELECT role, binding, made_by, expires_at FROM code WHERE digest = ?"',
        _PAIRINGS,
    ),
    Break(
        "a code never expires",
        f"{_BOT}/state/pairings.py",
        "if row is None or row[3] <= now:",
        "if row is None or row[3] <= 0:",
        _PAIRINGS,
    ),
    Break(
        "codes are kept as they are",
        f"{_BOT}/state/pairings.py",
        'return hashlib.sha256(code.encode("utf-8", "surrogatepass")).digest()',
        'return hashlib.sha256(b"").digest() + code.encode("utf-8", "surrogatepass")',
        _PAIRINGS,
    ),
    Break(
        "others can read what is remembered",
        f"{_BOT}/state/database.py",
        "os.O_CREAT | os.O_RDWR, 0o600",
        "os.O_CREAT | os.O_RDWR, 0o644",
        _PAIRINGS,
    ),
    Break(
        "the webhook's secret is not compared",
        f"{_BOT}/webhook.py",
        "if not hmac.compare_digest(given, self._digest):",
        "if not given:",
        _WEBHOOK,
    ),
    Break(
        "the webhook's path is the same for everybody",
        f"{_BOT}/webhook.py",
        'hmac.digest(secret.reveal().encode(), b"path',
        'hmac.digest(b"briefbot", b"path',
        _WEBHOOK,
    ),
    Break(
        "the webhook takes bodies of any length",
        f"{_BOT}/webhook.py",
        "max_body_size=MOST_BODY_BYTES",
        "max_body_size=100 * MOST_BODY_BYTES",
        _WEBHOOK,
    ),
    Break(
        "duplicate updates are taken",
        f"{_BOT}/state/incoming.py",
        '(?, ?, ?, 0)", row).rowcount == 1',
        '(?, ?, ?, 0)", row).rowcount <= 1',
        _INBOX,
    ),
    Break(
        "updates are not kept before they are taken",
        f"{_BOT}/inbox.py",
        "return self._incoming.record(update.update_id, update.to_json(), self._now())",
        "return bool(update.update_id)",
        _INBOX,
    ),
    Break(
        "what an update held is kept for ever",
        f"{_BOT}/inbox.py",
        "self._incoming.finish(update.update_id)",
        "self._incoming.finish(0)",
        _INBOX,
    ),
)
