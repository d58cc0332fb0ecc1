"""校验权限 — the chain is verified whole or not at all."""

from mengyang.core.access import Grant, Scope
from mengyang.core.findings import Refused


def require_all(scope: Scope) -> None:
    """Raise `Refused` unless the scope lets in every event there is."""
    if scope.kind != "event" or Grant() not in scope.grants:
        raise Refused("audit.refused.not_yours", "access.hint.ask_administrator")
