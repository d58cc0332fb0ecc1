"""可用检查 — a command that works on an installation refuses to begin where it is not sound."""

import sys

from mengyang.core.findings import Level, Refused
from mengyang.web.management.speech import line_of
from mengyang.web.site.faults import configuration_faults, is_wrong


def require_sound() -> None:
    """Print every error of the configuration and raise `Refused` where there is one."""
    faults = configuration_faults()
    for fault in faults:
        if fault.level is Level.ERROR:
            print(line_of(fault), file=sys.stderr)
    if is_wrong(faults):
        raise Refused("serve.refused.configuration", "serve.hint.check")
