"""`mengyang backup` and `restore` 备份恢复: one moment of a running house, and all of it back."""

import hashlib
import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.commands.losing import destroy
from tests.installation import Installation

pytestmark = [pytest.mark.django_db]
PHRASE = "neun Gänse fliegen 12"
# A file is kept first, then named by its row, as every upload does it.
WRITING = """
import itertools
from django.conf import settings
from mengyang.store.files import keep_file
from mengyang.store.models import Area, Document, Unit, User
from mengyang.store.writes import transaction
from mengyang.web.clock import now
area, user = Area.objects.earliest("pk"), User.objects.earliest("pk")
for number in itertools.count():
    data = f"during {number}".encode()
    paper = Document(
        area=area, title=f"during-{number}", text="", media_type="txt", size=len(data),
        sha256=keep_file(settings.ENVIRONMENT.var / "files", data),
        uploaded_by=user, uploaded_at=now(),
    )
    with transaction(None, now()) as work:
        work.create(Unit(key=f"during-{number}", area=area, unit_kind="d"), action="unit.create")
        work.create(paper, action="document.upload")
    print(number, flush=True)
"""
FOUND = """
import json
from django.conf import settings
from mengyang.store.files import faulty_files
from mengyang.store.models import Document, Event, Unit
during = sorted(int(key[7:]) for key in
    Unit.objects.filter(key__startswith="during-").values_list("key", flat=True))
unit = Unit.objects.create(key="next", area_id=Unit.objects.earliest("pk").area_id)
folder = settings.ENVIRONMENT.var / "files"
names = [path.name for path in folder.glob("*/*")]
named = Document.objects.filter(title__startswith="during-").values_list("sha256", flat=True)
print(json.dumps([
    during, unit.pk > max(Unit.objects.exclude(pk=unit.pk).values_list("pk", flat=True)),
    list(Event.objects.order_by("-sequence").values_list("action", flat=True)[:1]),
    len(names), len(named), list(faulty_files(folder, {*names, *named})),
]))
Unit.objects.filter(pk=unit.pk)._raw_delete("default")
"""


@contextmanager
def written_to(installation: Installation) -> Iterator[None]:
    """Somebody writes all the time, one unit after the other."""
    process = installation.start(WRITING)
    try:
        assert process.stdout is not None
        assert process.stdout.readline().strip() == "0"
        yield
        assert process.poll() is None
    finally:
        process.kill()
        process.communicate()


MADE_ANEW = ("backups", "logs", "run", "cache", "metrics")


def furnish(var: Path) -> None:
    """What an installation gathers besides its files: a list of codes, releases, what is made."""
    held = ("official-codes.json", "releases/1/yunlu/census.parquet", "brand/seal.png")
    for name in (*held, *(f"{folder}/of-the-machine" for folder in MADE_ANEW)):
        path = var / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(name.encode() * 300)


def listed(var: Path) -> dict[str, str]:
    """Every file of the folder with its digest; the anchor and the database are kept otherwise."""
    apart = {"audit/anchor.log", "mengyang.sqlite3", "mengyang.sqlite3-wal", "mengyang.sqlite3-shm"}
    return {
        name: hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(var.rglob("*"))
        if path.is_file() and (name := path.relative_to(var).as_posix()) not in apart
    }


@pytest.mark.postgresql
def test_backup_destruction_and_restore_while_somebody_writes(
    peopled: Installation, tmp_path: Path
) -> None:
    archive = tmp_path / "away.tar.gz"
    furnish(peopled.var)
    before = listed(peopled.var)
    with written_to(peopled):
        code, out, notes = peopled.told("backup", archive)
    assert (code, out.strip()) == (0, str(archive)), notes
    assert archive.stat().st_mode & 0o077 == 0
    again = peopled.told("backup", archive)
    assert again[0] == 1
    assert "已存在" in again[2]
    destroy(peopled)
    code, out, notes = peopled.told("restore", archive)
    assert code == 0, notes
    assert "已恢复" in out
    assert_is_back(before, listed(peopled.var))
    assert "audit.found" not in notes
    during, is_above, last, files, papers, faulty = json.loads(peopled.run(FOUND))
    assert during == list(range(len(during)))
    assert len(during) > 0
    assert is_above
    assert (last, papers, faulty) == (["installation.restore"], len(during), [])
    assert files >= 2 + papers
    # The restore has run the check of the configuration and of the chain; once more from outside.
    code, out, notes = peopled.told("audit", "verify")
    assert code == 0, out + notes
    twice = peopled.told("restore", archive)
    assert twice[0] == 1
    assert "未作恢复" in twice[2]


def assert_is_back(before: dict[str, str], after: dict[str, str]) -> None:
    """All of the folder is there as it was, but what the machine makes anew."""
    made = {name for name in before if name.partition("/")[0] in MADE_ANEW}
    assert {name for name in made if name.endswith("of-the-machine")} == {
        f"{folder}/of-the-machine" for folder in MADE_ANEW
    }
    kept = {name: digest for name, digest in before.items() if name not in made}
    assert {"official-codes.json", "secret-key", "audit/anchor-key"} <= set(kept)
    assert {name: after.get(name) for name in kept} == kept
    assert not [name for name in after if name.endswith("of-the-machine")]


def test_a_sealed_archive_opens_with_its_passphrase_only_and_replaces_older_ones(
    peopled: Installation, tmp_path: Path
) -> None:
    phrase, wrong = tmp_path / "phrase", tmp_path / "wrong"
    phrase.write_text(PHRASE, encoding="utf-8")
    wrong.write_text(PHRASE[::-1], encoding="utf-8")
    names = [f"mengyang-2026010{day}-031500.tar.gz" for day in range(1, 5)]
    for name in (*names, "mengyang-notes.txt"):
        (tmp_path / name).write_bytes(b"")
    asked = (tmp_path, "--passphrase-file", phrase, "--keep", "2")
    code, out, notes = peopled.told("backup", *asked)
    assert code == 0, notes
    archive = Path(out.strip())
    left = sorted(path.name for path in tmp_path.glob("mengyang-*"))
    assert left == [names[-1], archive.name, "mengyang-notes.txt"]
    assert archive.name.endswith(".tar.gz.sealed")
    assert b"unit.create" not in archive.read_bytes()
    destroy(peopled)
    for options, said in (((), "已加密"), (("--passphrase-file", wrong), "密码不对")):
        code, out, notes = peopled.told("restore", archive, *options)
        assert (code, out) == (1, "")
        assert said in notes
    # From standard input, as an account gives it that may not read the file.
    asked = ("restore", archive, "--passphrase-file", "-")
    code, _, notes = peopled.told(*asked, typed=f"{PHRASE}\n")
    assert code == 0, notes


def cut(content: bytes) -> bytes:
    """The end is missing."""
    return content[: len(content) * 2 // 3]


def spoil(content: bytes) -> bytes:
    """Some bytes in the middle are others; one bit of a packed row of zeros may change nothing."""
    place = len(content) // 2
    spoilt = bytes(each ^ 255 for each in content[place : place + 64])
    return content[:place] + spoilt + content[place + 64 :]


def test_a_damaged_archive_is_refused_and_nothing_written(
    peopled: Installation, tmp_path: Path
) -> None:
    archive = tmp_path / "away.tar.gz"
    assert peopled.told("backup", archive)[0] == 0
    whole = archive.read_bytes()
    destroy(peopled)
    for content in (cut(whole), spoil(whole)):
        archive.write_bytes(content)
        code, out, notes = peopled.told("restore", archive)
        assert (code, out) == (1, "")
        assert "已损坏或不完整" in notes
        assert "Traceback" not in notes
    kept = {path.name for path in peopled.var.rglob("*") if path.is_file()}
    assert kept <= {"secret-key", "anchor-key", "lock"}


FAILING = """
import errno, os, sys
from pathlib import Path
from mengyang.store.dumps import postgresql, sqlite
def full(*_): raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
moved, replace = [], Path.replace
def third(path, target):
    moved.append(path)
    return full() if len(moved) == 3 else replace(path, target)
if sys.argv[2] == "settling":
    Path.replace = third
else:
    sqlite.Placing.finish = postgresql.Loading.finish = full
from mengyang.cli import main
print(main(["restore", sys.argv[1]]))
"""


@pytest.mark.postgresql
def test_a_restore_that_fails_late_takes_everything_back(
    peopled: Installation, tmp_path: Path
) -> None:
    archive = tmp_path / "away.tar.gz"
    assert peopled.told("backup", archive)[0] == 0
    destroy(peopled)
    for step in ("settling", "finishing"):
        assert peopled.run(FAILING, archive, step) == "1"
        kept = {path.name for path in peopled.var.rglob("*") if path.is_file()}
        assert kept <= {"secret-key", "anchor-key", "lock"}, step
    code, out, notes = peopled.told("restore", archive)
    assert (code, "已恢复" in out) == (0, True), notes
    assert json.loads(peopled.run(FOUND))[2:] == [["installation.restore"], 2, 0, []]
