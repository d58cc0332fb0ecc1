"""配置 — Django's settings, made from the environment and nothing else."""

from pathlib import Path

from mengyang.web.site.database import database_settings
from mengyang.web.site.environment import LOOPBACK, read_environment
from mengyang.web.site.logs import logging_settings
from mengyang.web.site.secret import anchor_key, secret_key

ENVIRONMENT = read_environment()
WEB = Path(__file__).resolve().parents[1]

SECRET_KEY = secret_key(ENVIRONMENT)
AUDIT_ANCHOR_PATH = ENVIRONMENT.var / "audit" / "anchor.log"
AUDIT_ANCHOR_KEY = anchor_key(ENVIRONMENT)
DEBUG = ENVIRONMENT.debug
# Whoever watches over this machine asks it here, whatever name the office gave it.
ALLOWED_HOSTS = [*ENVIRONMENT.hosts, *LOOPBACK]
DEMO = ENVIRONMENT.demo

INSTALLED_APPS = [
    "mengyang.store",
    "mengyang.web",
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "axes",
    "ninja",
    "django_tasks_db",
]

MIDDLEWARE = [
    "mengyang.web.observation.ObservationMiddleware",
    "mengyang.web.proxies.ProxyMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "mengyang.web.middleware.ActorMiddleware",
    "mengyang.web.middleware.RefusalMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "mengyang.web.site.urls"
WSGI_APPLICATION = "mengyang.web.site.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "mengyang.web.context.frame",
            ],
        },
    }
]

DATABASES = {"default": database_settings(ENVIRONMENT)}
AUTH_USER_MODEL = "store.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "mengyang.web.signing_in.Accounts",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}", "OPTIONS": options}
    for name, options in (
        (
            "UserAttributeSimilarityValidator",
            {"user_attributes": ("username", "display_name")},
        ),
        ("MinimumLengthValidator", {"min_length": 8}),
        ("CommonPasswordValidator", {}),
        ("NumericPasswordValidator", {}),
    )
]
LOGIN_URL = "/sign-in/"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "/sign-in/"

AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = 0.25
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_RESET_ON_SUCCESS = True
AXES_LOCKOUT_CALLABLE = "mengyang.web.pages.session.locked_out"
AXES_VERBOSE = False

LANGUAGE_CODE = ENVIRONMENT.language
LANGUAGES = [("zh-hans", "简体中文"), ("en", "English")]
LOCALE_PATHS = sorted(path for path in (WEB / "locale").glob("*") if path.is_dir())
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Shanghai"

STATIC_URL = "/static/"
# Served from where the package holds them: nothing is collected, nothing can be out of date.
WHITENOISE_USE_FINDERS = True
# A folder of the vendor names its version: a browser asks for its files once.
WHITENOISE_IMMUTABLE_FILE_TEST = r"^/static/vendor/[^/]+-\d+(\.\d+)+/"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
# In memory only: a file that bears a secrecy mark is refused before a disk has seen it. A longer
# request than this is not read at all.
FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.MemoryFileUploadHandler"]
FILE_UPLOAD_MAX_MEMORY_SIZE = ENVIRONMENT.largest_request_bytes

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 12 * 3600
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "mengyang.web.pages.errors.forged"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = ENVIRONMENT.secure
# Probes ask this process itself, without the proxy that speaks HTTPS.
SECURE_REDIRECT_EXEMPT = [r"^healthz", r"^metrics$"]
SECURE_HSTS_SECONDS = 31_536_000 if ENVIRONMENT.secure else 0
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
# Neighbouring host names may belong to other offices, and no intranet is in a preload list.
SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W021"]
SECURE_CSP = {
    "default-src": ["'self'"],
    "img-src": ["'self'", "data:"],
    "object-src": ["'none'"],
    "base-uri": ["'self'"],
    "form-action": ["'self'"],
    "frame-ancestors": ["'self'"],
}

LOGGING = logging_settings(ENVIRONMENT.var, debug=DEBUG)
