"""Which version of briefbot this is."""

from __future__ import annotations


def program_version() -> str:
    """Return the version, or that the program is not installed but run from its source."""
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version("briefbot")
    except PackageNotFoundError:
        return "(not installed)"
