"""样本成文 — whatever kind of file a document comes in, the reading is that of its plain text."""

from pathlib import Path
from typing import Any

import pytest

from mengyang.core.documents import read
from mengyang.core.documents.as_json import as_json
from mengyang.formats.extraction import Extracted, extract
from tests.formats.office import converted
from tests.formats.papers import as_docx, as_ofd, texts

SAMPLES = {path.parent.name: path for path in texts()}
# Printed each time; the others where there is time.
PRINTED = (
    "wujiang-supervision", "yunze-table", "heting-table", "yuanpi-three-years", "nanlu-requests",
    "tingzhou-brackets",
)  # fmt: skip
TABLES = ("jinxi-table", "yunze-table")
BARE, UNRULED = "Normal Table", "unruled-"
FOUND = Path(__file__).resolve().parents[3] / "shared" / "documents"
FOUNDING = ("altay-2021.txt", "huairou-2023.txt")


def told(data: bytes) -> Any:
    """The whole reading but for the places, which differ with line ends and table rules."""
    extracted = extract(data, "")
    assert isinstance(extracted, Extracted), extracted
    assert not extracted.findings
    return _without_places(as_json(read(extracted.text)))


def _without_places(held: Any) -> Any:
    if isinstance(held, dict):
        places = {"span", "quote", "text"}
        return {key: _without_places(value) for key, value in held.items() if key not in places}
    if isinstance(held, list):
        return [_without_places(value) for value in held]
    # A blank at which a printed line was broken cannot be seen on paper.
    return "".join(held.split()) if isinstance(held, str) else held


def test_there_are_samples_of_every_genre() -> None:
    assert len(SAMPLES) >= 15
    assert len({path.parent.parent.name for path in SAMPLES.values()}) >= 7


@pytest.mark.parametrize("name", SAMPLES)
def test_word_and_ofd_read_like_the_text(name: str) -> None:
    plain = SAMPLES[name].read_bytes()
    wanted = told(plain)
    assert wanted["outline"] or wanted["obligations"] or wanted["money_rules"]
    assert told(as_docx(plain.decode())) == wanted
    assert told(as_ofd(plain.decode())) == wanted


@pytest.mark.parametrize("name", FOUNDING)
def test_the_founding_documents_read_alike(name: str, shared: Path) -> None:
    plain = (shared / "documents" / name).read_bytes()
    wanted = told(plain)
    assert told(as_docx(plain.decode())) == wanted
    assert told(as_ofd(plain.decode())) == wanted


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """Documents as LibreOffice prints them, made in one run of the program."""
    paths = {name: SAMPLES[name] for name in PRINTED}
    paths |= {name: FOUND / name for name in FOUNDING if (FOUND / name).is_file()}
    files = {f"{name}.docx": as_docx(path.read_text()) for name, path in paths.items()}
    files |= {f"{UNRULED}{name}.docx": as_docx(SAMPLES[name].read_text(), BARE) for name in TABLES}
    made = converted(files, "pdf", tmp_path_factory.mktemp("printed"))
    return {name.removesuffix(".docx"): data for name, data in made.items()}


def test_a_table_printed_without_lines_reads_like_the_text(printed: dict[str, bytes]) -> None:
    for name in TABLES:
        assert told(printed[UNRULED + name]) == told(SAMPLES[name].read_bytes())


@pytest.mark.parametrize("name", PRINTED)
def test_printed_by_an_office_program_it_reads_like_the_text(
    name: str, printed: dict[str, bytes]
) -> None:
    assert told(printed[name]) == told(SAMPLES[name].read_bytes())


@pytest.mark.parametrize("name", FOUNDING)
def test_the_founding_documents_read_alike_when_printed(
    name: str, shared: Path, printed: dict[str, bytes]
) -> None:
    assert told(printed[name]) == told((shared / "documents" / name).read_bytes())


@pytest.mark.slow
def test_every_sample_printed_reads_like_the_text(tmp_path: Path) -> None:
    files = {f"{name}.docx": as_docx(path.read_text()) for name, path in SAMPLES.items()}
    made = converted(files, "pdf", tmp_path)
    differ = [
        name
        for name, path in SAMPLES.items()
        if told(made[f"{name}.docx"]) != told(path.read_bytes())
    ]
    assert not differ
