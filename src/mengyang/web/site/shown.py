"""配置展示 — every variable in force with its source, and no secret among them."""

from dataclasses import dataclass

from django.conf import settings

from mengyang.web.site.environment import VARIABLES, Variable

MASK = "••••••••"


@dataclass(frozen=True, slots=True)
class ShownSetting:
    """配置项 as it may be shown; `meaning` is a message code."""

    name: str
    value: str
    is_set: bool
    meaning: str


def shown_settings() -> tuple[ShownSetting, ...]:
    """The whole configuration."""
    return tuple(
        ShownSetting(
            variable.name, _value(variable), variable.is_set, f"config.{variable.name.lower()}"
        )
        for variable in VARIABLES.values()
    )


def _value(variable: Variable) -> str:
    if variable.is_secret and variable.is_set:
        return MASK
    if variable.name != "DATABASE_URL":
        return variable.text
    # Without the password of the database.
    password = str(settings.DATABASES["default"].get("PASSWORD") or "")
    before, at, after = variable.text.rpartition("@")
    return f"{before.rpartition(':')[0]}:{MASK}{at}{after}" if password else variable.text
