"""名录 — areas with dated places in the tree, units with dated names, groups with dated rosters."""

from typing import ClassVar

from django.db import models

from mengyang.store.models.audited import Audited


class Area(Audited):
    """行政区划 — permanent identity of an area; everything that changes is in its versions."""

    kind: ClassVar[str] = "registry.area"

    key = models.SlugField(max_length=80, unique=True)
    is_fictional = models.BooleanField(default=False)

    class Meta:
        db_table = "registry_area"


class AreaVersion(Audited):
    """One stretch of days in which an area's parent, kind, code and names were these.

    `path` holds the ids from the top, each closed by a dot (`1.4.9.`); `until_day` is exclusive.
    """

    kind: ClassVar[str] = "registry.area_version"

    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="versions")
    parent = models.ForeignKey(
        Area, on_delete=models.PROTECT, null=True, blank=True, related_name="children"
    )
    path = models.CharField(max_length=255, db_index=True)
    area_kind = models.CharField(max_length=20)
    code = models.CharField(max_length=12, blank=True)
    name_zh = models.CharField(max_length=80)
    name_en = models.CharField(max_length=120, blank=True)
    from_day = models.DateField()
    until_day = models.DateField(null=True, blank=True)

    class Meta:
        db_table = "registry_area_version"
        constraints = (
            models.UniqueConstraint(fields=("area", "from_day"), name="registry_area_version_once"),
        )


class Unit(Audited):
    """单位 — a body that can answer for a duty."""

    kind: ClassVar[str] = "registry.unit"

    key = models.SlugField(max_length=100, unique=True)
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="units")
    unit_kind = models.CharField(max_length=20)

    class Meta:
        db_table = "registry_unit"


class UnitName(Audited):
    """单位名称 — the official name of a stretch of days, or an alias (简称)."""

    kind: ClassVar[str] = "registry.unit_name"

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="names")
    name_zh = models.CharField(max_length=120, db_index=True)
    name_en = models.CharField(max_length=160, blank=True)
    is_official = models.BooleanField()
    from_day = models.DateField()
    until_day = models.DateField(null=True, blank=True)

    class Meta:
        db_table = "registry_unit_name"


class UnitSignOff(Audited):
    """审签流程 — how replies leave a unit over a stretch of days; without a row, directly."""

    kind: ClassVar[str] = "registry.unit_sign_off"

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="sign_offs")
    way = models.CharField(max_length=20)
    from_day = models.DateField()
    until_day = models.DateField(null=True, blank=True)

    class Meta:
        db_table = "registry_unit_sign_off"
        constraints = (
            models.UniqueConstraint(
                fields=("unit", "from_day"), name="registry_unit_sign_off_once"
            ),
        )


class UnitGroup(Audited):
    """单位组 — a collective name of documents (各县(市)人民政府) as seen from one area."""

    kind: ClassVar[str] = "registry.unit_group"

    key = models.SlugField(max_length=100, unique=True)
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="unit_groups")
    name_zh = models.CharField(max_length=120)
    name_en = models.CharField(max_length=160, blank=True)
    aliases = models.JSONField(default=list)

    class Meta:
        db_table = "registry_unit_group"


class GroupMember(Audited):
    """组成员 — a unit's membership over a stretch of days."""

    kind: ClassVar[str] = "registry.group_member"

    group = models.ForeignKey(UnitGroup, on_delete=models.PROTECT, related_name="members")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="memberships")
    from_day = models.DateField()
    until_day = models.DateField(null=True, blank=True)

    class Meta:
        db_table = "registry_group_member"
