"""Django's settings. What an operator may set stands in `environment.py`; the rest is decided here."""

from __future__ import annotations

from byhand.config import sqlite

sqlite.swap_in()

from byhand.config import environment, logs  # noqa: E402
from byhand.config.databases import database  # noqa: E402
from byhand.config.keys import kept_secret  # noqa: E402

DATA_FOLDER = environment.data_folder()
KEYS_FOLDER = DATA_FOLDER / "keys"
FILES_FOLDER = DATA_FOLDER / "files"
ANCHORS_FILE = DATA_FOLDER / "journal-anchors.jsonl"
BASE_URL = environment.base_url()
CLAMD = environment.clamd()
WRITES_DOWN = environment.writes_down()
REDIS_URL = environment.redis_url()
IS_SECURE = BASE_URL.startswith("https://")

SECRET_KEY = kept_secret(KEYS_FOLDER, "pages.key", 48).hex()
SEAL_KEY = kept_secret(KEYS_FOLDER, "seal.key", 32)
SECRETS_KEY = kept_secret(KEYS_FOLDER, "secrets.key", 32)
PUSH_KEY = kept_secret(KEYS_FOLDER, "push.key", 32)
MESSAGE_ID_KEY = kept_secret(KEYS_FOLDER, "message-id.key", 32)

DEBUG = False
ALLOWED_HOSTS = [
    "*"
]  # the middleware of `web` answers unknown hosts; a desk is reached by many names at home
DATABASES = {"default": database(DATA_FOLDER)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
ROOT_URLCONF = "byhand.config.urls"
WSGI_APPLICATION = "byhand.config.wsgi.application"

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django_htmx",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "byhand.team",
    "byhand.work",
    "byhand.files",
    "byhand.people",
    "byhand.channels",
    "byhand.gate",
    "byhand.pocket",
    "byhand.conversations",
    "byhand.help",
    "byhand.outreach",
    "byhand.insight",
    "byhand.web",
]

MIDDLEWARE = [
    "byhand.web.middleware.SecurityHeaders",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "byhand.web.middleware.AtTheDesk",
    "byhand.web.first_run_first.FirstRunFirst",
    "byhand.web.own_words.OwnWords",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "NAME": "jinja2",
        "APP_DIRS": False,
        "DIRS": [environment.PACKAGE / "web" / "templates"],
        "OPTIONS": {
            "environment": "byhand.web.jinja.environment",
            "context_processors": ["byhand.web.context.desk"],
        },
    },
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "NAME": "django",
        "APP_DIRS": True,
        "DIRS": [environment.PACKAGE / "web" / "account"],
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "byhand.web.context.desk",
            ]
        },
    },
]

# A wrong password counts the same whichever process hears it.
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "team_attempts"},
}

AUTH_USER_MODEL = "team.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("name", "email")},
    },
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/welcome/"  # leads on with the first run, or to the desk
ACCOUNT_ADAPTER = "byhand.web.account_adapter.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_REDIRECT_URL = "/accounts/login/"
ACCOUNT_SESSION_REMEMBER = True
# A stranger who types any address must not make us write to it.
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_FORMS = {
    "login": "byhand.web.forms.signing_in.LoginForm",
    "reset_password": "byhand.web.forms.signing_in.ResetPasswordForm",
    "reset_password_from_key": "byhand.web.forms.signing_in.ResetPasswordKeyForm",
    "change_password": "byhand.web.forms.signing_in.ChangePasswordForm",
    "set_password": "byhand.web.forms.signing_in.SetPasswordForm",
    "reauthenticate": "byhand.web.forms.signing_in.ReauthenticateForm",
}
MFA_ADAPTER = "byhand.web.mfa_adapter.MFAAdapter"
MFA_FORMS = {
    "authenticate": "byhand.web.forms.signing_in.AuthenticateForm",
    "reauthenticate": "byhand.web.forms.signing_in.ProveAgainForm",
    "activate_totp": "byhand.web.forms.signing_in.ActivateTOTPForm",
    "add_webauthn": "byhand.web.forms.signing_in.AddWebAuthnForm",
    "login_webauthn": "byhand.web.forms.signing_in.LoginWebAuthnForm",
    "reauthenticate_webauthn": "byhand.web.forms.signing_in.ReauthenticateWebAuthnForm",
    "authenticate_webauthn": "byhand.web.forms.signing_in.AuthenticateWebAuthnForm",
    "edit_webauthn": "byhand.web.forms.signing_in.EditWebAuthnForm",
}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Byhand"
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not IS_SECURE
EMAIL_BACKEND = "byhand.gate.no_other_way.Backend"

SESSION_ENGINE = "byhand.team.sessions"
SESSION_COOKIE_NAME = "byhand_session"
SESSION_COOKIE_AGE = 60 * 60 * 24 * 30
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = IS_SECURE
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
CSRF_TRUSTED_ORIGINS = [BASE_URL]
CSRF_FAILURE_VIEW = "byhand.web.views.errors.csrf_failed"
if environment.yes_or_no(environment.TRUST_PROXY):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    USE_X_FORWARDED_HOST = True

DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024

USE_TZ = True
TIME_ZONE = environment.TIME_ZONE.read()
USE_I18N = True
LANGUAGE_CODE = environment.LANGUAGE.read()
LANGUAGES = [("en", "English"), ("de", "Deutsch")]
LOCALE_PATHS = [environment.PACKAGE / "locale"]

STATIC_URL = "/static/"
STATICFILES_DIRS = [environment.PACKAGE / "web" / "static"]
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = False

LOGGING = logs.configuration(environment.LOG_LEVEL.read())
SILENCED_SYSTEM_CHECKS: list[str] = []
