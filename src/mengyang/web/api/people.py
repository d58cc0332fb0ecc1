"""账号接口 — accounts and posts."""

from datetime import date, datetime
from typing import Literal

from ninja import Field, File, Form, Query, Schema
from ninja.files import UploadedFile

from mengyang.actions import account_import, accounts, second_factor
from mengyang.actions.accounts import NewAccount, PostDraft
from mengyang.core.access import Role
from mengyang.core.verdicts import is_clean
from mengyang.store.reads import access, registry
from mengyang.store.reads.access import UserRow
from mengyang.store.reads.paging import Page
from mengyang.web.clock import now, today
from mengyang.web.interface_routes import Router
from mengyang.web.interface_types import (
    REFUSALS,
    DoneOut,
    IdOut,
    PageOut,
    PageQuery,
    RowId,
    VerdictOut,
    Version,
)
from mengyang.web.one_time import lasting, let_in
from mengyang.web.pages.people_import import accounts_form, posts_form
from mengyang.web.request import Request, reach_of
from mengyang.web.sheet_import import lines_of

PREFIX = "/people"
router = Router(tags=["people"])


class PostOut(Schema):
    """任职."""

    id: int
    role: str
    unit_id: int
    area_id: int
    from_day: date
    until_day: date | None
    version: int


class PersonOut(Schema):
    """账号; posts in force today."""

    id: int
    username: str
    display_name: str
    is_active: bool
    roles: list[str]
    posts: list[PostOut]
    version: int


class PeopleQuery(PageQuery):
    """Accounts with a role, open or closed."""

    role: Role | Literal[""] = ""
    is_active: Literal["", "yes", "no"] = ""


class AccountIn(Schema):
    """开户."""

    username: str = Field(max_length=80)
    display_name: str = Field(max_length=80)
    password: str = Field(max_length=200)


class PostIn(Schema):
    """授予任职; the area is that of the unit."""

    role: Role
    unit_id: RowId
    from_day: date
    until_day: date | None = None


class AccountEndIn(Schema):
    """The version of the post or the account that was seen."""

    version: Version


class SwitchIn(Schema):
    """Open or closed, and the version that was seen."""

    is_active: bool
    version: Version


class PersonNameIn(AccountEndIn):
    """更正姓名."""

    display_name: str = Field(max_length=80)


class FirstPasswordOut(Schema):
    """一次性密码; kept nowhere, of no use from `until` on."""

    username: str
    display_name: str
    password: str
    until: datetime


class ImportOut(Schema):
    """导入结果: a verdict on each row; nothing was imported unless all of them were taken."""

    verdicts: list[VerdictOut]
    imported: int = 0
    passwords: list[FirstPasswordOut] = Field(default_factory=list)


class SubjectIn(Schema):
    """统一认证身份 of an account."""

    version: Version
    subject: str = Field(max_length=255)


@router.get("", response={200: PageOut[PersonOut], **REFUSALS})
def people(request: Request, query: Query[PeopleQuery]) -> Page[UserRow]:
    """The accounts."""
    return access.users(reach_of(request.actor, "see", "user"), today(), query.asked())


@router.post("", response={200: IdOut, **REFUSALS})
def create_user(request: Request, account: AccountIn) -> dict[str, int]:
    """Open an account without any post."""
    draft = NewAccount(**account.dict())
    return {"id": accounts.create_user(request.actor, draft, at=now(), lasting=lasting())}


@router.post("/import", response={200: ImportOut, **REFUSALS})
def import_accounts(
    request: Request, file: File[UploadedFile], dry_run: Form[bool] = True
) -> dict[str, object]:
    """A verdict on each row of the form of accounts; without `dry_run` they are opened."""
    reach_of(request.actor, "create", "user")  # before a file is read
    lines = lines_of(file.read(), file.name or "", accounts_form())
    verdicts = account_import.check_accounts(request.actor, lines)
    if dry_run or not is_clean(verdicts):
        return {"verdicts": verdicts}
    made = account_import.import_accounts(request.actor, lines, at=now(), lasting=lasting())
    return {"verdicts": verdicts, "passwords": made, "imported": len(made)}


@router.post("/posts/import", response={200: ImportOut, **REFUSALS})
def import_posts(
    request: Request, file: File[UploadedFile], dry_run: Form[bool] = True
) -> dict[str, object]:
    """A verdict on each row of the form of posts; without `dry_run` they are granted."""
    reach_of(request.actor, "grant", "user")
    lines = lines_of(file.read(), file.name or "", posts_form())
    verdicts = account_import.check_posts(request.actor, lines, day=today())
    if dry_run or not is_clean(verdicts):
        return {"verdicts": verdicts}
    count = account_import.import_posts(request.actor, lines, at=now())
    return {"verdicts": verdicts, "imported": count}


@router.get("/{user_id}", response={200: PersonOut, **REFUSALS})
def person(request: Request, user_id: RowId) -> UserRow:
    """One account."""
    return access.user(reach_of(request.actor, "see", "user"), today(), user_id)


@router.post("/{user_id}/state", response={200: DoneOut, **REFUSALS})
def switch_user(request: Request, user_id: RowId, to: SwitchIn) -> DoneOut:
    """Close an account, or open it again."""
    act = accounts.enable_user if to.is_active else accounts.disable_user
    act(request.actor, user_id, to.version, at=now())
    return DoneOut()


@router.post("/{user_id}/name", response={200: DoneOut, **REFUSALS})
def correct_name(request: Request, user_id: RowId, to: PersonNameIn) -> DoneOut:
    """Mend the name of somebody."""
    accounts.correct_name(request.actor, user_id, to.version, to.display_name, at=now())
    return DoneOut()


@router.post("/{user_id}/erase", response={200: DoneOut, **REFUSALS})
def erase_user(request: Request, user_id: RowId, seen: AccountEndIn) -> DoneOut:
    """Forget the name behind a closed account; what was done stays on record."""
    accounts.erase_user(request.actor, user_id, seen.version, at=now())
    return DoneOut()


@router.post("/{user_id}/password", response={200: FirstPasswordOut, **REFUSALS})
def reset_password(request: Request, user_id: RowId, seen: AccountEndIn) -> accounts.FirstPassword:
    """Give somebody a one-time password, to be changed at the next sign-in."""
    version, until = seen.version, lasting()
    return let_in(accounts.reset_password(request.actor, user_id, version, at=now(), lasting=until))


@router.post("/{user_id}/posts", response={200: IdOut, **REFUSALS})
def grant_post(request: Request, user_id: RowId, post: PostIn) -> dict[str, int]:
    """Grant a post."""
    reach_of(request.actor, "grant", "user")
    access.user(reach_of(request.actor, "see", "user"), today(), user_id)
    unit = registry.unit(reach_of(request.actor, "see", "unit"), today(), post.unit_id)
    draft = PostDraft(user_id, post.role, unit.id, unit.area_id, post.from_day, post.until_day)
    return {"id": accounts.grant_post(request.actor, draft, at=now())}


@router.post("/{user_id}/posts/{post_id}/end", response={200: DoneOut, **REFUSALS})
def end_post(request: Request, user_id: RowId, post_id: RowId, seen: AccountEndIn) -> DoneOut:
    """Let a post end today."""
    del user_id
    accounts.end_post(request.actor, post_id, seen.version, until_day=today(), at=now())
    return DoneOut()


@router.post("/{user_id}/second-factor/reset", response={200: DoneOut, **REFUSALS})
def reset_code(request: Request, user_id: RowId) -> DoneOut:
    """Remove the codes of somebody who lost the device."""
    second_factor.reset_code(request.actor, user_id, at=now())
    return DoneOut()


@router.post("/{user_id}/subject", response={200: DoneOut, **REFUSALS})
def bind_subject(request: Request, user_id: RowId, bound: SubjectIn) -> DoneOut:
    """Say who an account is to the office's identity provider; empty unbinds it."""
    subject, version = bound.subject, bound.version
    second_factor.bind_subject(request.actor, user_id, version, subject, at=now())
    return DoneOut()
