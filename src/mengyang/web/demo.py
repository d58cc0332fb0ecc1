"""演示账号 — the one password of all demo accounts, and the names of the cast for the reader.

The password is printed and good for nothing else: accounts with it exist only where
`mengyang demo` made them, and demo mode binds loopback.
"""

from functools import cache

from django.conf import settings

from mengyang import packs
from mengyang.web.bilingual import in_language

DEMO_PASSWORD = "mengyang-demo-2026"


def shown_name(name: str) -> str:
    """The name of a person for the reader: only the invented cast of a demo has one in English."""
    return in_language(name, _english_names().get(name, "")) if settings.DEMO else name


@cache
def _english_names() -> dict[str, str]:
    return {account.name.zh: account.name.en for account in packs.demo().accounts}
