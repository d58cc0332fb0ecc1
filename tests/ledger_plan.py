"""A small plan 样例方案 for tests: every kind of answer, several kinds of deadline, one group."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from mengyang.core.access import Actor, Role
from mengyang.core.facts import DeadlineKind
from mengyang.core.ledger import Deadline
from mengyang.store.models import Document, Task
from mengyang.store.reads.access import actor_of
from mengyang.store.writes import transaction
from mengyang.store.writes.access import PostDraft, UserDraft, add_post, add_user
from mengyang.store.writes.indicators import TargetDraft
from mengyang.store.writes.ledger import (
    Charge,
    PlanDraft,
    RemedyDraft,
    ReportingDraft,
    TaskDraft,
    create_plan,
)
from tests.cast import FOUNDED, Cast, quick_hash
from tests.recorded import played_back

TEXT = "一、补足编制。二、消除大班额。三、不存在此类问题。四、按月报送。五、长期坚持。"
DUE = date(2026, 3, 31)


@dataclass(frozen=True, slots=True)
class Written:
    """The plan with its tasks by number."""

    plan_id: int
    document_id: int
    tasks: dict[str, int]


def write_plan(cast: Cast, at: datetime | None = None) -> Written:
    """The plan as the prefecture's officer would have adopted it."""
    return played_back(("plan", at), lambda: _write_plan(cast, at or cast.at))


def _write_plan(cast: Cast, at: datetime) -> Written:
    with transaction(cast.actor("prefecture_officer"), at) as work:
        document = work.create(_document(cast, at), action="document.upload")
        plan_id = create_plan(work, plan_draft(cast, document.pk, at.date()))
    tasks = dict(Task.objects.filter(plan_id=plan_id).values_list("number", "pk"))
    return Written(plan_id, document.pk, tasks)


def write_liaison(cast: Cast, unit: str, area: str) -> Actor:
    """A liaison officer 联络员 of a unit that the cast leaves without one."""
    with transaction(None, cast.at) as work:
        draft = UserDraft(f"liaison-{unit}", "联络", quick_hash(), must_change_password=False)
        user_id = add_user(work, draft)
        post = (Role.DEPARTMENT_OFFICER, cast.units[unit], cast.areas[area], FOUNDED)
        add_post(work, PostDraft(user_id, *post))
    return actor_of(user_id, cast.day)


def plan_draft(cast: Cast, document_id: int, day: date) -> PlanDraft:
    """1 a group of two counties, at once; 2 a housing task by a day with a joint unit; 3 a denial;
    4 a reporting duty without a unit; 5 an explanation, standing."""
    return PlanDraft(
        document_id=document_id,
        area_id=cast.areas["yunlu"],
        owner_unit_id=cast.units["yunlu-education"],
        title="云麓地区学前教育整改方案",
        adopted_on=day,
        adopted_by=cast.users["prefecture_officer"],
        tasks=_tasks(cast),
        targets=(
            TargetDraft(
                clause_path="一",
                start=0,
                end=7,
                quote=TEXT[0:7],
                indicator="公办园在园幼儿占比",
                comparator=">=",
                value=Decimal("50"),
                unit="%",
                by="2027",
            ),
        ),
    )


def _tasks(cast: Cast) -> tuple[TaskDraft, ...]:
    return (_staffing(cast), _large_classes(cast), *_answers(cast))


def _staffing(cast: Cast) -> TaskDraft:
    return _draft(
        "一",
        (0, 7),
        "problem",
        "教师编制不足",
        Charge(cast.areas["yunlu"]),
        response="remedies",
        problem="部分幼儿园在编教师偏少。",
        deadline=Deadline(DeadlineKind.IMMEDIATE_ONGOING, (), "立查立改、长期坚持"),
        remedies=(RemedyDraft("一/一是", "核定编制。"), RemedyDraft("一/二是", "公开招聘。")),
        children=(
            Charge(cast.areas["jiahe"], cast.units["jiahe-government"]),
            Charge(cast.areas["yihe"], cast.units["yihe-government"]),
        ),
    )


def _large_classes(cast: Cast) -> TaskDraft:
    joint = (cast.units["jiahe-education"],)
    return _draft(
        "二",
        (7, 15),
        "problem",
        "大班额尚未消除",
        Charge(cast.areas["jiahe"], cast.units["jiahe-housing"], joint),
        response="remedies",
        deadline=Deadline(DeadlineKind.BY_DATE, (DUE,), "2026年3月底前"),
        remedies=(RemedyDraft("二", "新建园舍。"),),
    )


def _answers(cast: Cast) -> tuple[TaskDraft, ...]:
    finance = Charge(cast.areas["jiahe"], cast.units["jiahe-finance"])
    town = Charge(cast.areas["hekou"], cast.units["hekou-government"])
    twice = Deadline(DeadlineKind.SEVERAL, (date(2026, 2, 10), date(2026, 6, 30)), "2月、6月")
    duty = ReportingDraft(("各县",), ("整改情况",), "领导小组办公室", "主要领导", "双公开")
    return (
        _draft("三", (15, 25), "problem", "底数不清", finance, response="denial"),
        _draft(
            "四",
            (25, 32),
            "reporting",
            "报送整改情况",
            Charge(cast.areas["yunlu"]),
            deadline=twice,
            reporting=duty,
        ),
        _draft(
            "五",
            (32, 39),
            "problem",
            "就近入园",
            town,
            response="explanation",
            explanation="已建成幼儿园两所。",
            deadline=Deadline(DeadlineKind.ONGOING, (), "长期坚持"),
        ),
    )


def _draft(
    path: str, span: tuple[int, int], kind: str, title: str, charge: Charge, **more: object
) -> TaskDraft:
    return TaskDraft(
        clause_path=path,
        start=span[0],
        end=span[1],
        task_kind=kind,
        title=title,
        charge=charge,
        **more,
    )


def _document(cast: Cast, at: datetime) -> Document:
    return Document(
        area_id=cast.areas["yunlu"],
        title="整改方案",
        text=TEXT,
        file_name="plan.txt",
        media_type="txt",
        size=len(TEXT.encode()),
        sha256="0" * 64,
        state="adopted",
        uploaded_by_id=cast.users["prefecture_officer"],
        uploaded_at=at,
    )
