"""What one process does of a large folder: its share of the files, and how many encode at once."""

from __future__ import annotations

from dataclasses import dataclass

from bot.values import FLAG, Given, Rule, read_value, whole

MOST_JOBS = 256


@dataclass(frozen=True, slots=True)
class Share:
    """What one process does.

    Attributes:
        part: `I/N`, its share of the files; None for all of them.
        jobs: how many processes encode.
    """

    part: str | None = None
    jobs: int = 1


def share_of(part: str | None, jobs: str | None) -> Share:
    """Return what was asked for on the command line.

    Raises:
        SettingsError: `jobs` is no number of processes.
    """
    if jobs is None:
        return Share(part)
    from pathlib import Path

    rule = Rule(whole(1, MOST_JOBS), f"a whole number from 1 to {MOST_JOBS}")
    return Share(part, int(str(read_value(rule, Given(jobs, "--jobs", Path(), FLAG)))))
