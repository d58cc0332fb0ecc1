"""Names of people 人名: in a demo every page shows them in the language of its reader."""

import re
from pathlib import Path

from mengyang import packs
from mengyang.store.models import User
from tests.cast import Cast
from tests.web.conftest import SignedIn

TEMPLATES = Path(__file__).resolve().parents[2] / "src/mengyang/web/templates"
SHOWN = re.compile(r"\{\{\s*([\w.]+)([^}]*)\}\}")
PERSON = re.compile(
    r"(_by$)|(^|_)(author|leader|leader_name|signatory|witness|display_name"
    r"|(actor|acting_for|owner|principal|deputy|leaver|successor)_name)$"
)
# What is no name of a person of ours, each with its reason.
OTHERS = {
    "c.signatory": "is quoted from the document",
    "task.duty.signatory": "is quoted from the document",
    "said.leader_name": "is typed anew in its field",
}


def test_every_template_tells_people_by_the_filter() -> None:
    shown = [
        (name, rest, file.name)
        for file in sorted(TEMPLATES.rglob("*.html"))
        for name, rest in SHOWN.findall(file.read_text(encoding="utf-8"))
        if PERSON.search(name.rpartition(".")[2])
    ]
    assert len(shown) > 50
    plain = [each for each in shown if not each[1].startswith("|person")]
    assert [each for each in plain if each[0] not in OTHERS] == []


def test_an_account_and_its_events_bear_the_name_that_the_reader_knows(
    cast: Cast, signed_in: SignedIn, demo_mode: None
) -> None:
    name = next(iter(packs.demo().accounts)).name
    person = cast.users["county_officer"]
    User.objects.filter(pk=person).update(display_name=name.zh)
    browser = signed_in("system_administrator")
    page = browser.get(f"/people/{person}/", headers={"accept-language": "en"}).text
    assert name.en in page and name.zh not in page
    # Once as the title, once where the page stands, and in the event that granted a post.
    assert page.count(name.en) > 3
    assert name.zh in browser.get(f"/people/{person}/").text
