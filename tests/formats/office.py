"""LibreOffice 转换 — samples turned into other kinds of file by the program that offices use."""

import os
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path

import pytest


def converted(files: Mapping[str, bytes], kind: str, folder: Path) -> dict[str, bytes]:
    """`files` by name as files of another kind, all in one run; the names keep their stem."""
    program = shutil.which("soffice")
    if program is None:
        pytest.skip("no LibreOffice on this machine")
    for name, data in files.items():
        (folder / name).write_bytes(data)
    profile = (folder / "profile").as_uri()
    subprocess.run(
        [program, f"-env:UserInstallation={profile}", "--headless", "--convert-to", kind,
         "--outdir", str(folder), *(str(folder / name) for name in files)],
        check=True, capture_output=True, timeout=120, env={**os.environ, "HOME": str(folder)},
    )  # fmt: skip
    return {name: (folder / name).with_suffix(f".{kind}").read_bytes() for name in files}
