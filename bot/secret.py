"""What nobody may see: words such as a token, from where they are kept to where they are used."""

from __future__ import annotations

import hmac
import os
import stat
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Self

from index import SettingsError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, MutableMapping

HIDDEN = "***"
"""What is shown in a secret's place."""
_MOST_CHARACTERS = 1_000


class NoSecretError(SettingsError):
    """A secret that is needed is not set."""


class Secret:
    """Words that show as `***` wherever they are written, but by `reveal`."""

    __slots__ = ("__words",)

    def __init__(self, words: str) -> None:
        """Keep `words`."""
        self.__words = words

    def reveal(self) -> str:
        """Return the words, for the one place that needs them."""
        return self.__words

    def __repr__(self) -> str:
        """Return `***`."""
        return HIDDEN

    def __format__(self, form: str) -> str:
        """Return `***`, as wide as was asked for."""
        return format(HIDDEN, form)

    def __eq__(self, other: object) -> bool:
        """Compare in a time that does not tell how much is alike."""
        if not isinstance(other, Secret):
            return NotImplemented
        return hmac.compare_digest(self.__words.encode(), other.__words.encode())

    def __hash__(self) -> int:
        """Return a hash, which is another in every process."""
        return hash(self.__words)

    def __copy__(self) -> Self:
        """Return itself: it does not change."""
        return self

    def __deepcopy__(self, memo: object) -> Self:
        """Return itself, inside a copied record too."""
        return self

    def __reduce__(self) -> tuple[type[Secret], tuple[str]]:
        """Pickle as `***`: what leaves the process leaves without the words."""
        return Secret, (HIDDEN,)

    def __getstate__(self) -> None:
        """Give nothing to whoever copies the state by hand."""


@dataclass(frozen=True, slots=True)
class SecretKind:
    """One kind of secret.

    Attributes:
        name: as messages call it.
        variable: the variable that holds it.
        setting: the setting that names a file that holds it.
        file_variable: the variable of that setting.
        is_one: whether words look like one.
        again: what to do where they do not.
        first: what to do where there is none.
    """

    name: str
    variable: str
    setting: str
    file_variable: str
    is_one: Callable[[str], bool]
    again: str
    first: str


def load_secret(kind: SecretKind, environment: MutableMapping[str, str], file: Path | None) -> Secret:
    """Return a secret, from the environment or else from its file.

    Args:
        kind: which.
        environment: such as `os.environ`; the secret is taken out of it, so that no program started inherits it.
        file: the file that holds it, None where none is named.

    Raises:
        NoSecretError: there is none.
        SettingsError: others can read its file, or it does not look like one.
    """
    words, place = environment.pop(kind.variable, ""), kind.variable
    if not words:
        if file is None:
            raise NoSecretError(f"no {kind.name} is set", kind.first)
        words, place = _of_file(kind, file, _wider_than_allowed(file, environment)), str(file)
    words = words.strip()
    if not kind.is_one(words):
        raise SettingsError(f"the {kind.name} in {place} does not look like one", kind.again)
    return Secret(words)


def _wider_than_allowed(file: Path, environment: Mapping[str, str]) -> int:
    """Return the bits of a file's mode that let others at it.

    What systemd hands to a service (`LoadCredential=`) is the service's alone, by an access control list whose mask
    stands in the mode where a group's rights do: https://github.com/systemd/systemd/issues/29435.
    """
    handed_over = environment.get("CREDENTIALS_DIRECTORY")
    return 0o037 if handed_over and file.parent == Path(handed_over) else 0o077


def _of_file(kind: SecretKind, file: Path, too_wide: int) -> str:
    """Return what stands in a file whose mode has none of the bits `too_wide`.

    Raises:
        SettingsError: it cannot be read, or others can.
    """
    try:
        with file.open(encoding="utf-8") as stream:
            mode, words = os.fstat(stream.fileno()).st_mode, stream.read(_MOST_CHARACTERS)
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or "it is not text"
        todo = f"correct {kind.setting} or {kind.file_variable}"
        # Without its cause: a UnicodeDecodeError carries what it could not read.
        raise SettingsError(f"the {kind.name}'s file {file} cannot be read ({reason})", todo) from None
    if os.name != "nt" and stat.S_IMODE(mode) & too_wide:
        raise SettingsError(f"others can read the {kind.name}'s file {file}", f"chmod 600 {file}")
    return words
