"""What the log looks like: JSON in production, lines to read in development, never personal data."""

import re

import structlog

ADDRESS = re.compile(r"[\w.+'-]+@[\w-]+(?:\.[\w-]+)+")
QUERY = re.compile(r"(?<=[\w/])\?[^\s'\"]+")
# Under these names stands who somebody is, or what they wrote.
PERSONAL = {
    "address", "body", "city", "content", "cookies", "data", "email", "first_name", "headers", "ip",
    "last_name", "name", "note", "params", "password", "phone", "query", "recipients", "subject", "text",
    "to", "token", "user_agent", "username",
}  # fmt: skip


def without_personal_data(logger, method, event: dict) -> dict:
    """Drop fields that name a person; mask addresses and query strings wherever they stand."""
    if event.get("logger") == "django.request":  # its text ends with the path, which may hold a secret link
        event["event"] = str(event["event"]).split(":", 1)[0]
    return {
        name: masked(value) if isinstance(value, str) else value
        for name, value in event.items()
        if name not in PERSONAL
    }


def masked(text: str) -> str:
    return QUERY.sub("?…", ADDRESS.sub("…@…", text))


def only_plain(logger, method, event: dict) -> dict:
    """Objects print themselves, and a person prints their e-mail: as text they are masked like the rest."""
    plain = (str, int, float, bool, type(None))
    kept = ("exc_info", "_record", "_from_structlog")
    return {
        name: value if isinstance(value, plain) or name in kept else str(value)
        for name, value in event.items()
    }


BEFORE: list = [
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_log_level,
    structlog.stdlib.add_logger_name,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
]


def logging_settings(*, readable: bool, level: str) -> dict:
    """Django's LOGGING. One road for our own lines and those of libraries."""
    structlog.configure(
        processors=[*BEFORE, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )
    rendering: list
    if readable:
        rendering = [
            structlog.dev.ConsoleRenderer(colors=False, exception_formatter=structlog.dev.plain_traceback)
        ]
    else:
        rendering = [structlog.processors.JSONRenderer(ensure_ascii=False)]
    formatter = {
        "()": structlog.stdlib.ProcessorFormatter,
        "foreign_pre_chain": BEFORE,
        "processors": [
            structlog.stdlib.ProcessorFormatter.remove_processors_meta,
            only_plain,
            structlog.processors.format_exc_info,
            without_personal_data,
            *rendering,
        ],
    }
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"lines": formatter},
        "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "lines"}},
        "root": {"handlers": ["stderr"], "level": level},
        "loggers": {
            "django": {"handlers": [], "level": level, "propagate": True},
            "django.request": {"level": "ERROR"},  # refusals are in our own line of the request
            "celery.app.trace": {"level": "WARNING"},  # the relay alone would fill the log
            "celery.worker.strategy": {"level": "WARNING"},
            "celery.beat": {"level": "WARNING"},
        },
    }
