"""Access rules 权限: who may do what to what, as the table that the office reads."""

import pytest

from mengyang.core.access import (
    POLICY,
    Actor,
    Grant,
    Post,
    Reach,
    Role,
    Scope,
    Subject,
    may,
    scope,
)

# Where a role may act: B in its area and below, A on what lies above it, U on what names its unit,
# * everywhere; A' and B' only what is adopted; - nowhere.
ROLES = {
    "off": Role.OFFICER,
    "sup": Role.SUPERVISOR,
    "sec": Role.SECRETARY,
    "dep": Role.DEPARTMENT_OFFICER,
    "tow": Role.TOWNSHIP_CLERK,
    "kin": Role.KINDERGARTEN_HEAD,
    "ins": Role.INSPECTOR,
    "fin": Role.FINANCE_OFFICER,
    "lea": Role.LEADER,
    "aud": Role.AUDITOR,
    "sys": Role.SYSTEM_ADMINISTRATOR,
    "scy": Role.SECURITY_ADMINISTRATOR,
    "adm": Role.AUDIT_ADMINISTRATOR,
}
TABLE = """
kind      action          off  sup  sec  dep  tow  kin  ins  fin  lea  aud  sys  scy  adm
document  see             BA'  BA'  BA'  A'   A'   A'   B'A' B'A' BA'  BA'  -    -    -
document  export          BA'  BA'  BA'  A'   A'   A'   B'A' B'A' BA'  BA'  -    -    -
document  upload          B    B    B    -    -    -    -    -    -    -    -    -    -
document  correct         B    B    B    -    -    -    -    -    -    -    -    -    -
document  withdraw        B    B    B    -    -    -    -    -    -    -    -    -    -
document  adopt           B    B    -    -    -    -    -    -    -    -    -    -    -
document  trace           B    B    -    -    -    -    -    -    -    -    -    -    -
incoming  see             BU   BU   BU   U    U    U    U    U    BU   BU   -    -    -
incoming  export          B    B    B    -    -    -    -    -    B    B    -    -    -
incoming  instruct        -    -    -    -    -    -    -    -    B    -    -    -    -
incoming  finish          U    U    U    U    U    U    U    U    U    -    -    -    -
registration register     -    -    U    -    -    -    -    -    -    -    -    -    -
registration propose      -    -    U    -    -    -    -    -    -    -    -    -    -
registration instruct     -    -    U    -    -    -    -    -    -    -    -    -    -
registration hand_over    -    -    U    -    -    -    -    -    -    -    -    -    -
registration correct        -    -    U    -    -    -    -    -    -    -    -    -    -
registration withdraw     -    -    U    -    -    -    -    -    -    -    -    -    -
registration attach       -    -    U    -    -    -    -    -    -    -    -    -    -
division  see             B    B    B    -    -    -    -    -    B    B    -    -    -
division  export          B    B    B    -    -    -    -    -    B    B    -    -    -
division  divide          B    B    -    -    -    -    -    -    -    -    -    -    -
division  record          B    B    B    -    -    -    -    -    -    -    -    -    -
division  reply           U    U    U    U    U    U    U    U    U    -    -    -    -
plan      see             BA   BA   BA   A    A    A    BA   BA   BA   BA   -    -    -
plan      export          B    B    B    -    -    -    B    B    B    B    -    -    -
matter    register        U    U    U    -    -    -    -    -    -    -    -    -    -
matter    correct         U    U    U    -    -    -    -    -    -    -    -    -    -
meeting   see             BU   BU   BU   U    U    U    BU   BU   BU   BU   -    -    -
meeting   export          BU   BU   BU   U    U    U    BU   BU   BU   BU   -    -    -
task      see             BU   BU   BU   U    U    U    BU   BU   BU   BU   -    -    -
task      export          BU   BU   BU   U    U    U    BU   BU   BU   BU   -    -    -
task      sign_for        U    U    U    U    U    U    U    U    U    -    -    -    -
task      start           U    U    U    U    U    U    U    U    U    -    -    -    -
task      report          U    U    U    U    U    U    U    U    U    -    -    -    -
task      attach          U    U    U    U    U    U    U    U    U    -    -    -    -
task      claim_done      U    U    U    U    U    U    U    U    U    -    -    -    -
task      take_back       U    U    U    U    U    U    U    U    U    -    -    -    -
task      recall          U    U    U    U    U    U    U    U    U    -    -    -    -
task      ask             U    U    U    U    U    U    U    U    U    -    -    -    -
task      dispute         U    U    U    U    U    U    U    U    U    -    -    -    -
task      rectify_amount  U    U    U    U    U    U    U    U    U    -    -    -    -
task      print           U    U    U    U    U    U    U    U    U    -    -    -    -
plan      draft_edition   B    B    -    -    -    -    -    -    -    -    -    -    -
plan      publish         B    B    -    -    -    -    -    -    -    -    -    -    -
plan      review_edition  B    B    B    -    -    -    -    -    B    -    -    -    -
plan      approve_edition B    B    -    -    -    -    -    -    B    -    -    -    -
plan      see_drafts      B    B    B    -    -    -    -    -    B    B    -    -    -
plan      print           B    B    B    -    -    -    -    -    -    -    -    -    -
judgement print           B    B    B    -    -    -    -    -    -    -    -    -    -
judgement assign          B    B    -    -    -    -    -    -    -    -    -    -    -
judgement verify          B    B    -    -    -    -    -    -    -    -    -    -    -
judgement return          B    B    -    -    -    -    -    -    -    -    -    -    -
judgement close           B    B    -    -    -    -    -    -    -    -    -    -    -
judgement withdraw        B    B    -    -    -    -    -    -    -    -    -    -    -
judgement carry_over      B    B    -    -    -    -    -    -    -    -    -    -    -
judgement keep            B    B    -    -    -    -    -    -    -    -    -    -    -
judgement restore         B    B    -    -    -    -    -    -    -    -    -    -    -
judgement archive         B    B    -    -    -    -    -    -    -    -    -    -    -
judgement reopen          B    B    -    -    -    -    -    -    -    -    -    -    -
judgement recheck         B    B    -    -    -    -    -    -    -    -    -    -    -
judgement close_stage     B    B    -    -    -    -    -    -    -    -    -    -    -
judgement set_body        B    B    -    -    -    -    -    -    -    -    -    -    -
judgement waive_body      B    B    -    -    -    -    -    -    -    -    -    -    -
judgement record_verdict  B    B    -    -    -    -    -    -    -    -    -    -    -
judgement find_amount     B    B    -    -    -    -    -    -    -    -    -    -    -
judgement split           B    B    -    -    -    -    -    -    -    -    -    -    -
judgement merge           B    B    -    -    -    -    -    -    -    -    -    -    -
judgement transfer        B    B    -    -    -    -    -    -    -    -    -    -    -
judgement resume          B    B    -    -    -    -    -    -    -    -    -    -    -
judgement suspend         B    B    -    -    -    -    -    -    -    -    -    -    -
judgement extend          B    B    -    -    -    -    -    -    -    -    -    -    -
judgement decline         B    B    -    -    -    -    -    -    -    -    -    -    -
judgement uphold          B    B    -    -    -    -    -    -    -    -    -    -    -
judgement escalate        B    B    -    -    -    -    -    -    -    -    -    -    -
unit      see             *    *    *    *    *    *    *    *    *    *    *    *    -
unit      export          *    *    *    *    *    *    *    *    *    *    *    -    -
unit      manage          -    -    -    -    -    -    -    -    -    -    *    -    -
area      see             *    *    *    *    *    *    *    *    *    *    *    *    -
area      export          *    *    *    *    *    *    *    *    *    *    *    -    -
area      manage          -    -    -    -    -    -    -    -    -    -    *    -    -
user      see             -    -    -    -    -    -    -    -    -    -    *    *    -
user      create          -    -    -    -    -    -    -    -    -    -    *    -    -
user      disable         -    -    -    -    -    -    -    -    -    -    *    -    -
user      reset_password  -    -    -    -    -    -    -    -    -    -    *    -    -
user      grant           -    -    -    -    -    -    -    -    -    -    -    *    -
user      erase           -    -    -    -    -    -    -    -    -    -    -    *    -
event     see             -    -    -    -    -    -    -    -    -    *    -    -    *
event     export          -    -    -    -    -    -    -    -    -    *    -    -    *
event     verify          -    -    -    -    -    -    -    -    -    *    -    -    *
setting   see             -    -    -    -    -    -    -    -    -    -    *    -    *
job       see             U    U    U    U    U    U    U    U    U    U    *    -    U
job       cancel          U    U    U    U    U    U    U    U    U    U    *    -    U
"""
HEAD, *LINES = [line.split() for line in TABLE.strip().splitlines()]
CASES = [
    (kind, action, name, sign)
    for kind, action, *signs in LINES
    for name, sign in zip(HEAD[2:], signs, strict=True)
]
HERE, ABOVE, BELOW, BESIDE = "1.2.", "1.", "1.2.5.", "1.3."
OURS, OTHER = 7, 8


def _seen(actor: Actor, kind: str, action: str) -> str:
    """The sign of what an actor may do, found by asking about a record in every place."""
    reach = scope(actor, action, kind)
    asked = {
        "everywhere": Subject(BESIDE, frozenset({OTHER}), "read"),
        "below": Subject(BELOW, frozenset({OTHER}), "read"),
        "below adopted": Subject(BELOW, frozenset({OTHER}), "adopted"),
        "above": Subject(ABOVE, frozenset({OTHER}), "read"),
        "above adopted": Subject(ABOVE, frozenset({OTHER}), "adopted"),
        "unit": Subject(BESIDE, frozenset({OTHER, OURS}), "read"),
    }
    told = {place for place, subject in asked.items() if may(reach, subject)}
    if "everywhere" in told:
        return "*"
    signs = "B" if "below" in told else "B'" if "below adopted" in told else ""
    signs += "A" if "above" in told else "A'" if "above adopted" in told else ""
    return signs + ("U" if "unit" in told else "") or "-"


@pytest.mark.parametrize("name", ROLES)
def test_the_policy_is_the_table(name: str) -> None:
    actor = Actor(1, (Post(ROLES[name], OURS, HERE),))
    cells = {(kind, action): sign for kind, action, role, sign in CASES if role == name}
    assert {cell: _seen(actor, *cell) for cell in cells} == cells


def test_the_table_names_every_role_kind_and_action() -> None:
    assert set(ROLES.values()) == set(Role)
    named = {(kind, action) for kind, action, *_ in LINES}
    assert named == {(rule.kind, action) for rule in POLICY for action in rule.actions}


@pytest.mark.parametrize("kind", sorted({rule.kind for rule in POLICY}))
def test_a_stranger_may_do_nothing(kind: str) -> None:
    for action in {action for rule in POLICY for action in rule.actions}:
        reach = scope(Actor(0), action, kind)
        assert reach == Scope(kind)
        assert not may(reach, Subject(HERE, frozenset({OURS}), "adopted"))


def test_several_posts_add_up() -> None:
    posts = (Post(Role.OFFICER, 7, "1.2."), Post(Role.OFFICER, 8, "1.3."))
    reach = scope(Actor(1, posts), "assign", "judgement")
    assert may(reach, Subject("1.2.4."))
    assert may(reach, Subject("1.3."))
    assert not may(reach, Subject("1."))


def test_a_neighbour_whose_number_begins_alike_is_not_below() -> None:
    assert not may(Scope("task", (Grant(below="1.2."),)), Subject("1.20."))


def test_an_area_that_is_not_in_force_is_nobodys() -> None:
    nowhere = Subject("", frozenset({8}), "adopted")
    for reach in (Reach.BELOW, Reach.ABOVE, Reach.UNIT):
        grant = {Reach.BELOW: Grant(below="1."), Reach.ABOVE: Grant(above="1.")}
        assert not may(Scope("task", (grant.get(reach, Grant(unit_id=7)),)), nowhere)


@pytest.mark.parametrize("path", ["", "1", "1.2", ".", "1..", "a."])
def test_a_post_needs_a_place_in_the_tree(path: str) -> None:
    with pytest.raises(ValueError, match="area path"):
        Post(Role.OFFICER, 1, path)


def test_a_grant_holds_only_where_all_its_parts_hold() -> None:
    reach = Scope("task", (Grant(below="1.", unit_id=7, states=frozenset({"open"})),))
    assert may(reach, Subject("1.2.", frozenset({7}), "open"))
    assert not may(reach, Subject("2.", frozenset({7}), "open"))
    assert not may(reach, Subject("1.2.", frozenset({8}), "open"))
    assert not may(reach, Subject("1.2.", frozenset({7}), "closed"))
