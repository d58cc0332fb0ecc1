"""运行状况接口 — the configuration in force and whether the house is fit; no secret."""

from django.conf import settings
from ninja import Schema

from mengyang.actions.health import health
from mengyang.web.clock import now
from mengyang.web.interface_routes import Router
from mengyang.web.interface_types import REFUSALS, FindingOut
from mengyang.web.request import Request, reach_of
from mengyang.web.site.faults import configuration_faults
from mengyang.web.site.shown import shown_settings

PREFIX = "/settings"
router = Router(tags=["settings"])


class SettingOut(Schema):
    """配置项."""

    name: str
    value: str
    is_set: bool


class ConditionOut(Schema):
    """运行状况."""

    is_ready: bool
    settings: list[SettingOut]
    findings: list[FindingOut]


@router.get("", response={200: ConditionOut, **REFUSALS})
def condition(request: Request) -> dict[str, object]:
    """What `mengyang check` prints."""
    reach_of(request.actor, "see", "setting")
    found = health(settings.ENVIRONMENT.var, at=now())
    findings = [*(finding for _, finding in found.checks), *configuration_faults()]
    plain = [
        {"code": each.code, "params": {key: str(value) for key, value in each.params.items()}}
        for each in findings
    ]
    return {"is_ready": found.is_ready, "settings": shown_settings(), "findings": plain}
