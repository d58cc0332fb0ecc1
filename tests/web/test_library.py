"""The library's pages 文件库页面: filters, words in the text, a clause's address, citations."""

from pathlib import Path
from urllib.parse import unquote

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from mengyang.store.models import Document, Item, ReadingEntry, Task
from tests.cast import Cast
from tests.ledger_plan import write_plan
from tests.upload_cast import PLAN, upload_plan
from tests.web.conftest import SignedIn

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("files")]
TITLE = "云麓地区学前教育督导反馈问题整改方案"


@pytest.fixture
def officer(signed_in: SignedIn) -> Client:
    return signed_in("prefecture_officer")


@pytest.fixture
def document_id(cast: Cast, files: Path) -> int:
    return upload_plan(cast, files)


def test_words_are_found_by_clause_and_marked(officer: Client, document_id: int) -> None:
    page = officer.get("/documents/search/?words=按月拨付").text
    assert "<mark>按月拨付</mark>" in page
    assert f'href="/documents/{document_id}/clauses/%E4%BA%8C/(%E4%B8%80)/2"' in page
    assert "减少词数" not in officer.get("/documents/search/").text
    nothing = officer.get("/documents/search/?words=按日拨付").text
    assert "<mark>" not in nothing and "减少词数" in nothing


def test_nobody_sees_words_of_a_document_out_of_reach(
    signed_in: SignedIn, document_id: int
) -> None:
    county = signed_in("county_officer")
    page = county.get("/documents/search/?words=按月拨付")
    assert page.status_code == 200 and TITLE not in page.text and "<mark>" not in page.text
    assert county.get(f"/documents/{document_id}/clauses/二").status_code == 404
    assert county.get("/api/library/search?words=按月拨付").json()["total"] == 0


def test_a_clause_has_an_address_with_its_words(officer: Client, document_id: int) -> None:
    page = officer.get(f"/documents/{document_id}/clauses/二/(一)/2").text
    assert "建立按月拨付制度" in page and "http://testserver/documents/" in page
    # A point within a line is shown in the clause it lies in.
    assert officer.get(f"/documents/{document_id}/clauses/二/(一)/1/一是").status_code == 200
    assert officer.get(f"/documents/{document_id}/clauses/九").status_code == 404


def test_a_row_of_a_division_leads_to_its_clause_and_the_clause_to_the_row(
    cast: Cast, officer: Client, signed_in: SignedIn, document_id: int
) -> None:
    officer.post(f"/documents/{document_id}/divide/", {"owner": cast.units["yunlu-education"]})
    row = Item.objects.earliest("position")
    own = f"/divisions/{row.division_id}/items/{row.pk}/"
    clause = f"/documents/{document_id}/clauses/{row.clause_path}"
    assert f'href="{own}"' in officer.get(clause).text
    shown = unquote(officer.get(own).text)
    assert f'href="{clause}"' in shown
    # Whoever may not see drafts is not told of one.
    Document.objects.filter(pk=document_id).update(state="adopted")
    page = signed_in("finance_officer").get(clause)
    assert (page.status_code, own in page.text) == (200, False)


def test_a_task_leads_to_its_clause_and_the_clause_to_the_task(
    officer: Client, document_id: int, cast: Cast
) -> None:
    written = write_plan(cast)
    path = "二/(一)/2"
    task_id = written.tasks["2"]
    Task.objects.filter(pk=task_id).update(clause_path=path)
    Task.objects.get(pk=task_id).plan.__class__.objects.filter(pk=written.plan_id).update(
        document_id=document_id
    )
    assert f"/documents/{document_id}/clauses/" in officer.get(f"/tasks/{task_id}/").text
    page = officer.get(f"/documents/{document_id}/clauses/{path}").text
    assert f'href="/tasks/{task_id}/"' in page


@pytest.mark.parametrize(
    ("question", "is_there"),
    [
        ("words=按月拨付", True),
        ("words=按日拨付", False),
        ("year=2026", True),
        ("state=adopted", False),
        ("genre=rectification_plan", True),
        ("genre=opinion", False),
        ("validity=unconfirmed", True),
        ("validity=in_force", False),
        ("validity=repealed", False),
    ],
)
def test_the_library_is_narrowed(
    officer: Client, document_id: int, question: str, is_there: bool
) -> None:
    assert (TITLE in officer.get(f"/documents/?{question}").text) is is_there


def test_citations_link_what_lies_in_the_library(
    officer: Client, cast: Cast, document_id: int
) -> None:
    cites = (
        PLAN.replace(
            "坚持问题导向，压实整改责任。",
            f"按照《{TITLE}》（云行办发〔2026〕3号）和《关于没有入库的意见》要求执行。",
        )
        .replace("学前教育督导反馈问题", "续办")
        .replace("〔2026〕3号\n", "〔2026〕9号\n")
    )
    cites = cites.replace("按照《云麓地区续办整改方案》", f"按照《{TITLE}》")
    file = SimpleUploadedFile("b.txt", cites.encode())
    officer.post("/documents/upload/", {"area": str(cast.areas["yunlu"]), "file": file})
    other = Document.objects.exclude(pk=document_id).get()
    page = officer.get(f"/documents/{other.pk}/?tab=more").text
    assert f'href="/documents/{document_id}/"' in page
    assert "未入文件库" in page and "关于没有入库的意见" in page
    cited = officer.get(f"/documents/{document_id}/?tab=more").text
    assert "被引用情况" in cited and f'href="/documents/{other.pk}/"' in cited


def test_a_clause_that_cites_twice_stands_once(officer: Client, document_id: int) -> None:
    twice = f"按照《{TITLE}》和《另一名称的整改方案》（云行办发〔2026〕3号）要求执行。"
    text = PLAN.replace("〔2026〕3号\n", "〔2026〕9号\n").replace("学前教育督导", "续办")
    text = text.replace("坚持问题导向，压实整改责任。", twice)
    file = SimpleUploadedFile("b.txt", text.encode())
    area = str(Document.objects.get(pk=document_id).area_id)
    officer.post("/documents/upload/", {"area": area, "file": file})
    rows = ReadingEntry.objects.filter(reading="citations").exclude(document_id=document_id)
    assert rows.count() == 2 and len({row.path for row in rows}) == 1
    found = officer.get(f"/documents/{document_id}/?tab=more").context["citing"]
    assert [each.path for each in found] == [rows[0].path]


def test_a_program_finds_the_same(officer: Client, document_id: int) -> None:
    [row] = officer.get("/api/library/search?words=按月拨付").json()["rows"]
    assert row["id"] == document_id
    assert ["按月拨付", True] in row["clauses"][0]["pieces"]
