"""What Telegram must remember: one SQLite file in the user's state folder, never in the index."""
