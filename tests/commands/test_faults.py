"""The machine's troubles 故障: disk full, database locked or gone; nothing is half saved."""

import json

import pytest

from tests.installation import Installation

pytestmark = [pytest.mark.django_db]
# One process goes through all of it: what it prints is asserted below.
THROUGH = """
import json, os, resource, signal, sqlite3, sys
from pathlib import Path
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, connections
from django.test import Client
from mengyang.actions.archives import Place
from mengyang.actions.audit import verify_audit
from mengyang.actions.backups import BackupOrder, make_backup
from mengyang.core.findings import Refused
from mengyang.store.models import Area, Document, Event, User
from mengyang.web.clock import now
from tests.upload_cast import PLAN

signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
settings.ALLOWED_HOSTS = ["*"]
user = User.objects.get(username="prefecture_officer")
told = {}

def sent(number):
    client = Client(raise_request_exception=False, headers={"accept-language": "zh"})
    client.force_login(user, "django.contrib.auth.backends.ModelBackend")
    file = SimpleUploadedFile("plan.txt", PLAN.replace("3号", f"{number}号").encode())
    area = Area.objects.get(key="yunlu").pk
    def send():
        file.seek(0)
        answer = client.post("/documents/upload/", {"file": file, "area": area}, follow=False)
        return answer.status_code, answer.content.decode()
    return send

def limit(size):
    hard = resource.getrlimit(resource.RLIMIT_FSIZE)[1]
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))

def state():
    return [Document.objects.count(), Event.objects.count()]

before, send = state(), sent(41)
limit(2000)
status, page = send()
try:
    database = Path(settings.DATABASES["default"]["NAME"])
    place = Place(settings.ENVIRONMENT.var, database)
    make_backup(BackupOrder(place, settings.ENVIRONMENT.var / "b" / "x.tar.gz"), print, at=now())
except Refused as refused:
    told["backup"] = [refused.reason, [p.name for p in (settings.ENVIRONMENT.var / "b").iterdir()]]
limit(resource.RLIM_INFINITY)
told["full"] = [status, "磁盘空间不足" in page, "Traceback" in page, state() == before]
told["again"] = [send()[0], state()[0] - before[0]]

before, send = state(), sent(42)
connection.cursor().execute("PRAGMA busy_timeout=50")
other = sqlite3.connect(database, isolation_level=None)
other.execute("BEGIN IMMEDIATE")
status, page = send()
other.execute("ROLLBACK")
other.close()
told["locked"] = [status, "系统正忙" in page, "Traceback" in page, state() == before]

connections.close_all()
aside = database.with_suffix(".aside")
database.rename(aside)
status, page = send()
connections.close_all()
aside.replace(database)
told["gone"] = [status, "数据库暂时没有应答" in page, "Traceback" in page]
told["whole"] = verify_audit(told=lambda _: None).is_whole
print(json.dumps(told))
"""


def test_a_full_disk_a_lock_and_a_lost_database_are_survived(peopled: Installation) -> None:
    told = json.loads(peopled.run(THROUGH).splitlines()[-1])
    assert told["full"] == [503, True, False, True]
    assert told["backup"] == ["backup.refused.disk_full", []]
    assert told["again"] == [302, 1]
    # The form comes back with the sentence on it, as after every refusal.
    assert told["locked"] == [200, True, False, True]
    assert told["gone"] == [503, True, False]
    assert told["whole"]
