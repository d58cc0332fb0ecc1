"""网站入口 — the WSGI application that gunicorn serves."""

import gc
import os

from django.conf import settings
from django.core.wsgi import get_wsgi_application

from mengyang.web.site.running import hold

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mengyang.web.site.settings")

application = get_wsgi_application()
# What was loaded stays for good: the collector need not walk through it again and again.
gc.collect()
gc.freeze()
hold(settings.ENVIRONMENT.var)
