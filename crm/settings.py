"""One file for every environment; what differs comes from environment variables (see .env.example)."""

import re
from pathlib import Path
from urllib.parse import urlsplit

from django.conf.locale import LANG_INFO
from environs import Env
from kombu import Queue

from core.logs import logging_settings
from crm.boot import refuse_unsafe
from crm.clock import schedule
from crm.file_storage import file_storage

BASE_DIR = Path(__file__).resolve().parent.parent
env = Env()
env.read_env(BASE_DIR / ".env", recurse=False)

# --- Secrets and addresses -------------------------------------------------------------------

DEBUG = env.bool("DEBUG", False)
SECRET_KEY = env.str("SECRET_KEY", "")
SECRET_KEY_FALLBACKS = env.list("SECRET_KEY_FALLBACKS", [])
ENCRYPTION_KEYS = env.list("ENCRYPTION_KEYS", [])  # newest first, 32 bytes in hex
PUBLIC_BASE_URL = env.str("PUBLIC_BASE_URL", "http://127.0.0.1:8000").rstrip("/")
HTTPS = PUBLIC_BASE_URL.startswith("https://")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", [urlsplit(PUBLIC_BASE_URL).hostname, "localhost", "127.0.0.1"])
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", [PUBLIC_BASE_URL])
# Networks of our own proxies ("10.0.0.0/8", or "unix"): only their X-Forwarded-* headers are believed.
TRUSTED_PROXIES = env.list("TRUSTED_PROXIES", [])
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
STYLEGUIDE = env.bool("STYLEGUIDE", DEBUG)

# --- Apps ------------------------------------------------------------------------------------

INSTALLED_APPS = [
    "crm.admin_app.AdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "csp",
    "django_filters",
    "django_htmx",
    "drf_spectacular",
    "rest_framework",
    "template_partials",
    "core",
    "accounts",
    "notifications",
    "operations",
    "customers",
    "commerce",
    "privacy",
    "activity",
    "crm",
]

MIDDLEWARE = [
    "crm.client_address.ClientAddressMiddleware",
    "core.logs.requests.RequestLogMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "core.htmx.FullPageRedirects",
    "crm.middleware.PrivateMiddleware",
    "accounts.middleware.StoreMiddleware",
    "accounts.signin.sessions.SessionLimitsMiddleware",
    "accounts.signin.enrolment.SecondStepMiddleware",
    "core.former_ids.FormerIds",
    "accounts.throttling.RateLimitHeaders",
]

ROOT_URLCONF = "crm.urls"
WSGI_APPLICATION = "crm.wsgi.application"
APPEND_SLASH = False

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "crm.shell.shell",
            ],
            "builtins": [
                "django.templatetags.i18n",
                "django.templatetags.static",
                "template_partials.templatetags.partials",
                "core.templatetags.figures",
                "core.templatetags.forms",
                "core.templatetags.activity",
                "core.templatetags.ui",
            ],
        },
    }
]

# --- Data ------------------------------------------------------------------------------------

DATABASE_URL, REDIS_URL = env.str("DATABASE_URL", ""), env.str("REDIS_URL", "")
refuse_unsafe(
    debug=DEBUG,
    secret_keys=[SECRET_KEY, *SECRET_KEY_FALLBACKS],
    encryption_keys=ENCRYPTION_KEYS,
    public_base_url=PUBLIC_BASE_URL,
    allowed_hosts=ALLOWED_HOSTS,
    database_url=DATABASE_URL,
    redis_url=REDIS_URL,
)

DATABASES = {"default": env.dj_db_url("DATABASE_URL", conn_max_age=600, conn_health_checks=True)}
DATABASES["default"].setdefault("OPTIONS", {})["options"] = (
    "-c lock_timeout=5s -c idle_in_transaction_session_timeout=30s"
    f" -c statement_timeout={env.str('DB_STATEMENT_TIMEOUT', '30s')}"
)
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

CACHES = {
    "default": {
        "BACKEND": "core.cache.ForgivingRedisCache",
        "LOCATION": REDIS_URL,
        "KEY_PREFIX": "regulars",
        "OPTIONS": {"socket_connect_timeout": 0.5, "socket_timeout": 0.5},
    }
}

# --- People ----------------------------------------------------------------------------------

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "accounts.signin.passwords.LongestPassword"},
    {"NAME": "accounts.signin.passwords.NoCommonPassword"},
    {"NAME": "accounts.signin.passwords.NoContextWords"},
]
# Who may open a store: true is anybody, false is nobody; unset, only the first person, with the set-up link.
SIGNUP_OPEN = env.bool("SIGNUP_OPEN", True if DEBUG else None)
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = ACCOUNT_SIGNUP_REDIRECT_URL = "/"
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_ADAPTER = "accounts.signin.adapter.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_EMAIL_VERIFICATION_SUPPORTS_RESEND = 5
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_MAX_ATTEMPTS = 5
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_REAUTHENTICATION_TIMEOUT = 600  # how fresh a sign-in dangerous things ask for
ACCOUNT_RATE_LIMITS = {  # wrong passwords are counted in accounts.signin.throttle
    "login": "60/m/ip",
    "login_failed": "5/5m/key",
    "signup": "20/h/ip",
    "reset_password": "20/h/ip,3/15m/key",
    "reset_password_from_key": "20/m/ip",
    "confirm_email": "1/20s/key",
}
ACCOUNT_FORMS = {
    "login": "accounts.forms.signin.LoginForm",
    "signup": "accounts.forms.signin.SignupForm",
    "add_email": "accounts.forms.signin.AddEmailForm",
    "change_email": "accounts.forms.signin.ChangeEmailForm",
    "change_password": "accounts.forms.signin.ChangePasswordForm",
    "set_password": "accounts.forms.signin.SetPasswordForm",
    "reset_password": "accounts.forms.signin.ResetPasswordForm",
    "reset_password_from_key": "accounts.forms.signin.ResetPasswordKeyForm",
    "reauthenticate": "accounts.forms.signin.ReauthenticateForm",
    "confirm_email_verification_code": "accounts.forms.signin.ConfirmEmailForm",
}
PASSWORD_RESET_TIMEOUT = 3600

MFA_ADAPTER = "accounts.signin.mfa_adapter.MfaAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_TOTP_TOLERANCE = 1
MFA_FORMS = {
    "authenticate": "accounts.forms.signin.AuthenticateForm",
    "reauthenticate": "accounts.forms.signin.ReauthenticateByCodeForm",
    "activate_totp": "accounts.forms.signin.ActivateTOTPForm",
    "add_webauthn": "accounts.forms.signin.AddPasskeyForm",
    "edit_webauthn": "accounts.forms.signin.RenamePasskeyForm",
}

ADMIN_ENABLED = env.bool("ADMIN_ENABLED", True)
ADMIN_NETWORKS = env.list("ADMIN_NETWORKS", [])  # where superusers may come from; empty is anywhere
ADMIN_REAUTHENTICATION_TIMEOUT = 1800

# How long a session may live at most; each store sets shorter limits (accounts.signin.sessions).
SESSION_COOKIE_AGE = 30 * 24 * 3600
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_NAME = "__Host-session" if HTTPS else "session"
CSRF_FAILURE_VIEW = "crm.errors.stale_form"
CSRF_COOKIE_NAME = "__Host-csrf" if HTTPS else "csrf"
DEVICE_COOKIE_NAME = "__Host-device" if HTTPS else "device"

# --- Mail ------------------------------------------------------------------------------------

# smtp+tls://user:password@host:587; unset, mails are kept in a folder and told in the log (core.mail).
DEFAULT_FROM_EMAIL = SERVER_EMAIL = env.str(
    "MAIL_FROM", f"Regulars <regulars@{urlsplit(PUBLIC_BASE_URL).hostname}>"
)
OUTBOX_PAGE = env.bool("OUTBOX_PAGE", DEBUG)  # read them at /account/outbox; never on a server others reach
MAIL_FOLDER = env.path("MAIL_FOLDER", BASE_DIR / ".data/mails")
if env.str("EMAIL_URL", ""):
    vars().update({name: value for name, value in env.dj_email_url("EMAIL_URL").items() if name.isupper()})
    EMAIL_TIMEOUT = 10
else:
    EMAIL_BACKEND = "core.mail.FolderBackend"

# --- Security headers ------------------------------------------------------------------------

SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
SECURE_REFERRER_POLICY = "strict-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:", "blob:"],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "frame-src": ["'self'"],
        "form-action": ["'self'"],
        "manifest-src": ["'self'"],
        "base-uri": ["'none'"],
        "object-src": ["'none'"],
        "frame-ancestors": ["'none'"],
    }
}

# --- Files -----------------------------------------------------------------------------------

STATIC_URL = "/static/"
STATIC_ROOT = BASE_DIR / "staticfiles"
STATICFILES_DIRS = [BASE_DIR / "static/dist"]  # built by build.mjs
MEDIA_ROOT = env.path("MEDIA_ROOT", BASE_DIR / "media")
FILE_UPLOAD_PERMISSIONS = 0o640
FILE_UPLOAD_HANDLERS = [
    "core.uploads.handler.CappedUploads",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]
STORAGES = {
    "default": file_storage(env, MEDIA_ROOT),
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
WHITENOISE_ROOT = BASE_DIR / "static/dist/root"  # what stands at the very top: /t.js
_HASHED = re.compile(r"^.+[.-][0-9A-Za-z]{8,12}\.(js|css|woff2|svg|json)$")


def WHITENOISE_IMMUTABLE_FILE_TEST(path, url):  # noqa: N802 (WhiteNoise's name)
    return bool(_HASHED.match(url))


def WHITENOISE_ADD_HEADERS_FUNCTION(headers, path, url):  # noqa: N802 (WhiteNoise's name)
    if url == "/t.js":  # the same for every shop; its address cannot change with it
        headers["Cache-Control"] = "public, max-age=3600, stale-while-revalidate=86400"
        headers["Cross-Origin-Resource-Policy"] = "cross-origin"


# --- Language and time -----------------------------------------------------------------------

LANGUAGE_CODE = "en"
# English, and every language that has a folder in locale/.
LANGUAGES = [
    (code, LANG_INFO[code]["name_local"])
    for code in ["en", *sorted(path.name for path in BASE_DIR.glob("locale/*") if path.name in LANG_INFO)]
]
TIME_ZONE = "UTC"
USE_TZ = True
USE_I18N = True
LOCALE_PATHS = [BASE_DIR / "locale"]

# --- API -------------------------------------------------------------------------------------

REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "accounts.authentication.ApiKeyAuthentication",
        "rest_framework.authentication.SessionAuthentication",
    ],
    "DEFAULT_PERMISSION_CLASSES": ["accounts.permissions.StorePermission"],
    "DEFAULT_THROTTLE_CLASSES": ["accounts.throttling.PrincipalThrottle"],
    "DEFAULT_SCHEMA_CLASS": "core.api.schema.OperationSchema",
    "EXCEPTION_HANDLER": "core.api.problems.exception_handler",
    "URL_FORMAT_OVERRIDE": None,
}
API_DOCS_PUBLIC = env.bool("API_DOCS_PUBLIC", DEBUG)  # else for members and keys only
SPECTACULAR_SETTINGS = {
    "TITLE": "Regulars API",
    "DESCRIPTION": "Everything a store's staff can do, for other programs.",
    "VERSION": "1",
    "OAS_VERSION": "3.1.1",
    "SCHEMA_PATH_PREFIX": "/api",
    "COMPONENT_SPLIT_REQUEST": True,
    "SORT_OPERATION_PARAMETERS": False,
    "ENUM_GENERATE_CHOICE_DESCRIPTION": False,
    "POSTPROCESSING_HOOKS": ["core.api.document.finish"],
    "ENABLE_DJANGO_DEPLOY_CHECK": False,
}

# --- Celery ----------------------------------------------------------------------------------

CELERY_BROKER_URL = REDIS_URL.replace("unix://", "redis+socket://").replace("?db=", "?virtual_host=")
# Reasons in docs/decisions/0020-background-work.md. In short: a message says "look now", what is due is
# a row, so a lost message only delays; with Redis a killed worker's message comes back after 15 minutes.
QUEUES = ["critical", "default", "bulk", "io"]
CELERY_TASK_QUEUES = [Queue(name) for name in QUEUES]
CELERY_TASK_DEFAULT_QUEUE = "default"
CELERY_TASK_CREATE_MISSING_QUEUES = False
CELERY_TASK_SERIALIZER = "json"
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_TASK_IGNORE_RESULT = True
CELERY_RESULT_BACKEND = None
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_TASK_ACKS_ON_FAILURE_OR_TIMEOUT = True
CELERY_TASK_SOFT_TIME_LIMIT = 240
CELERY_TASK_TIME_LIMIT = 300
CELERY_TASK_PUBLISH_RETRY_POLICY = {"max_retries": 1, "interval_start": 0, "interval_max": 0.2}
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "visibility_timeout": 900,
    "health_check_interval": 25,
    "socket_keepalive": True,
    "socket_connect_timeout": 2,
    "global_keyprefix": "regulars:",
}
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_CONNECTION_MAX_RETRIES = None
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_MAX_TASKS_PER_CHILD = 500
CELERY_WORKER_MAX_MEMORY_PER_CHILD = 400_000
CELERY_WORKER_CANCEL_LONG_RUNNING_TASKS_ON_CONNECTION_LOSS = True
CELERY_WORKER_SOFT_SHUTDOWN_TIMEOUT = 30
CELERY_WORKER_ETA_TASK_LIMIT = 1000

CELERY_BEAT_SCHEDULER = "celery.beat:Scheduler"
CELERY_BEAT_SCHEDULE = schedule(QUEUES)

# --- Logs ------------------------------------------------------------------------------------

LOGGING = logging_settings(
    readable=env.str("LOG_FORMAT", "json") == "readable", level=env.str("LOG_LEVEL", "INFO").upper()
)
