"""What hh.ru's refusals mean in the product's words. One table by status, type and value; reasons are safe to log and to show to staff."""

import re
from collections.abc import Mapping

from core.boards.port import CaptchaRequired, Gone, LimitReached, Outdated, TokenExpired
from core.boards.values import Json, at, objects, web_address
from core.kernel.problems import NeedsLogin, Refused, Trouble, TryLater

_WORD = re.compile(r"[A-Za-z0-9_.-]{1,60}")
_LOGIN_TYPES = {"oauth", "manager_accounts", "manager_extra_accounts"}
_NOT_YET = {"chat_is_not_ready"}
_MOVED_ON = {"wrong_state", "already_applied", "no_invitation"}
_GONE = {"resume_not_found", "resume_deleted", "archived", "chat_archived", "topic_archived", "disabled_by_employer", "topic_not_found"}
_LIMITS = {"view_limit_exceeded", "daily_resume_search_limit_exceeded"}
_BUSY, _FORBIDDEN, _ABSENT, _ANY_SERVER_ERROR = 429, 403, 404, 500
_LONGEST_WAIT = 86_400.0


def trouble(status: int, body: Json, headers: Mapping[str, str], *, changing: bool) -> Trouble:
    """`body` is None where it was no JSON; `changing`: the call was to change something, so a lost answer leaves doubt."""
    error: Mapping[str, Json] = next(objects(at(body, "errors")), {})
    kind, value = _word(error.get("type")), _word(error.get("value"))
    reason = "/".join(part for part in (kind, value) if part) or f"HTTP {status}"
    if status >= _ANY_SERVER_ERROR:
        return TryLater(f"HTTP {status}", ambiguous=changing)
    if status == _BUSY:
        return LimitReached(reason) if value in _LIMITS else TryLater(reason, _seconds(headers.get("retry-after")))
    if status == _FORBIDDEN:
        return _forbidden(reason, kind, value, error)
    if status == _ABSENT:
        return Gone(reason)
    return Refused(reason)


def _forbidden(reason: str, kind: str, value: str, error: Mapping[str, Json]) -> Trouble:
    if not kind:
        return TryLater("403 without a reason: the guard against floods")
    if value == "token_expired":
        return TokenExpired(reason)
    if "captcha_required" in {kind, value}:
        return CaptchaRequired(reason, web_address(error.get("captcha_url")))
    if kind in _LOGIN_TYPES:
        return NeedsLogin(reason)
    return _denied(reason, value)


def _denied(reason: str, value: str) -> Trouble:
    if value in _NOT_YET:
        return TryLater(reason)
    if value in _MOVED_ON:
        return Outdated(reason)
    return Gone(reason) if value in _GONE else Refused(reason)


def _word(value: Json) -> str:
    return value if isinstance(value, str) and _WORD.fullmatch(value) else ""


def _seconds(told: str | None) -> float | None:
    return min(float(told), _LONGEST_WAIT) if told and told.isascii() and told.isdigit() else None
