"""网站入口 — the WSGI application that gunicorn serves."""

import os

from django.conf import settings
from django.core.wsgi import get_wsgi_application

from mengyang.web.site.running import hold

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mengyang.web.site.settings")

application = get_wsgi_application()
hold(settings.ENVIRONMENT.var)
