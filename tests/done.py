"""What a command of the program left behind."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Done:
    """What a command left behind."""

    status: int
    out: str
    err: str

    def json(self) -> Any:  # noqa: ANN401 - whatever the object holds
        """Return the one object that stands on standard output."""
        assert self.out.count("\n") == 1
        return json.loads(self.out)
