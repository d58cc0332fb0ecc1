"""The frame in a real browser 页面框架: language, keyboard, lists that answer at once, print."""

import re
from io import BytesIO

import pytest
from django.template import Context, Template
from playwright.sync_api import expect
from pypdf import PdfReader

from tests.browser.live import PHONE_WIDTH, Live, sign_in

pytestmark = pytest.mark.browser


def test_a_demo_account_is_filled_in_by_one_click(live: Live) -> None:
    page = live.context().new_page()
    page.goto("/sign-in/")
    page.get_by_role("button", name="行署分管领导").click()
    expect(page.locator("#sign-in-form button")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="今天有哪些事要办？")).to_be_visible()


def test_the_language_is_switched_and_the_page_is_kept(live: Live) -> None:
    page = live.signed_in("inspector")
    page.goto("/areas/?area_kind=county")
    page.get_by_role("button", name="English").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(
        "Which areas are there, and what lies in which?"
    )
    assert page.url.endswith("/areas/?area_kind=county")
    page.get_by_role("button", name="简体中文").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("有哪些行政区划，隶属关系如何？")


def test_what_was_typed_outlasts_the_language_and_a_refusal(live: Live) -> None:
    page = live.signed_in("housing")
    live.expected = {422}
    page.goto("/my-list/?state=in_progress")
    page.locator("table.rows tbody a", has_text="小区配套幼儿园移交使用滞后").first.click()
    task, form = page.url, page.locator("form[action$='/turns/ask/']")
    page.locator("summary", has_text="提出请示").click()
    sent = {"reason": "雨季停工。", "signatory": "分管副局长", "proposed_on": "2020-01-01"}
    for name, value in sent.items():
        form.locator(f"[name={name}]").fill(value)
    page.get_by_role("button", name="English").click()
    expect(page.locator("#messages")).to_contain_text("brought back")
    expect(form.locator("[name=reason]")).to_have_value(sent["reason"])
    form.get_by_role("button").click()
    page.wait_for_url(re.compile(r"/turns/ask/$"))
    # The address of the form, opened like a page: back to the task, with what had been typed.
    page.get_by_role("button", name="简体中文").click()
    page.wait_for_url(task)
    expect(page.locator("#messages")).to_contain_text("刚才的提交没有被接受")
    for name, value in sent.items():
        expect(form.locator(f"[name={name}]")).to_have_value(value)


def test_a_list_answers_while_one_types_and_the_way_back_works(live: Live) -> None:
    page = live.signed_in("officer")
    page.goto("/units/")
    everything = page.locator(".list-count").inner_text()
    page.get_by_label("名称或简称").press_sequentially("教育局")
    expect(page.locator(".list-count")).to_contain_text("已筛选")
    assert "words=" in page.url
    expect(page.get_by_label("名称或简称")).to_be_focused()
    assert all("教育" in text for text in page.locator("table.rows tbody tr").all_inner_texts())
    page.go_back()
    expect(page.locator(".list-count")).to_have_text(everything)


def test_an_area_is_found_by_its_name_while_one_types(live: Live) -> None:
    page = live.signed_in("officer")
    page.goto("/units/")
    page.locator(".filter .ts-control").click()
    assert page.locator(".ts-dropdown [data-selectable]", has_text="岚渡镇").count() == 0
    page.keyboard.type("岚渡")
    page.locator(".ts-dropdown [data-selectable]", has_text="岚渡镇 · 岚浦县").click()
    expect(page.locator(".list-count")).to_contain_text("已筛选")
    places = page.locator("table.rows tbody td:nth-child(3)").all_inner_texts()
    assert places and set(places) == {"岚渡镇"}


def test_a_head_sorts_and_keeps_the_filter(live: Live) -> None:
    page = live.signed_in("officer")
    page.goto("/areas/?area_kind=county")
    page.get_by_role("link", name="区划代码").click()
    expect(page.locator("th[aria-sort=ascending]")).to_contain_text("区划代码")
    codes = page.locator("table.rows tbody td:nth-child(3)").all_inner_texts()
    assert codes == sorted(codes) and len(codes) > 5
    page.get_by_label("类型").select_option("prefecture")
    expect(page.locator("th[aria-sort=ascending]")).to_contain_text("区划代码")


def test_an_export_is_downloaded(live: Live) -> None:
    page = live.signed_in("officer")
    page.goto("/areas/?area_kind=county")
    with page.expect_download() as download:
        page.get_by_role("link", name="Excel").click()
    assert re.fullmatch(r"行政区划表-\d{4}-\d\d-\d\d-\d+\.xlsx", download.value.suggested_filename)


def test_the_keyboard_reaches_the_content_and_leaves_the_menu(live: Live) -> None:
    page = live.signed_in("officer")
    page.goto("/")
    page.keyboard.press("Tab")
    skip = page.get_by_role("link", name="跳到正文")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.locator("#content")).to_be_focused()
    menu = page.locator("details.drop")
    menu.locator("summary").press("Enter")
    expect(menu.get_by_role("button", name="退出登录")).to_be_visible()
    page.keyboard.press("Escape")
    expect(menu.get_by_role("button", name="退出登录")).to_be_hidden()
    expect(menu.locator("summary")).to_be_focused()


def test_signing_out_ends_the_session_and_the_way_back_shows_nothing(live: Live) -> None:
    page = live.context().new_page()
    sign_in(page, "officer")
    page.goto("/units/")
    page.locator("details.drop summary").click()
    page.get_by_role("button", name="退出登录").click()
    expect(page).to_have_url(re.compile("/sign-in/$"))
    page.go_back()
    expect(page).to_have_url(re.compile("/sign-in/"))


def test_a_refusal_stands_on_the_page_it_came_from(live: Live) -> None:
    page = live.signed_in("security-admin")
    page.goto("/people/?words=leader")
    page.locator("table.rows tbody a").first.click()
    address = page.url
    page.locator("details.confirm summary").first.click()
    page.locator("details.confirm input[name=version]").first.evaluate("e => e.value = '99999'")
    page.locator("details.confirm button").first.click()
    expect(page.get_by_role("alert")).to_contain_text("不予办理")
    assert page.url == address


def test_wrong_passwords_close_the_account_for_a_while(live: Live) -> None:
    live.expected = {429}
    page = live.context().new_page()
    page.goto("/sign-in/")
    for _ in range(5):
        page.get_by_role("textbox", name="账号").fill("nobody-at-all")
        page.get_by_role("textbox", name="密码").fill("wrong")
        page.locator("#sign-in-form button.btn-primary").click()
        page.wait_for_load_state()
    expect(page.locator("main")).to_contain_text("暂停登录 15 分钟")


def test_the_chain_is_verified_in_the_background(live: Live) -> None:
    page = live.signed_in("auditor")
    page.goto("/events/")
    page.get_by_role("button", name="校验全部审计链").click()
    expect(page.locator(".job-result")).to_contain_text("审计链完好", timeout=30_000)
    assert "已完成" in page.locator(".job-state").inner_text()


def test_a_list_prints_without_the_frame_and_with_heads_on_every_sheet(live: Live) -> None:
    page = live.signed_in("officer")
    page.goto("/units/")
    sheets = PdfReader(BytesIO(page.pdf(format="A4"))).pages
    texts = [sheet.extract_text() for sheet in sheets]
    assert len(texts) > 1
    assert all("简称" in text for text in texts[:-1])
    assert "筛选" not in "".join(texts) and "退出登录" not in "".join(texts)
    width, height = (float(side) for side in sheets[0].mediabox[2:])
    assert (width, height) == pytest.approx((595, 842), abs=2)


def test_lamps_are_told_apart_without_colour(live: Live) -> None:
    page = live.signed_in("officer")
    page.goto("/plans/")
    page.locator("table.rows tbody a").first.click()
    expect(page.locator(".lamp-shape").first).to_be_visible()
    page.emulate_media(media="print")
    colours = page.locator(".lamp-shape").evaluate_all(
        "shapes => [...new Set(shapes.map(shape => getComputedStyle(shape).color))]"
    )
    assert colours == ["rgb(0, 0, 0)"]
    assert {"逾期", "临期", "正常", "不计时"} <= set(page.locator(".lamp-word").all_inner_texts())


def test_a_chart_is_drawn_from_its_data_and_gives_way_to_its_table_in_print(live: Live) -> None:
    page = live.signed_in("officer")
    page.goto("/")
    option = {
        "xAxis": {"data": ["2024", "2025"]},
        "yAxis": {},
        "tooltip": {"trigger": "axis"},
        "series": [{"type": "line", "data": [1, 2]}],
    }
    block = Template('{% load mengyang %}{% chart "trend" option "A trend" %}')
    html = block.render(Context({"option": option}))
    page.add_script_tag(url="/static/vendor/echarts-6.1.0/echarts.min.js")
    page.evaluate(
        """html => {
            const main = document.querySelector("main");
            main.insertAdjacentHTML("beforeend", html + '<div class="chart-table">table</div>');
            main.dispatchEvent(new CustomEvent("htmx:load", { bubbles: true }));
        }""",
        html,
    )
    drawn = page.locator("#trend svg")
    expect(drawn).to_be_visible()
    assert drawn.locator("path").count() > 2
    page.locator("#trend").hover()
    assert page.locator(".chart-table").bounding_box()["height"] < 5
    page.emulate_media(media="print")
    expect(page.locator("#trend")).to_be_hidden()
    assert page.locator(".chart-table").bounding_box()["height"] > 5


def test_a_wrong_address_is_answered_within_the_frame(live: Live) -> None:
    live.expected = {404}
    page = live.signed_in("officer", width=PHONE_WIDTH)
    page.goto("/nothing/here/")
    expect(page.get_by_role("heading", level=1)).to_have_text("无法显示该页面")
    expect(page.get_by_role("main").get_by_role("link", name="首页")).to_be_visible()


def test_the_description_of_the_interface_loads_from_here(live: Live) -> None:
    page = live.signed_in("officer")
    page.goto("/api/docs")
    # The server words the description of every route when it is first asked for it.
    expect(page.locator("#swagger-ui .opblock").first).to_be_visible(timeout=20_000)


def test_it_works_without_script(live: Live) -> None:
    context = live.browser.new_context(base_url=live.url, locale="zh-CN", java_script_enabled=False)
    page = context.new_page()
    sign_in(page, "officer")
    page.goto("/units/")
    page.get_by_label("名称或简称").fill("教育局")
    page.get_by_role("button", name="筛选").click()
    expect(page.locator(".list-count")).to_contain_text("已筛选")
    context.close()


def test_the_place_of_an_unread_clause_stands_above_its_words(live: Live) -> None:
    page = live.looking("tangchuan")
    page.goto(f"{live.url}/documents/1/?tab=checks")
    entries = page.locator("#read-unread .entry")
    expect(entries).not_to_have_count(0)
    # Adopted: no button beside the place, whose column would be left to the words.
    expect(entries.locator(".entry-do")).to_have_count(0)
    for entry in entries.all():
        place, words = (entry.locator(f":scope > {each}") for each in (".entry-head", "[lang]"))
        above, under = place.bounding_box(), words.bounding_box()
        assert above and under and above["y"] + above["height"] <= under["y"] + 1
