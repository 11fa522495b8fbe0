"""Writes the exact pins: every package of every group in pyproject.toml, and a hashed requirements.txt for deployments.

Run it with the project's own tool: `.uv/bin/uv run --no-project python .ci/pin.py`. Neither file names a host.
"""

import re
import subprocess
from pathlib import Path

ROOT = Path(__file__).parents[1]
START, END = "# --- pins: written by .ci/pin.py", "# --- end of pins"
QUIET = ["--quiet", "--no-header", "--no-annotate", "--universal", "--no-emit-index-url", "--no-emit-find-links"]


def compiled(*options: str) -> str:
    """What `uv pip compile` gives for the project with these options."""
    command = [".uv/bin/uv", "pip", "compile", "pyproject.toml", *QUIET, *options]
    return subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout


def main() -> None:
    """Writes both files."""
    pyproject = ROOT / "pyproject.toml"
    text = pyproject.read_text(encoding="utf-8")
    bare = re.sub(rf"{re.escape(START)}.*?{re.escape(END)}\n", "", text, flags=re.S)
    pyproject.write_text(bare, encoding="utf-8")
    pins = [line.split(";")[0].strip() for line in compiled("--group", "dev", "--group", "test").splitlines() if "==" in line]
    listed = "".join(f'    "{line}",\n' for line in pins)
    block = f"{START}\nconstraint-dependencies = [\n{listed}]\n{END}\n"
    pyproject.write_text(bare.replace("[tool.uv]\n", f"[tool.uv]\n{block}"), encoding="utf-8")
    (ROOT / "requirements.txt").write_text(compiled("--generate-hashes"), encoding="utf-8")


if __name__ == "__main__":
    main()
