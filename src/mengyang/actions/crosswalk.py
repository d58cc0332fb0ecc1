"""事项对照动作 — look for tasks that name one duty, and say of each pair whether they do."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from mengyang.actions.jobs import Claim, JobDraft, Progress, job_step, owner_of
from mengyang.core import access
from mengyang.core.access import Actor
from mengyang.core.facts import Seen
from mengyang.core.findings import Refused
from mengyang.core.ledger.crosswalk import TaskPair, likely_pairs
from mengyang.store.reads import ledger
from mengyang.store.reads.scope import subjects
from mengyang.store.writes import transaction
from mengyang.store.writes.ledger import decide_matter, link_matter, propose_matters

# So many tasks a step: somebody who waits sees it go on, and may cancel it in between.
PORTION = 200


@dataclass(frozen=True, slots=True)
class PairVerdict:
    """对照结论 — whether the two tasks are one duty, and why."""

    confirms: bool
    reason: str = ""


def crosswalk_draft(actor: Actor, *, at: datetime) -> JobDraft:
    """The job that looks for pairs, at most one a minute. Raises `Refused` if not allowed."""
    if not access.scope(actor, "assign", "judgement").grants:
        raise Refused("crosswalk.refused.no_right", "ledger.hint.ask_office")
    return JobDraft("crosswalk", f"crosswalk {actor.user_id} {at:%Y-%m-%d %H:%M}")


def crosswalk_step(claim: Claim, *, at: datetime) -> Claim:
    """Look for the partners of some more tasks within the owner's reach; keep what is likely.

    `position` is the last task that was looked at, and how many pairs were kept by then.
    """
    owner = owner_of(claim, at)
    if owner is None:
        raise Refused("crosswalk.refused.no_right", "ledger.hint.ask_office")
    tasks = ledger.matters(access.scope(owner, "assign", "judgement"), at.date())
    looked_at, made = (int(str(claim.position.get(name, 0))) for name in ("task", "pairs"))
    begins = sum(each.task_id <= looked_at for each in tasks)
    ends = min(begins + PORTION, len(tasks))
    pairs = likely_pairs(tasks, ledger.known_pairs(), range(begins, ends))
    with job_step(claim, at) as step:
        made += propose_matters(step.work, pairs)
        step.progress = Progress(
            position={"task": tasks[ends - 1].task_id if ends else 0, "pairs": made},
            done=ends,
            total=len(tasks),
            is_last=ends == len(tasks),
            result={"tasks": len(tasks), "pairs": made},
        )
    return step.claim


def decide_matters(
    actor: Actor, seen: Mapping[int, int], said: PairVerdict, *, at: datetime
) -> int:
    """Confirm or reject pairs, by id with the version seen; how many. All of them or none.

    Both plans must be the actor's to run.
    """
    if not seen:
        raise Refused("crosswalk.refused.none_chosen", "crosswalk.hint.choose")
    reach = access.scope(actor, "see", "task")
    tasks = ledger.pair_tasks(reach, at.date(), seen)
    shown = subjects("judgement", {pk for pair in tasks.values() for pk in pair}, at.date())
    right = access.scope(actor, "assign", "judgement")
    if not all(access.may(right, subject) for subject in shown.values()):
        raise Refused("crosswalk.refused.no_right", "ledger.hint.ask_office")
    state = "confirmed" if said.confirms else "rejected"
    with transaction(actor, at) as work:
        for pair in sorted(seen.items()):
            decide_matter(work, Seen(*pair), state, said.reason.strip(), actor.user_id)
    return len(seen)


def link_matters(actor: Actor, pair: TaskPair, reason: str, *, at: datetime) -> int:
    """人工对照 — say with the reason that two tasks of two plans are one duty; the id of the pair.

    Both stand on their own in plans that are the actor's to run; `decide_matters` takes it back.
    """
    if not reason.strip():
        raise Refused("crosswalk.refused.reason_missing", "crosswalk.hint.say_why")
    plans = ledger.matter_plans(access.scope(actor, "assign", "judgement"), at.date(), pair)
    if plans.keys() != set(pair):
        raise Refused("crosswalk.refused.no_such_task", "crosswalk.hint.whole_task")
    if len(set(plans.values())) < len(pair):
        raise Refused("crosswalk.refused.one_plan", "crosswalk.hint.other_plan")
    with transaction(actor, at) as work:
        return link_matter(work, pair, reason.strip(), actor.user_id)
