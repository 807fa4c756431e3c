"""All that is made wrong in the bot."""

from __future__ import annotations

from breaks import telegram_doors, telegram_limits, telegram_state

BREAKS = (*telegram_doors.BREAKS, *telegram_state.BREAKS, *telegram_limits.BREAKS)
