"""Django's settings: strict by default, ready for one command on one machine.

Everything an operator may change comes from the environment: BITGIL_DATABASE (a file or postgresql://…),
BITGIL_SECRET_KEY, BITGIL_ALLOWED_HOSTS (comma-separated), BITGIL_DEBUG, BITGIL_OFFICIAL (an official
domain's masthead), BITGIL_HTTPS (secure cookies, redirect and HSTS), BITGIL_VAR (where files go),
BITGIL_URL (the site's own address), BITGIL_LOGIN_FAILURES and BITGIL_LOGIN_WAIT (after how many failed
log-ins somebody waits, and how many minutes), BITGIL_SECOND_FACTOR (off, offered or required of those who
keep accounts, plan or committee), BITGIL_MAIL_HOST, _PORT, _USER, _PASSWORD, _FROM and _PLAIN
(without a host, mail is written to BITGIL_VAR/mail).
"""

from __future__ import annotations

import os
from datetime import timedelta
from pathlib import Path

from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

from bitgil.portal.databases import database
from bitgil.portal.secret import read_or_make


def _flag(name: str) -> bool:
    return os.environ.get(name, "").lower() in ("1", "true", "yes", "on")


def _chosen(name: str, otherwise: str, *others: str) -> str:
    """Return a setting that knows few values; a slip of the pen must not open what was meant closed."""
    value = os.environ.get(name, "") or otherwise
    if value not in (otherwise, *others):
        raise ImproperlyConfigured(f"{name}: '{value}' is none of {', '.join((otherwise, *others))}")
    return value


HERE = Path(__file__).resolve().parent
VAR = Path(os.environ.get("BITGIL_VAR", "var")).resolve()

DEBUG = _flag("BITGIL_DEBUG")
BITGIL_OFFICIAL = _flag("BITGIL_OFFICIAL")
SECRET_KEY = os.environ.get("BITGIL_SECRET_KEY") or read_or_make(VAR / "secret_key")
ALLOWED_HOSTS = [
    host.strip()
    for host in os.environ.get("BITGIL_ALLOWED_HOSTS", "localhost,127.0.0.1,[::1]").split(",")
    if host.strip()
]

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "axes",
    "csp",
    "django_otp",
    "django_otp.plugins.otp_totp",
    "bitgil.store",
    "bitgil.portal",
]
AUTH_USER_MODEL = "store.Account"
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "bitgil.portal.refusing.refuse_floods",
    "django.middleware.gzip.GZipMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django_otp.middleware.OTPMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "bitgil.portal.nothing.explain_nothing",
    "axes.middleware.AxesMiddleware",
]
ROOT_URLCONF = "bitgil.portal.urls"
WSGI_APPLICATION = "bitgil.portal.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": sorted(HERE.glob("**/templates")),
        "OPTIONS": {
            "context_processors": [
                "bitgil.portal.frame.surround",
                "django.contrib.messages.context_processors.messages",
            ],
            "builtins": ["bitgil.portal.templatetags.reading", "django.templatetags.i18n"],
            "loaders": [
                (
                    "django.template.loaders.cached.Loader",
                    ["django.template.loaders.filesystem.Loader"],
                )
            ],
        },
    }
]

DATABASES = {"default": database(os.environ.get("BITGIL_DATABASE", str(VAR / "bitgil.sqlite3")))}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
]
AXES_FAILURE_LIMIT = int(os.environ.get("BITGIL_LOGIN_FAILURES", "5"))
AXES_COOLOFF_TIME = timedelta(minutes=int(os.environ.get("BITGIL_LOGIN_WAIT", "15")))
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_RESET_ON_SUCCESS = True
AXES_DISABLE_ACCESS_LOG = True
AXES_LOCKOUT_CALLABLE = "bitgil.portal.workspace.entering.locked"
BITGIL_SECOND_FACTOR = _chosen("BITGIL_SECOND_FACTOR", "offered", "off", "required")
OTP_TOTP_ISSUER = "Bitgil"
LOGIN_URL, LOGIN_REDIRECT_URL, LOGOUT_REDIRECT_URL = "enter", "workspace", "home"
SESSION_COOKIE_AGE = 60 * 60 * 10
SESSION_COOKIE_SAMESITE = "Lax"

MAIL_HOST = os.environ.get("BITGIL_MAIL_HOST", "")
EMAIL_BACKEND = f"django.core.mail.backends.{'smtp' if MAIL_HOST else 'filebased'}.EmailBackend"
EMAIL_FILE_PATH = VAR / "mail"
EMAIL_HOST, EMAIL_PORT = MAIL_HOST, int(os.environ.get("BITGIL_MAIL_PORT", "587"))
EMAIL_HOST_USER = os.environ.get("BITGIL_MAIL_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("BITGIL_MAIL_PASSWORD", "")
EMAIL_USE_TLS = MAIL_HOST != "" and not _flag("BITGIL_MAIL_PLAIN")
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = os.environ.get("BITGIL_MAIL_FROM", "bitgil@localhost")
BITGIL_URL = os.environ.get("BITGIL_URL", "").rstrip("/")

LANGUAGE_CODE = "ko"
LANGUAGES = [("ko", _("한국어")), ("en", _("영어"))]
LOCALE_PATHS = sorted(HERE.glob("**/locale"))
TIME_ZONE = "Asia/Seoul"
USE_TZ = True
USE_I18N = True

STATIC_URL = "static/"
STATIC_ROOT = Path(os.environ.get("BITGIL_STATIC", VAR / "static"))
STATIC_ROOT.mkdir(parents=True, exist_ok=True)
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "bitgil.portal.assets.Assets"},
}
WHITENOISE_USE_FINDERS = True

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
CSRF_FAILURE_VIEW = "bitgil.portal.refusing.forged"
X_FRAME_OPTIONS = "DENY"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
HTTPS = _flag("BITGIL_HTTPS")
SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = HTTPS

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
