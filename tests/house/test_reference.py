"""Reference of the families 家族清单: the page says what the folders hold."""

from pathlib import Path

from reference import TARGET, Family, families, rendered


def test_the_page_is_what_is_found() -> None:
    assert TARGET.read_text(encoding="utf-8") == rendered(), "run `make reference`"


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
