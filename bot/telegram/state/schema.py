"""The tables of what Telegram must remember. Times are seconds since the epoch; lists and records are JSON."""

from __future__ import annotations

VERSION = 1

SCHEMA = """
CREATE TABLE person (
    id INTEGER PRIMARY KEY, role TEXT NOT NULL, binding TEXT NOT NULL, paired_at REAL NOT NULL, paired_by INTEGER
) STRICT;
CREATE TABLE code (
    digest BLOB PRIMARY KEY, role TEXT NOT NULL, binding TEXT NOT NULL, made_by INTEGER, expires_at REAL NOT NULL
) STRICT;
CREATE TABLE attempt (person INTEGER NOT NULL, at REAL NOT NULL) STRICT;
CREATE INDEX attempt_of ON attempt (person, at);
CREATE TABLE allowed_group (
    id INTEGER PRIMARY KEY, binding TEXT NOT NULL, allowed_at REAL NOT NULL, allowed_by INTEGER
) STRICT;
CREATE TABLE awaited_group (id INTEGER PRIMARY KEY, added_at REAL NOT NULL, added_by INTEGER NOT NULL) STRICT;
CREATE TABLE stranger (id INTEGER PRIMARY KEY, told_at REAL NOT NULL) STRICT;
CREATE TABLE incoming (id INTEGER PRIMARY KEY, at REAL NOT NULL, body TEXT, starts INTEGER NOT NULL) STRICT;
CREATE INDEX incoming_at ON incoming (at);
CREATE TABLE preference (
    person INTEGER PRIMARY KEY, language TEXT NOT NULL, top_k INTEGER, neighbors INTEGER NOT NULL
) STRICT;
CREATE TABLE shown (
    id INTEGER PRIMARY KEY AUTOINCREMENT, chat INTEGER NOT NULL, person INTEGER NOT NULL, asked INTEGER NOT NULL,
    message INTEGER NOT NULL, question TEXT NOT NULL, answered INTEGER NOT NULL, quotes TEXT NOT NULL, at REAL NOT NULL
) STRICT;
CREATE INDEX shown_to ON shown (chat, asked);
CREATE INDEX shown_as ON shown (chat, message);
CREATE TABLE button (
    id TEXT PRIMARY KEY, chat INTEGER NOT NULL, person INTEGER NOT NULL, action TEXT NOT NULL, argument TEXT NOT NULL,
    expires_at REAL NOT NULL
) STRICT;
CREATE INDEX button_until ON button (expires_at);
CREATE TABLE audit (
    id INTEGER PRIMARY KEY, at REAL NOT NULL, person INTEGER NOT NULL, chat INTEGER NOT NULL, question TEXT NOT NULL,
    citations TEXT NOT NULL, answered INTEGER NOT NULL, confidence REAL NOT NULL
) STRICT;
CREATE INDEX audit_at ON audit (at);
CREATE TABLE label (
    shown INTEGER PRIMARY KEY, at REAL NOT NULL, person INTEGER NOT NULL, question TEXT NOT NULL, quotes TEXT NOT NULL,
    answered INTEGER NOT NULL, is_right INTEGER NOT NULL
) STRICT;
CREATE TABLE watch (
    id INTEGER PRIMARY KEY, chat INTEGER NOT NULL, person INTEGER NOT NULL, question TEXT NOT NULL, at REAL NOT NULL,
    best TEXT NOT NULL
) STRICT;
CREATE TABLE keep (
    id INTEGER PRIMARY KEY, chat INTEGER NOT NULL, person INTEGER NOT NULL, citation TEXT NOT NULL, text TEXT NOT NULL,
    at REAL NOT NULL
) STRICT;
CREATE TABLE upload (
    id INTEGER PRIMARY KEY, chat INTEGER NOT NULL, person INTEGER NOT NULL, source TEXT NOT NULL, state TEXT NOT NULL,
    held TEXT NOT NULL, replaced TEXT, at REAL NOT NULL
) STRICT;
CREATE TABLE memo (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
"""
"""`incoming.body` is NULL once an update has been dealt with; `keep` and `watch` end with what they are about."""
