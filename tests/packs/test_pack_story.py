"""演示数据 — the whole cast, a story that the rules allow, and faults that are named."""

import re
from datetime import date
from pathlib import Path

import pytest

from mengyang.core.access import Role
from mengyang.core.documents.reader import open_document
from mengyang.core.ledger import Colour, TaskState, lamp
from mengyang.packs import demo, directories, lamps
from mengyang.packs.story import ACTIONS, read_demo
from tests.packs.story_ledger import DOCUMENT_STEPS, StoryLedger, open_ledger

[FICTION] = [directory for directory in directories() if directory.fictional]
# Who uses it, person by person, with the unit that tells departments apart; the public has
# no account.
PERSONS = [
    ("officer", "qingsui-education"),
    ("supervisor", "qingsui-supervision"),
    ("secretary", "qingsui-administration-office"),
    ("department_officer", "qingsui-housing"),
    ("department_officer", "qingsui-finance"),
    ("department_officer", "qingsui-market-supervision"),
    ("department_officer", "qingsui-civil-affairs"),
    ("department_officer", "qingsui-health"),
    ("department_officer", "qingsui-police"),
    ("department_officer", "qingsui-fire"),
    ("department_officer", "qingsui-land"),
    ("department_officer", "qingsui-staffing"),
    ("department_officer", "qingsui-tax"),
    # 社会保险: pensions and work accidents at the one, medical insurance at the other.
    ("department_officer", "qingsui-personnel"),
    ("department_officer", "qingsui-medical-insurance"),
    ("township_clerk", "qingsui-lanpu-landu-government"),
    ("kindergarten_head", "qingsui-tangchuan-first-kindergarten"),
    ("kindergarten_head", "qingsui-tangchuan-qingmiao-kindergarten"),
    ("inspector", "qingsui-education-inspection"),
    ("finance_officer", "qingsui-finance"),
    ("leader", "qingsui-administration"),
    ("auditor", "qingsui-audit"),
    ("system_administrator", ""),
    ("security_administrator", ""),
    ("audit_administrator", ""),
]
REAL_UNITS = {unit.key for d in directories() if not d.fictional for unit in d.units}


@pytest.fixture
def told() -> StoryLedger:
    """The ledger after the last step; no step may have been refused."""
    ledger = open_ledger(demo(), FICTION)
    for step in demo().steps:
        if step.action not in DOCUMENT_STEPS:
            refused = ledger.take(step)
            assert refused is None, (step, refused.reason if refused else "")
    return ledger


@pytest.mark.parametrize(("role", "unit"), PERSONS)
def test_every_person_who_uses_it_has_an_account(role: str, unit: str) -> None:
    posts = [post for account in demo().accounts for post in account.posts]
    assert [post for post in posts if post.role == role and post.unit.startswith(unit)]


def test_every_account_is_one_of_those_persons_and_has_a_name_of_its_own() -> None:
    roles = {post.role for account in demo().accounts for post in account.posts}
    assert roles == {role for role, _ in PERSONS} == {str(role) for role in Role}
    shown = [account.name for account in demo().accounts]
    assert len({name.zh for name in shown}) == len({name.en for name in shown}) == len(shown)
    names = [account.username for account in demo().accounts]
    assert len(set(names)) == len(names)
    assert all(re.fullmatch(r"[a-z]+(-[a-z]+)*", name) for name in names)


def test_one_account_may_hold_several_units_and_roles() -> None:
    held = {account.username: account.posts for account in demo().accounts}
    assert {post.role for post in held["clerk"]} == {"township_clerk"}
    assert len({post.unit for post in held["clerk"]}) == 4
    assert {post.role for post in held["head-inspector"]} == {"kindergarten_head", "inspector"}


def test_the_story_touches_no_real_place() -> None:
    actors = {step.actor for step in demo().steps}
    cast = [one for one in demo().accounts if one.username in actors]
    units = {post.unit for one in cast for post in one.posts}
    assert units.isdisjoint(REAL_UNITS)
    assert {step.unit for step in demo().steps}.isdisjoint(REAL_UNITS)
    for document in demo().documents:
        for directory in directories():
            if not directory.fictional:
                names = [name.value.zh for area in directory.areas for name in area.names]
                assert not [name for name in names if name in document.text]


def test_the_steps_run_by_day_and_use_every_action() -> None:
    days = [step.day for step in demo().steps]
    assert days == sorted(days)
    assert days[-1] <= demo().day == date(2026, 11, 21)
    assert {step.action for step in demo().steps} == set(ACTIONS)


def test_every_step_names_a_clause_of_its_document() -> None:
    paths = {
        document.key: {clause.path for clause in open_document(document.text).outline}
        for document in demo().documents
    }
    for step in demo().steps:
        if step.action not in DOCUMENT_STEPS:
            assert step.clause in paths[step.document], step


def test_unknown_progress_stays_unknown() -> None:
    reports = [step.percent for step in demo().steps if step.action == "report"]
    assert None in reports
    assert 0 not in reports


def test_the_rules_allow_the_story_and_it_reaches_every_state(told: StoryLedger) -> None:
    assert {task.state for task in told.tasks.values()} == set(TaskState)


def test_seven_counties_stand_in_seven_states(told: StoryLedger) -> None:
    clause = ("rectification-plan", "三/(二)/2")
    states = [task.state for place, task in told.tasks.items() if place[:2] == clause]
    assert len(states) == len(set(states)) == 7


def test_every_lamp_burns_on_the_last_day(told: StoryLedger) -> None:
    colours = {
        lamp(task, lamps()["default"], demo().day).colour
        for place, task in told.tasks.items()
        if place[0] == "rectification-plan"
    }
    assert colours == set(Colour)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('directory = "990100"', 'directory = "654300"', "directory: '654300' is no fictional"),
        ("day = 2026-11-21", "day = 2026-11-01", r"step\[\d+\]: day: the story ends on 2026-11-01"),
        (
            'file = "action-plan.txt"',
            'file = "lost.txt"',
            r"document\[1\]: file: lost\.txt does not",
        ),
        ('area = "qingsui"', 'area = "altay"', r"document\[1\]: area: 'altay' is not known"),
        ('role = "officer"', 'role = "king"', r"account\[1\]: role: 'king' is not known"),
        ('units = ["qingsui-education"]', 'units = ["x"]', r"account\[1\]: units: 'x' is not"),
        ('units = ["qingsui-education"]', "units = []", r"account\[1\]: units: at least one"),
        ('actor = "secretary"', 'actor = "nobody"', r"step\[1\]: actor: 'nobody' is not known"),
        ('actor = "secretary"', "", r"step\[1\]: actor: nobody acts for None"),
        ('action = "upload"', 'action = "burn"', r"step\[1\]: action: 'burn' is not known"),
        ('clauses = ["三/(一)/2"]', 'clauses = ["三(一)2"]', r"clauses: '三\(一\)2' is no path"),
        ('units = ["qingsui-housing"]\n\n[[step]]', 'units = ["x"]\n[[step]]', "units: 'x' is not"),
        ("percent = 20", "percent = 120", "percent: no more than 100"),
        ("percent = 20", "percent = 20.5", "percent: a whole number"),
        ('evidence_kind = "record"', 'evidence_kind = "song"', "evidence_kind: 'song' is not"),
        ('document = "action-plan"', 'document = "diary"', r"document: 'diary' is not known"),
    ],
)
def test_a_fault_of_the_story_is_named(pack: Path, old: str, new: str, message: str) -> None:
    file = pack / "demo/demo.toml"
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(ValueError, match=rf"demo/demo\.toml: .*{message}"):
        read_demo(pack, directories())
