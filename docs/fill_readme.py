"""Put true output into README.md: run every command that it shows, on a copy of the sample notes.

Run from the repository's root, with briefbot installed: `python docs/fill_readme.py`. With `--check` it changes
nothing and fails where the README shows something else, numbers apart (times and sizes differ from run to run).
"""

from __future__ import annotations

import difflib
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parents[1]
_BLOCK = re.compile(
    r"<!-- output(?P<varies>, of one machine)?(?:: (?P<run>[^\n]*))? -->\n```(?P<kind>console|text)\n"
    r"(?:\$ (?P<shown>[^\n]*)\n)?(?P<output>.*?)```\n",
    re.DOTALL,
)
_PYTHON = re.compile(r"```python\n(.*?)```", re.DOTALL)
_NUMBER = re.compile(r"\d[\d,.:]*")


def main() -> int:
    """Fill or check README.md and return the exit status."""
    readme = ROOT / "README.md"
    text = readme.read_text(encoding="utf-8")
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        shutil.copytree(ROOT / "briefings", folder / "briefings", ignore=shutil.ignore_patterns(".briefbot"))
        shutil.copytree(ROOT / "tests" / "data", folder / "tests" / "data")
        check = "--check" in sys.argv[1:]
        filled = _BLOCK.sub(lambda block: block[0] if check and block["varies"] else _fill(block, text, folder), text)
    if check:
        shown, true = (_NUMBER.sub("N", version).splitlines() for version in (text, filled))
        differences = list(difflib.unified_diff(shown, true, "shown", "true", lineterm="", n=0))
        sys.stderr.write("\n".join(differences))
        return 1 if differences else 0
    readme.write_text(filled, encoding="utf-8")
    return 0


def _fill(block: re.Match[str], text: str, folder: Path) -> str:
    command = block["run"] or block["shown"]
    if command == "python":
        found = _PYTHON.search(text)
        command = f"python3 - <<'END'\n{found[1] if found else ''}END"
    done = subprocess.run(["bash", "-c", command], cwd=folder, capture_output=True, text=True, check=False)  # noqa: S603, S607 - the README's own commands
    head = block[0][: block.start("output") - block.start()]
    return f"{head}{_neutral(done.stdout, folder)}```\n"


def _neutral(output: str, folder: Path) -> str:
    """Return output without what only this machine has: paths, and a long list cut short."""
    if "BRIEFBOT_CACHE" in os.environ:
        output = output.replace(os.environ["BRIEFBOT_CACHE"], "~/.cache/briefbot")
    output = output.replace(str(folder), "~").replace(sys.prefix, "/venv").replace(str(Path.home()), "~")
    return "".join(f"{line.rstrip()}\n" for line in output.splitlines())


if __name__ == "__main__":
    sys.exit(main())
