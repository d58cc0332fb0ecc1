"""Axe 无障碍检查: the rules of WCAG 2.2 A and AA, applied to the page as it stands."""

from functools import cache

from playwright.sync_api import Page

from tests.browser.live import ROOT

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# What they look at is the same in every language, and they take a third of the time.
COLOURS = ["color-contrast", "link-in-text-block"]
# Only what fails comes back: telling of every element that passes takes four times as long.
RUN = """async ([rules, without]) => {
    const options = {
        runOnly: { type: "tag", values: rules },
        rules: Object.fromEntries(without.map((rule) => [rule, { enabled: false }])),
        resultTypes: ["violations"],
    };
    return (await axe.run(document, options)).violations;
}"""
LOADED = "typeof loadAxe === 'function' && (loadAxe(), true)"


def faults(page: Page, colours: bool = True) -> list[str]:
    """What axe finds, one line each with the element; with the rules of colours or without."""
    _load(page)
    violations = page.evaluate(RUN, [RULES, [] if colours else COLOURS])
    return [
        f"{violation['id']}: {node['target']} {' '.join(node['failureSummary'].split())[:250]}"
        for violation in violations
        for node in violation["nodes"]
    ]


def _load(page: Page) -> None:
    """Axe on the page and, not yet begun, on every page that is opened in its place.

    By the debugger: the policy of the page lets no foreign script in.
    """
    if not page.evaluate(LOADED):
        page.add_init_script(f"window.loadAxe = () => {{{_axe()}\n}};")
        page.evaluate(_axe())


@cache
def _axe() -> str:
    return next((ROOT / "var").glob("axe-core-*/axe.min.js")).read_text(encoding="utf-8")
