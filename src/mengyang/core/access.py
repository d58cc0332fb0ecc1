"""权限 — who may do what to what: a pure value that records are tested and queries compiled from.

An area path is a string of area ids from the top, each closed by a dot: `1.4.9.`.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from mengyang.core.patterns import lazy_pattern

_PATH = lazy_pattern(r"([0-9]+\.)+")


class Role(StrEnum):
    """角色 — the people of the house, one code each."""

    OFFICER = "officer"
    SUPERVISOR = "supervisor"
    SECRETARY = "secretary"
    DEPARTMENT_OFFICER = "department_officer"
    TOWNSHIP_CLERK = "township_clerk"
    KINDERGARTEN_HEAD = "kindergarten_head"
    INSPECTOR = "inspector"
    FINANCE_OFFICER = "finance_officer"
    LEADER = "leader"
    AUDITOR = "auditor"
    SYSTEM_ADMINISTRATOR = "system_administrator"
    SECURITY_ADMINISTRATOR = "security_administrator"
    AUDIT_ADMINISTRATOR = "audit_administrator"


class Reach(StrEnum):
    """How far a rule reaches from the post somebody holds."""

    BELOW = "below"  # the area of the post and all under it
    ABOVE = "above"  # the area of the post and all over it
    UNIT = "unit"  # records that name the unit of the post
    ALL = "all"


@dataclass(frozen=True, slots=True)
class Post:
    """任职 — one role somebody holds in one unit and area."""

    role: Role
    unit_id: int
    area_path: str

    def __post_init__(self) -> None:
        # An empty path would lie above everything.
        if not _PATH.fullmatch(self.area_path):
            raise ValueError(f"{self.area_path!r} is no area path")


@dataclass(frozen=True, slots=True)
class Actor:
    """经办人 — a person with the posts held on the day asked; `acting_for` is deputised for.

    `posts` are those worked with now. `home_unit_ids` are all units to which the person, and
    whoever is deputised for, belongs that day: working as one of them does not leave the others.
    """

    user_id: int
    posts: tuple[Post, ...] = ()
    acting_for: int | None = None
    home_unit_ids: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Rule:
    """One line of the policy: who holds one of `roles` may do `actions` to `kind` in `reach`."""

    roles: frozenset[Role]
    kind: str
    actions: frozenset[str]
    reach: Reach
    states: frozenset[str] | None = None


@dataclass(frozen=True, slots=True)
class Grant:
    """One way in; every part that is set must hold."""

    below: str | None = None
    above: str | None = None
    unit_id: int | None = None
    states: frozenset[str] | None = None


@dataclass(frozen=True, slots=True)
class Scope:
    """Which records of `kind` are within reach: those that at least one grant lets in."""

    kind: str
    grants: tuple[Grant, ...] = ()


@dataclass(frozen=True, slots=True)
class Subject:
    """What a record shows to the access rules; no area path where its area is not in force."""

    area_path: str
    unit_ids: frozenset[int] = frozenset()
    state: str = ""


def _rule(
    roles: Iterable[Role],
    kind: str,
    actions: str,
    reach: Reach,
    states: str = "",
) -> Rule:
    named = frozenset(states.split()) if states else None
    return Rule(frozenset(roles), kind, frozenset(actions.split()), reach, named)


_BUREAU = (Role.OFFICER, Role.SUPERVISOR)
_OVERSEERS = (
    Role.OFFICER,
    Role.SUPERVISOR,
    Role.SECRETARY,
    Role.FINANCE_OFFICER,
    Role.INSPECTOR,
    Role.LEADER,
    Role.AUDITOR,
)
_BUSINESS = (*_OVERSEERS, Role.DEPARTMENT_OFFICER, Role.TOWNSHIP_CLERK, Role.KINDERGARTEN_HEAD)
# An auditor looks on; everybody else works for the own unit, and four eyes judge it.
_PERFORMERS = tuple(role for role in _BUSINESS if role is not Role.AUDITOR)
# Who may see a document that nobody has adopted yet: it may still be read wrongly.
_DRAFTERS = (Role.OFFICER, Role.SUPERVISOR, Role.SECRETARY, Role.LEADER, Role.AUDITOR)
# 交办、核验、退回、销号; what becomes of a task whose ground is gone; what is decided on the way;
# what is looked at again; what others outside decide, and the money in question.
JUDGING = (
    *("assign", "verify", "return", "close", "withdraw", "carry_over", "keep", "restore"),
    *("uphold", "decline", "extend", "suspend", "resume", "transfer", "merge"),
    *("close_stage", "recheck", "reopen", "archive"),
    *("set_body", "waive_body", "record_verdict", "find_amount", "split"),
)
_WORKING = "sign_for start report attach claim_done take_back dispute ask recall rectify_amount"
_ADMINISTRATORS = (Role.SYSTEM_ADMINISTRATOR, Role.SECURITY_ADMINISTRATOR)

POLICY: tuple[Rule, ...] = (
    _rule(_DRAFTERS, "document", "see export", Reach.BELOW),
    _rule(_OVERSEERS, "document", "see export", Reach.BELOW, "adopted"),
    _rule(_BUSINESS, "document", "see export", Reach.ABOVE, "adopted"),
    _rule((*_BUREAU, Role.SECRETARY), "document", "upload correct withdraw", Reach.BELOW),
    _rule(_BUREAU, "document", "adopt trace", Reach.BELOW),
    _rule(_DRAFTERS, "incoming", "see export", Reach.BELOW),
    _rule(_BUSINESS, "incoming", "see", Reach.UNIT),
    _rule((Role.LEADER,), "incoming", "instruct", Reach.BELOW),
    # A registration is an incoming paper asked about as a line of the office's own register.
    _rule(
        (Role.SECRETARY,),
        "registration",
        "register propose instruct hand_over correct withdraw attach",
        Reach.UNIT,
    ),
    _rule(_DRAFTERS, "division", "see export", Reach.BELOW),
    _rule(_BUREAU, "division", "divide", Reach.BELOW),
    # Replies given on paper are entered where the mail arrives.
    _rule((*_BUREAU, Role.SECRETARY), "division", "record", Reach.BELOW),
    # A unit that is asked sees its own tasks and its own reply, not what the others say.
    _rule(_PERFORMERS, "division", "reply", Reach.UNIT),
    _rule(_OVERSEERS, "plan", "see export", Reach.BELOW),
    _rule(_BUSINESS, "plan", "see", Reach.ABOVE),
    _rule(_OVERSEERS, "task", "see export", Reach.BELOW),
    _rule(_BUSINESS, "task", "see export", Reach.UNIT),
    # A judgement is a task asked about as part of its plan: it lies where the plan is run.
    _rule(_BUREAU, "judgement", " ".join(JUDGING), Reach.BELOW),
    # Whoever judges a task decides on a circular or a call to account about it.
    _rule(_BUREAU, "judgement", "escalate", Reach.BELOW),
    _rule(_PERFORMERS, "task", f"{_WORKING} print", Reach.UNIT),
    # Papers of the office, and those of units that send theirs by post.
    _rule((*_BUREAU, Role.SECRETARY), "judgement", "print", Reach.BELOW),
    _rule((*_BUREAU, Role.SECRETARY), "plan", "print", Reach.BELOW),
    # 双公开: drafted and published by the office, reviewed for secrecy, approved by another person.
    _rule(_BUREAU, "plan", "draft_edition publish", Reach.BELOW),
    _rule((*_BUREAU, Role.SECRETARY, Role.LEADER), "plan", "review_edition", Reach.BELOW),
    _rule((*_BUREAU, Role.LEADER), "plan", "approve_edition", Reach.BELOW),
    _rule(_DRAFTERS, "plan", "see_drafts", Reach.BELOW),
    # 督查件登记: on the register of the own unit; a matter is seen by whoever sees its task.
    _rule((*_BUREAU, Role.SECRETARY), "matter", "register correct", Reach.UNIT),
    _rule(_OVERSEERS, "meeting", "see export", Reach.BELOW),
    _rule(_BUSINESS, "meeting", "see export", Reach.UNIT),
    _rule(_PERFORMERS, "incoming", "finish", Reach.UNIT),
    _rule(_BUSINESS, "unit", "see export", Reach.ALL),
    _rule(_BUSINESS, "area", "see export", Reach.ALL),
    _rule(_ADMINISTRATORS, "unit", "see", Reach.ALL),
    _rule(_ADMINISTRATORS, "area", "see", Reach.ALL),
    _rule((Role.SYSTEM_ADMINISTRATOR,), "unit", "manage export", Reach.ALL),
    _rule((Role.SYSTEM_ADMINISTRATOR,), "area", "manage export", Reach.ALL),
    _rule((Role.SYSTEM_ADMINISTRATOR,), "user", "see create disable reset_password", Reach.ALL),
    _rule((Role.SECURITY_ADMINISTRATOR,), "user", "see grant erase", Reach.ALL),
    _rule((Role.AUDIT_ADMINISTRATOR, Role.AUDITOR), "event", "see export verify", Reach.ALL),
    _rule((Role.SYSTEM_ADMINISTRATOR,), "job", "see cancel", Reach.ALL),
    _rule((Role.SYSTEM_ADMINISTRATOR, Role.AUDIT_ADMINISTRATOR), "setting", "see", Reach.ALL),
    _rule((*_BUSINESS, Role.AUDIT_ADMINISTRATOR), "job", "see cancel", Reach.UNIT),
)


def scope(actor: Actor, action: str, kind: str, policy: tuple[Rule, ...] = POLICY) -> Scope:
    """Everything of `kind` that `actor` may do `action` to. No post, no grant."""
    if policy is POLICY:
        return _by_policy(actor.posts, action, kind)
    return _scope(actor.posts, action, kind, policy)


def may(reach: Scope, subject: Subject) -> bool:
    """Whether the record lies within the scope."""
    return any(_lets_in(grant, subject) for grant in reach.grants)


@lru_cache(maxsize=4096)
def _by_policy(posts: tuple[Post, ...], action: str, kind: str) -> Scope:
    # Asked dozens of times for a page, and thousands of times by an import.
    return _scope(posts, action, kind, POLICY)


def _scope(posts: Iterable[Post], action: str, kind: str, policy: Iterable[Rule]) -> Scope:
    grants = {
        _grant(rule, post)
        for post in posts
        for rule in policy
        if rule.kind == kind and action in rule.actions and post.role in rule.roles
    }
    return Scope(kind, tuple(sorted(grants, key=repr)))


def _grant(rule: Rule, post: Post) -> Grant:
    match rule.reach:
        case Reach.BELOW:
            return Grant(below=post.area_path, states=rule.states)
        case Reach.ABOVE:
            return Grant(above=post.area_path, states=rule.states)
        case Reach.UNIT:
            return Grant(unit_id=post.unit_id, states=rule.states)
        case Reach.ALL:
            return Grant(states=rule.states)


def _lets_in(grant: Grant, subject: Subject) -> bool:
    return (
        (grant.below is None or subject.area_path.startswith(grant.below))
        and (grant.above is None or _is_above(subject.area_path, grant.above))
        and (grant.unit_id is None or grant.unit_id in subject.unit_ids)
        and (grant.states is None or subject.state in grant.states)
    )


def _is_above(path: str, place: str) -> bool:
    return path != "" and place.startswith(path)
