"""A shared index as the front door opens it, and what is loaded without one."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[3]


def test_nothing_of_milvus_is_loaded_without_a_store(tmp_path: Path) -> None:
    """Neither pymilvus nor gRPC, nor this program's own part for them."""
    (tmp_path / "a.txt").write_text("The ferry is late.\n")
    code = (
        "import sys; from index import Briefings\n"
        f"with Briefings({str(tmp_path)!r}) as notes: pass\n"
        "import bot.app; bot.app.build_app()\n"
        "print([name for name in sys.modules if name.startswith(('pymilvus', 'grpc', 'index.milvus'))])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    assert done.stdout == "[]\n"
