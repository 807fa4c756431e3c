"""What people are told where something goes wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scene_notes import HONEY, HONEY_SAID

from index import UnreachableError
from index.indexed import Indexed

if TYPE_CHECKING:
    import pytest
    from bot_scene import Scene

    from index import Answer


def test_an_index_that_does_not_answer_is_no_answer(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    """People are told that it is not to be had now, not that the briefings say nothing; later they are answered."""

    def away(*_: object, **__: object) -> Answer:
        raise UnreachableError("the store milvus://db:19530/notes does not answer", "try again when its server does")

    ada = scene.person()
    with monkeypatch.context() as patched:
        patched.setattr(Indexed, "ask", away)
        said = scene.say(ada, HONEY)[0].text
    assert "I cannot answer just now" in said
    assert "does not mean that the briefings say nothing" in said
    assert "reference" not in said
    assert "milvus" not in said
    scene.errors.clear()
    assert HONEY_SAID in scene.say(ada, HONEY)[0].text
