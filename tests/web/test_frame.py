"""The page frame 页面框架: who may come in, what the menu shows, what the browser is told."""

import re
from pathlib import Path

import pytest
from django.test import Client
from django.urls import URLPattern, get_resolver, reverse

from mengyang.web.family import api_modules, home_cards, menu, page_modules, screens
from tests.web.addresses import addresses
from tests.web.conftest import SignedIn
from tests.web.msgids import SRC

OPEN = {"sign_in", "language", "healthz", "healthz_live", "metrics"}
TEMPLATES = sorted((SRC / "web" / "templates").rglob("*.html"))


@pytest.mark.parametrize("name", sorted(addresses()))
def test_every_page_is_closed_to_strangers(db: None, name: str) -> None:
    response = Client().get(addresses()[name])
    if addresses()[name].startswith("/public/"):
        assert response.status_code in (200, 404)
    elif name in OPEN:
        assert response.status_code in (200, 405)
    else:
        assert response.status_code == 302
        assert response["Location"].startswith("/sign-in/")


def test_the_api_is_closed_to_strangers(db: None) -> None:
    response = Client().get("/api/registry/units")
    assert response.status_code == 401
    assert response.json()["code"] == "access.refused.signed_out"
    assert Client().get("/api/openapi.json").status_code == 302


@pytest.mark.parametrize(
    ("person", "shown", "hidden"),
    [
        ("leader", {"units", "areas"}, {"people", "events"}),
        ("department_officer", {"units"}, {"people"}),
        ("system_administrator", {"people", "jobs"}, {"events"}),
        ("audit_administrator", {"events", "jobs"}, {"people"}),
        ("auditor", {"events", "units", "jobs"}, {"people"}),
    ],
)
def test_the_menu_shows_what_the_person_may_see(
    signed_in: SignedIn, person: str, shown: set[str], hidden: set[str]
) -> None:
    links = _reached(signed_in(person))
    assert {reverse(name) for name in shown} <= links
    assert not {reverse(name) for name in hidden} & links


def test_a_home_page_without_cards_leads_to_what_the_posts_open(signed_in: SignedIn) -> None:
    page = signed_in("system_administrator").get("/").text
    main = page[page.index("<main") : page.index("</main>")]
    links = set(re.findall(r'href="([^"]+)"', main))
    assert {reverse(name) for name in ("units", "areas", "people", "jobs", "settings")} == links


def test_the_frame_names_the_person_and_the_posts(signed_in: SignedIn) -> None:
    page = signed_in("county_officer").get("/").text
    for word in ("春和", "教育局学前科经办", "甲禾县教育局", "甲禾县"):
        assert word in page


def test_the_menu_shows_where_a_page_belongs(signed_in: SignedIn) -> None:
    page = signed_in("county_officer").get("/corrections/1/").text
    assert f'<a href="{reverse("documents")}" aria-current="page">' in page


def test_a_demo_says_so_on_every_page(signed_in: SignedIn, demo_mode: None) -> None:
    for address in ("/", "/units/", "/nothing/"):
        assert "demo-banner" in signed_in("leader").get(address).text


def test_an_installation_in_earnest_says_nothing_of_the_kind(signed_in: SignedIn) -> None:
    assert "demo-banner" not in signed_in("leader").get("/").text


def test_the_browser_is_told_to_load_nothing_from_elsewhere(signed_in: SignedIn) -> None:
    response = signed_in("leader").get("/")
    policy = response["Content-Security-Policy"]
    assert "default-src 'self'" in policy and "unsafe" not in policy and "http" not in policy
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Cache-Control"] == "private, no-store"
    assert "HX-Request" in response["Vary"]


def test_only_files_that_never_change_are_kept_for_good() -> None:
    kept = {
        name: "immutable" in Client().get(f"/static/{name}")["Cache-Control"]
        for name in ("vendor/htmx-2.0.11/htmx.min.js", "vendor/manifest.json", "mengyang/mark.svg")
    }
    assert list(kept.values()) == [True, False, False], kept


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_no_template_holds_style_or_script(template: Path) -> None:
    source = template.read_text(encoding="utf-8")
    assert not re.search(r"\sstyle\s*=|<style|\son[a-z]+\s*=|javascript:", source)
    for script in re.findall(r"<script\b[^>]*>", source):
        assert "src=" in script or 'type="application/json"' in script
    assert not re.search(r"""(?:src|href)=["'](?:https?:)?//""", source)


def test_every_member_of_the_families_is_found() -> None:
    folder = SRC / "web"
    pages = {module.__name__.rpartition(".")[2] for module in page_modules()}
    written = {path.stem for path in (folder / "pages").glob("[!_]*.py")} - {"errors"}
    assert written <= pages
    routes = {path.stem for path in (folder / "api").glob("[!_]*.py")}
    assert routes == {module.__name__.rpartition(".")[2] for module in api_modules()}


def test_every_declaration_leads_somewhere() -> None:
    for entry in menu():
        assert reverse(entry.url_name)
    names = [screen.name for screen in screens()]
    assert len(names) == len(set(names))
    assert all(card.template.endswith(".html") for card in home_cards())


def test_no_two_pages_share_a_name() -> None:
    patterns = get_resolver().url_patterns
    names = [pattern.name for pattern in patterns if isinstance(pattern, URLPattern)]
    assert len(names) == len(set(names))


def test_a_long_menu_stands_in_sections(signed_in: SignedIn) -> None:
    """The pages of the section in hand stand below; every section leads to its first page."""
    page = signed_in("prefecture_officer").get("/plans/").text
    first, second = re.findall(r"<ul.*?</ul>", page[page.index("bar-menu") :], re.DOTALL)[:2]
    assert f'href="{reverse("plans")}" aria-current="true"' in first
    assert f'href="{reverse("plans")}" aria-current="page"' in second
    assert {reverse("tasks"), reverse("my_list")} <= set(re.findall(r'href="([^"]+)"', second))
    assert reverse("units") in first and reverse("areas") not in first + second


def test_every_entry_of_the_menu_is_reached_through_its_section(signed_in: SignedIn) -> None:
    actor_sees = {"incoming", "documents", "divisions", "plans", "tasks", "crosswalk", "units"}
    assert {reverse(name) for name in (*actor_sees, "areas", "requests", "my_list")} <= _reached(
        signed_in("prefecture_officer")
    )


def _reached(browser: Client) -> set[str]:
    """Every page to which the menu leads, directly or through its sections."""
    first = _menu_links(browser.get("/").text)
    return {*first, *(each for address in first for each in _menu_links(browser.get(address).text))}


def _menu_links(page: str) -> list[str]:
    menu_part = page[page.index("bar-menu") : page.index("</nav>", page.index("bar-menu"))]
    return re.findall(r'href="([^"]+)"', menu_part)
