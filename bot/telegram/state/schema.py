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
    id INTEGER PRIMARY KEY AUTOINCREMENT, chat INTEGER NOT NULL, person INTEGER NOT NULL, question TEXT NOT NULL,
    language TEXT NOT NULL, told TEXT NOT NULL, at REAL NOT NULL
) STRICT;
CREATE INDEX watch_of ON watch (person, chat);
CREATE TABLE keep (
    id INTEGER PRIMARY KEY AUTOINCREMENT, chat INTEGER NOT NULL, person INTEGER NOT NULL, citation TEXT NOT NULL,
    text TEXT NOT NULL, language TEXT NOT NULL, bound TEXT NOT NULL, at REAL NOT NULL
) STRICT;
CREATE INDEX keep_of ON keep (person, chat);
CREATE TABLE upload (
    id INTEGER PRIMARY KEY AUTOINCREMENT, chat INTEGER NOT NULL, person INTEGER NOT NULL, asked INTEGER NOT NULL,
    source TEXT NOT NULL, held TEXT NOT NULL, stage TEXT NOT NULL, digest TEXT NOT NULL DEFAULT '',
    replaced TEXT NOT NULL DEFAULT '', message INTEGER NOT NULL DEFAULT 0, at REAL NOT NULL
) STRICT;
CREATE INDEX upload_of ON upload (person);
CREATE TABLE deed (
    id INTEGER PRIMARY KEY, at REAL NOT NULL, person INTEGER NOT NULL, act TEXT NOT NULL, source TEXT NOT NULL,
    upload INTEGER NOT NULL
) STRICT;
CREATE INDEX deed_at ON deed (at);
CREATE TABLE memo (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
"""
"""`incoming.body` is NULL once an update has been dealt with. `watch.told` is `state.watches.Told`; `keep.bound` stands
for the filters by which the sentence was seen last. Their numbers are never given twice: old buttons hold them."""
