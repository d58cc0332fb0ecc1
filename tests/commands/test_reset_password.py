"""`mengyang reset-password` 重置密码: the way back for an administrator who forgot it."""

import pytest

from tests.installation import Installation

pytestmark = [pytest.mark.django_db]
LAST = """
from mengyang.store.models import Event, User
print(User.objects.get().check_password(sys.argv[1]), Event.objects.latest("sequence").action)
"""


def test_it_prints_a_password_that_is_right_once(empty: Installation) -> None:
    empty.run(
        "from mengyang.actions.installation import *\n"
        "from mengyang.actions.accounts import NewAccount\n"
        "from mengyang.core.access import Role\n"
        "from mengyang.web.clock import now\n"
        "account = NewAccount('first', '甲', 'Acht Kraniche ziehen 9')\n"
        "role = Role.SYSTEM_ADMINISTRATOR\n"
        "install_administrator(account, role, NewSeat('区', '单位'), at=now())"
    )
    code, out, notes = empty.told("reset-password", "--username", "first")
    assert code == 0, notes
    assert "审计记录" in notes
    assert empty.run("import sys" + LAST, out.strip()).strip() == "True user.reset_password"
    code, _, notes = empty.told("reset-password", "--username", "nobody")
    assert code == 1 and "nobody" in notes
