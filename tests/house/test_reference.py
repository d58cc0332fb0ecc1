"""Reference of the families 家族清单: the page says what the folders hold."""

from collections.abc import Callable
from pathlib import Path

import pytest

from mengyang import packs
from mengyang.cli import command_names
from mengyang.core.documents.genres import find_genres
from mengyang.core.documents.reader import find_checks, find_readings
from mengyang.web.family import api_modules, page_modules
from mengyang.web.jobs.kinds import found
from reference import HOUSE, TARGET, Family, families, rendered

# What runs finds its members by importing them, the page by looking at their files.
FOUND: dict[str, Callable[[], int]] = {
    "core/documents/genres": lambda: len(find_genres()),
    "core/documents/readings": lambda: len(find_readings()),
    "core/documents/checks": lambda: len(find_checks()),
    "packs/areas": lambda: len(packs.directories()),
    "packs/calendars": lambda: len(packs.working_calendar().years),
    "packs/escalation": lambda: len(packs.escalations()),
    "packs/lamps": lambda: len(packs.lamps()),
    "packs/papers": lambda: len(packs.papers()),
    "packs/publishing": lambda: len(packs.publishing()),
    "packs/redaction": lambda: len(packs.redactions()),
    "packs/terms": lambda: len(packs.terms()),
    "packs/demo": lambda: len([packs.demo(), packs.demo_papers(), packs.demo().matters]),
    "web/management/commands": lambda: len(command_names()),
    "web/jobs/kinds": lambda: len(found()),
    "web/pages": lambda: len(page_modules()),
    "web/api": lambda: len(api_modules()),
}


def test_the_page_is_what_is_found() -> None:
    assert TARGET.read_text(encoding="utf-8") == rendered(), "run `make reference`"


@pytest.mark.parametrize("family", families(), ids=lambda family: family.title)
def test_the_program_finds_as_many_as_the_page_lists(family: Family) -> None:
    place = str(family.folder.relative_to(HOUSE))
    assert len(family.members()) == FOUND[place]()


def test_no_family_is_empty() -> None:
    assert [family.title for family in families() if not family.members()] == []


def test_every_member_says_what_it_is() -> None:
    for family in families():
        assert [name for name, words in family.members() if not words] == [], family.title


def test_it_finds_a_new_member_and_no_private_one(tmp_path: Path) -> None:
    made = {
        "plan.py": '"""计划 | a plan."""\nPLAN = 1\n',
        "_grammar.py": '"""语法"""\nPLAN = 1\n',
        "spellings.py": '"""写法 — no member: it defines no PLAN."""\n',
        "opinion/__init__.py": '"""意见 — an opinion."""\nPLAN: int = 1\n',
        "terms/roles.toml": "# 角色 — roles.\n",
    }
    for name, text in made.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    members = [("opinion", "意见 — an opinion."), ("plan", "计划 \\| a plan.")]
    assert Family("made", tmp_path, "PLAN").members() == members
    assert Family("made", tmp_path, None).members() == [("terms/roles", "角色 — roles.")]
