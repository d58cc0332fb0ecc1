"""账号 — people who sign in, and the posts they hold."""

from collections.abc import Mapping
from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.hashers import check_password
from django.db import models
from django.utils.crypto import salted_hmac

from mengyang.store.models.audited import Audited
from mengyang.store.models.registry import Area, Unit

SESSION_SALT = "mengyang.store.session"


class User(AbstractBaseUser, Audited):
    """用户 — one account; what it may do follows from its posts alone."""

    kind: ClassVar[str] = "access.user"
    personal: ClassVar[tuple[str, ...]] = ("display_name",)
    secret: ClassVar[tuple[str, ...]] = ("password", "oidc_subject")
    added_later: ClassVar[Mapping[str, object]] = {
        "session_epoch": 0,
        "has_second_factor": False,
        "oidc_subject": "",
        "one_time_until": None,
    }

    USERNAME_FIELD = "username"

    # Signing in is an event of the chain, not a change of the row.
    last_login = None

    username = models.CharField(max_length=80, unique=True)
    display_name = models.CharField(max_length=80)
    is_active = models.BooleanField(default=True)
    is_demo = models.BooleanField(default=False)
    must_change_password = models.BooleanField(default=False)
    # Until when a password that somebody was given opens the account.
    one_time_until = models.DateTimeField(null=True, blank=True)
    language = models.CharField(max_length=10, blank=True)
    # Counted up to end every session of the account at once.
    session_epoch = models.PositiveIntegerField(default=0)
    has_second_factor = models.BooleanField(default=False)
    # Who the office's identity provider says it is; bound by the system administrator.
    oidc_subject = models.CharField(max_length=255, blank=True, default="")

    objects = BaseUserManager["User"]()

    class Meta:
        db_table = "access_user"

    def check_password(self, raw_password: str | None) -> bool:
        """Whether this is the password; unlike Django's own, never rewrites the row unseen."""
        return raw_password is not None and check_password(raw_password, self.password)

    def _get_session_auth_hash(self, secret: str | None = None) -> str:
        """What a session is signed with: it ends with the password, and with the epoch."""
        signed = f"{self.password}:{self.session_epoch}"
        return salted_hmac(SESSION_SALT, signed, secret=secret, algorithm="sha256").hexdigest()


class Post(Audited):
    """任职 — one role in one unit and area, over a stretch of days."""

    kind: ClassVar[str] = "access.post"

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="posts")
    role = models.CharField(max_length=40)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="posts")
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="posts")
    from_day = models.DateField()
    until_day = models.DateField(null=True, blank=True)

    class Meta:
        db_table = "access_post"


class Deputy(Audited):
    """AB角 — somebody who acts for somebody else over a stretch of days; `until_day` exclusive."""

    kind: ClassVar[str] = "access.deputy"

    principal = models.ForeignKey(User, on_delete=models.PROTECT, related_name="deputies")
    deputy = models.ForeignKey(User, on_delete=models.PROTECT, related_name="deputised")
    from_day = models.DateField()
    until_day = models.DateField()

    class Meta:
        db_table = "access_deputy"


class Handover(Audited):
    """工作交接 — what one person handed over to another from a day on, as it was listed then."""

    kind: ClassVar[str] = "access.handover"
    bulky: ClassVar[tuple[str, ...]] = ("items",)

    leaver = models.ForeignKey(User, on_delete=models.PROTECT, related_name="handed_over")
    successor = models.ForeignKey(User, on_delete=models.PROTECT, related_name="taken_over")
    from_day = models.DateField()
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    items = models.JSONField(default=dict)

    class Meta:
        db_table = "access_handover"


class SecondFactor(Audited):
    """动态口令 — the sealed secret of an account's codes, the last counter used, what went wrong.

    `recovery` holds the hashes of the codes that are left for a lost device.
    """

    kind: ClassVar[str] = "access.second_factor"
    secret: ClassVar[tuple[str, ...]] = ("sealed_secret", "recovery")

    user = models.OneToOneField(User, on_delete=models.PROTECT, related_name="second_factor")
    sealed_secret = models.CharField(max_length=200)
    last_counter = models.BigIntegerField(default=0)
    failures = models.PositiveSmallIntegerField(default=0)
    locked_until = models.DateTimeField(null=True, blank=True)
    recovery = models.JSONField(default=list)

    class Meta:
        db_table = "access_second_factor"
