"""Logs as data, one JSON object a line, without personal data: only keys on the list pass, and tokens are masked wherever they stand."""

import logging
import re
import sys
from contextlib import suppress
from typing import Any, TextIO

import structlog
from structlog.typing import EventDict, Processor, WrappedLogger

from core.kernel.process.repeats import Folding

ALLOWED = frozenset(
    {
        "event", "level", "timestamp", "logger", "exception", "loop", "job", "pause", "target", "parcel", "rows", "error", "channel",
        "source", "item", "lane_hash", "attempt", "seconds", "status", "method", "path", "milliseconds", "port", "host", "reason", "kind",
        "version", "request_id", "board", "account", "count", "signal", "name", "state",
    },
)  # fmt: skip
TOKEN = re.compile(
    r"(?<!\d)\d{5,12}:[A-Za-z0-9_-]{20,}"
    r"|(?:(?<=/hook/)|(?<=/login/)|(?<=/invite/))[^\s\"?]+"
    r"|(?<=Bearer )[A-Za-z0-9._-]+",
)
"""A bot's token, which Telegram has in the path; what follows the doors that a secret opens; a bearer's."""
QUIET = ("httpx", "httpcore", "aiogram", "apscheduler", "uvicorn.access", "uvicorn.error", "aiosqlite", "alembic", "asyncio")


def mask(text: str) -> str:
    return TOKEN.sub("***", text)


def allow(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
    """Drops every key that is not on the list and masks what looks like a token in the rest."""
    return {key: mask(value) if isinstance(value, str) else value for key, value in event.items() if key in ALLOWED}


def brief(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
    """Where it happened and what class of error: an error's own words may hold what a person wrote."""
    info = event.pop("exc_info", None)
    error = sys.exc_info()[1] if info is True else info[1] if isinstance(info, tuple) else info
    if isinstance(error, BaseException):
        event["exception"] = " < ".join(frames(error))
        event.setdefault("error", type(error).__name__)
    return event


def frames(error: BaseException) -> list[str]:
    found: list[str] = []
    trace = error.__traceback__
    while trace is not None:
        code = trace.tb_frame.f_code
        found.append(f"{code.co_filename.rsplit('/', 2)[-1]}:{trace.tb_lineno} {code.co_name}")
        trace = trace.tb_next
    return found[::-1][:12]


class Unfailing:
    """A stream whose lines are lost where they cannot be written, on a full disk for one: no line is worth the work that wrote it."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream

    def write(self, text: str) -> int:
        with suppress(OSError):
            self._stream.write(text)
        return len(text)

    def flush(self) -> None:
        with suppress(OSError):
            self._stream.flush()


class Stamped(logging.Formatter):
    """Other libraries' records in our form; their arguments may hold anything, so only their template is kept."""

    def __init__(self, chain: list[Any]) -> None:
        super().__init__()
        self._chain = chain

    def format(self, record: logging.LogRecord) -> str:
        event: Any = event_of(record)
        if record.exc_info:
            event["exc_info"] = record.exc_info
        for step in self._chain:
            event = step(None, record.levelname.lower(), event)
        return str(event)


def event_of(record: logging.LogRecord) -> dict[str, Any]:
    return {"event": str(record.msg)[:200], "logger": record.name, "level": record.levelname.lower()}


class Fold(logging.Filter):
    """Other libraries' records, folded where they repeat themselves."""

    def __init__(self, folding: Folding) -> None:
        super().__init__()
        self._folding = folding

    def filter(self, record: logging.LogRecord) -> bool:
        more = self._folding.admits(event_of(record))
        if more:
            record.msg = f"{str(record.msg)[:160]} (and {more} more)"
        return more is not None


def folded(folding: Folding) -> Processor:
    """Our own lines, folded likewise."""

    def fold(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
        more = folding.admits(event)
        if more is None:
            raise structlog.DropEvent
        return {**event, "count": more} if more else event

    return fold


def set_up(level: str = "INFO") -> None:
    chain: list[Any] = [structlog.processors.TimeStamper(fmt="iso", utc=True), brief, allow]
    folding, stream = Folding(), Unfailing(sys.stderr)
    rendered = [*chain, structlog.processors.JSONRenderer(ensure_ascii=False)]
    structlog.configure(
        processors=[structlog.stdlib.add_log_level, folded(folding), *rendered],
        wrapper_class=structlog.make_filtering_bound_logger(logging.getLevelNamesMapping()[level.upper()]),
        logger_factory=structlog.PrintLoggerFactory(stream),  # type: ignore[arg-type]  # all that printing asks for
        cache_logger_on_first_use=False,
    )
    handler = logging.StreamHandler(stream)
    handler.setFormatter(Stamped(rendered))
    handler.addFilter(Fold(folding))
    logging.basicConfig(level=level.upper(), handlers=[handler], force=True)
    for name in QUIET:
        logging.getLogger(name).setLevel(logging.WARNING)
