"""`mengyang init` 初始化: three administrators and no default password."""

import pytest

from mengyang.core.access import Role
from tests.installation import Installation

pytestmark = [pytest.mark.django_db]
GOOD = "Sieben Reiher stehen 4"


def test_it_makes_one_administrator_after_the_other(empty: Installation, tmp_path: object) -> None:
    code, out, notes = empty.told("init", "--username", "wang", "--password-stdin", typed=GOOD)
    assert (code, out.strip()) == (0, "已设立系统管理员：wang。"), notes
    assert "--role security_administrator" in notes
    assert "--role audit_administrator" in notes
    again = empty.told("init", "--username", "zhao", "--password-stdin", typed=GOOD)
    assert again[0] == 1
    assert "已经有人担任系统管理员" in again[2]
    assert empty.told("audit", "verify")[0] == 0


SEATED = """
from mengyang.store.models import Area, Post, Unit, User
seat = Post.objects.values_list("unit__key", flat=True).distinct().get()
tops = Area.objects.filter(key__startswith="installation").count()
print(seat, tops, User.objects.filter(must_change_password=True).count())
"""


def test_the_administrators_sit_in_a_directory_that_is_loaded_with_the_first(
    empty: Installation,
) -> None:
    asked = ("init", "--password-stdin", "--directory", "654300", "--unit")
    code, _, notes = empty.told(*asked, "地区车管所", "--username", "wang", typed=GOOD)
    assert code == 1
    assert "没有单位“地区车管所”" in notes
    assert "地区教育部门" in notes
    code, _, notes = empty.told(*asked, "地区教育局", "--username", "wang", typed=GOOD)
    assert code == 0, notes
    second = ("--username", "zhao", "--role", "audit_administrator")
    code, _, notes = empty.told("init", "--password-stdin", *second, typed=GOOD)
    assert code == 0, notes
    # Both came by a pipe: their owners change them first.
    assert empty.run(SEATED) == "altay-education 0 2"


@pytest.mark.parametrize(
    ("typed", "options", "said"),
    [
        ("kurz", ("--password-stdin",), "密码太短"),
        ("", (), "没有给出密码"),
        ("", ("--password-file", "/nowhere/at/all"), "读不了密码文件"),
    ],
)
def test_it_refuses_without_a_good_password(
    empty: Installation, typed: str, options: tuple[str, ...], said: str
) -> None:
    code, out, notes = empty.told("init", "--username", "wang", *options, typed=typed)
    assert (code, out) == (1, "")
    assert said in notes
    assert "Traceback" not in notes


def test_a_role_that_is_no_administrators_is_a_mistake_of_usage(empty: Installation) -> None:
    code, _, notes = empty.told("init", "--username", "wang", "--role", Role.LEADER.value)
    assert code == 2
    assert "Traceback" not in notes
