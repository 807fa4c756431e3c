"""The environment variables that are known."""

from __future__ import annotations

import pytest

from bot.variables import check_variables, nearest, variable_of
from index import SettingsError


def test_a_misspelt_variable_names_the_nearest_and_not_its_value() -> None:
    """A typing error is no silence, and what may be a secret is not repeated."""
    with pytest.raises(SettingsError, match=r"BRIEFBOT_MODLE is unknown; .*BRIEFBOT_MODEL") as caught:
        check_variables({"BRIEFBOT_MODLE": "s3cret"}, ["model"])
    assert "s3cret" not in str(caught.value)


@pytest.mark.parametrize(
    "name", ["BRIEFBOT_MODEL", "BRIEFBOT_CACHE", "BRIEFBOT_STATE", "BRIEFBOT_TELEGRAM_TOKEN", "BRIEFBOT_EVAL", "PATH"]
)
def test_what_is_known_or_not_ours_passes(name: str) -> None:
    """Settings, places, secrets, and all that does not begin with our name."""
    check_variables({name: "x"}, ["model"])


def test_the_nearest_is_found_however_far_it_is() -> None:
    """There is always one to name."""
    assert nearest("zzz", ["model", "index"]) in {"model", "index"}
    assert nearest("top-k", ["top_k", "index"]) == "top_k"


def test_a_setting_has_its_variable() -> None:
    """The name in capitals, after the prefix."""
    assert variable_of("top_k") == "BRIEFBOT_TOP_K"
