"""Run briefbot as `python -m bot`."""

from __future__ import annotations

import sys

from bot.main import program

if __name__ == "__main__":
    sys.exit(program())
