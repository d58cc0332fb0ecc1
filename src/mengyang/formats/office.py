"""旧版文字文件 — .doc, .wps and .rtf bytes in, the same document as .docx out, by LibreOffice.

It runs without a screen, in a folder of its own that is gone afterwards, with macros, links and
Java off and under the limits of the process that calls it. Where it is missing, the file is
refused.
"""

import os
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Mapping
from pathlib import Path

from mengyang.core.findings import Refused
from mengyang.formats.limits import Limits
from mengyang.formats.sniff import Kind

_PROGRAM = "soffice"
_NAMES = {Kind.DOC: "document.doc", Kind.RTF: "document.rtf"}
_SHOWN = {Kind.DOC: ".doc / .wps", Kind.RTF: ".rtf"}
# Of the time for the whole reading; the rest is for reading what comes out.
_SHARE = 0.7
# Memory that looks like a folder: what is read leaves no trace on a disk.
_MEMORY = Path("/dev/shm")
_SETTINGS = (
    ("org.openoffice.Office.Common/Security/Scripting", "MacroSecurityLevel", "3"),
    ("org.openoffice.Office.Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("org.openoffice.Office.Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("org.openoffice.Office.Common/Security/Scripting", "DisableActiveContent", "true"),
    ("org.openoffice.Office.Common/Misc", "FirstRun", "false"),
    ("org.openoffice.Office.Java/VirtualMachine", "Enable", "false"),
    ("org.openoffice.Office.Writer/Content/Update", "Link", "0"),
)


def office_program() -> str | None:
    """Where LibreOffice is, if it is installed."""
    return shutil.which(_PROGRAM)


def to_docx(data: bytes, kind: Kind, limits: Limits) -> bytes:
    """`data` as .docx; raises `Refused` where LibreOffice is missing, fails or takes too long."""
    program = office_program()
    if program is None:
        raise Refused("formats.refused.no_office", "formats.hint.save_as", kind=_SHOWN[kind])
    memory = _MEMORY if os.access(_MEMORY, os.W_OK) else None
    with tempfile.TemporaryDirectory(prefix="mengyang-", dir=memory) as name:
        folder = Path(name)
        source = folder / _NAMES[kind]
        source.write_bytes(data)
        _write_settings(folder / "profile" / "user")
        _convert(program, source, limits)
        made = source.with_suffix(".docx")
        if not made.is_file():
            raise Refused("formats.refused.not_opened", "formats.hint.save_as", kind=_SHOWN[kind])
        return made.read_bytes()


def _convert(program: str, source: Path, limits: Limits) -> None:
    command = [
        program,
        f"-env:UserInstallation={(source.parent / 'profile').as_uri()}",
        "--headless", "--norestore", "--nolockcheck", "--nodefault", "--nologo",
        "--convert-to", "docx:MS Word 2007 XML", "--outdir", str(source.parent), str(source),
    ]  # fmt: skip
    process = subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env=_environment(source.parent),
        start_new_session=True,
        preexec_fn=_leave_network,
    )
    try:
        process.wait(limits.wall_seconds * _SHARE)
    except subprocess.TimeoutExpired:
        raise Refused(
            "formats.refused.too_slow",
            "formats.hint.save_as",
            seconds=f"{limits.wall_seconds * _SHARE:g}",
        ) from None
    finally:
        _end_all(process)


def _end_all(process: subprocess.Popen[bytes]) -> None:
    """End the program and whatever it started: it works through children of its own."""
    try:
        os.killpg(process.pid, signal.SIGKILL)
    except ProcessLookupError:
        return
    finally:
        process.wait()


def _leave_network() -> None:
    # Where the system lets an ordinary process have a network of its own, that one is empty.
    try:
        os.unshare(os.CLONE_NEWUSER | os.CLONE_NEWNET)
    except OSError:
        return


def _environment(folder: Path) -> Mapping[str, str]:
    nowhere = "http://127.0.0.1:9"
    return {
        "PATH": os.environ.get("PATH", os.defpath),
        "HOME": str(folder),
        "TMPDIR": str(folder),
        "LANG": "C.UTF-8",
        "SAL_USE_VCLPLUGIN": "svp",
        "http_proxy": nowhere,
        "https_proxy": nowhere,
    }


def _write_settings(folder: Path) -> None:
    folder.mkdir(parents=True)
    items = "".join(
        f'<item oor:path="/{path}"><prop oor:name="{name}" oor:op="fuse"><value>{value}</value>'
        "</prop></item>"
        for path, name, value in _SETTINGS
    )
    (folder / "registrymodifications.xcu").write_text(
        '<?xml version="1.0" encoding="UTF-8"?><oor:items '
        f'xmlns:oor="http://openoffice.org/2001/registry">{items}</oor:items>',
        encoding="utf-8",
    )
