"""Calls to hh.ru: headers, token, errors turned into Trouble. Returns the board's JSON as it is; `parse` makes sense of it.

Logs carry the operation, the status and hh's request id, which its support asks for; never a body, a token or an address.
"""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from urllib.parse import parse_qsl, urlencode, urlsplit

import httpx
import structlog

from core.boards.hh.errors import trouble
from core.boards.port import BoardAction, Malformed
from core.boards.values import Json, at, decoded, identifier
from core.kernel.problems import Refused, Trouble, TryLater

TokenProvider = Callable[[], Awaitable[str]]
VIEWED_AT_ONCE = 50
_TIMEOUT = httpx.Timeout(15.0, connect=5.0)
_NOT_SENT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, httpx.UnsupportedProtocol)
_METHODS = {"PUT", "POST"}

log = structlog.get_logger(__name__)


def user_agent(version: str, contact: str) -> str:
    """The board refuses callers without a real contact; example.com is on its black list."""
    return f"Otklik/{version} ({contact})"


class HhClient:
    def __init__(self, base_url: str, http: httpx.AsyncClient, token: TokenProvider, agent: str) -> None:
        self._base = base_url.rstrip("/")
        self._http = http
        self._token = token
        self._agent = {"User-Agent": agent, "HH-User-Agent": agent}

    async def me(self) -> Json:
        return await self._get("me", "/me")

    async def negotiation(self, topic_id: str) -> Json:
        return await self._get("negotiation", f"/negotiations/{_segment(topic_id)}")

    async def resume(self, url_or_id: str) -> Json:
        """Silently: hh counts a résumé as viewed when it is asked for with `topic_id`, as the item's own url does."""
        if "/" in url_or_id:
            return await self._get("resume", without(self._path(url_or_id), "topic_id"))
        return await self._get("resume", f"/resumes/{_segment(url_or_id)}")

    async def vacancy(self, vacancy_id: str) -> Json:
        return await self._get("vacancy", f"/vacancies/{_segment(vacancy_id)}")

    async def collections(self, vacancy_id: str) -> Json:
        return await self._get("collections", f"/negotiations?vacancy_id={_segment(vacancy_id)}")

    async def collection(self, url: str, page: int = 0, per_page: int = 50) -> Json:
        """A page of a collection by the url which `collections` gives."""
        path = without(self._path(url), "page", "per_page")
        return await self._get("collection", f"{path}{'&' if '?' in path else '?'}page={page}&per_page={per_page}")

    async def messages(self, chat_id: str) -> Json:
        """A chat from its beginning. May count as viewing."""
        return await self._get("messages", f"/common/chats/{_segment(chat_id)}/messages?order=next&limit=50")

    async def act(self, action: BoardAction, arguments: Mapping[str, str]) -> None:
        """What an item just fetched offers; arguments it does not know are left out."""
        missing = [name for name in action.needs if not arguments.get(name)]
        if action.method not in _METHODS or missing:
            raise Refused(f"the action lacks {', '.join(missing) or 'a method we know'}")
        form = [(name, value) for name, value in arguments.items() if name in action.arguments and value]
        await self._send("act", action.method, self._path(action.url), form)

    async def mark_viewed(self, topic_ids: Sequence[str]) -> None:
        """Topics of one vacancy, `VIEWED_AT_ONCE` at most."""
        await self._send("mark_viewed", "POST", "/negotiations/read", [("topic_id", topic) for topic in topic_ids])

    def _path(self, url: str) -> str:
        """Urls in answers name hh's own host: only path and query are taken, so that the token never leaves for another."""
        if url.startswith(f"{self._base}/"):
            return url.removeprefix(self._base)
        try:
            parts = urlsplit(url)
        except ValueError as error:
            raise Malformed("url") from error
        return f"/{parts.path.lstrip('/')}" + (f"?{parts.query}" if parts.query else "")

    async def _get(self, operation: str, path: str) -> Json:
        answer = await self._call(operation, "GET", path, None)
        try:
            body = decoded(answer.content)
        except Malformed as error:
            raise self._noted(operation, answer, TryLater("the answer is torn")) from error
        if not isinstance(body, Mapping):
            raise self._noted(operation, answer, TryLater("the answer is empty"))
        return body

    async def _send(self, operation: str, method: str, path: str, form: list[tuple[str, str]]) -> None:
        await self._call(operation, method, path, urlencode(form))

    async def _call(self, operation: str, method: str, path: str, form: str | None) -> httpx.Response:
        headers = {**self._agent, "Authorization": f"Bearer {await self._token()}", "Accept": "application/json"}
        if form is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        changing = method != "GET"
        try:
            answer = await self._http.request(method, self._base + path, content=form, headers=headers, timeout=_TIMEOUT)
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            log.warning("hh did not answer", kind=operation, error=type(error).__name__)
            raise TryLater(type(error).__name__, ambiguous=changing and not isinstance(error, _NOT_SENT)) from error
        if answer.is_success:
            return answer
        raise self._noted(operation, answer, trouble(answer.status_code, _json_or_none(answer), answer.headers, changing=changing))

    def _noted(self, operation: str, answer: httpx.Response, found: Trouble) -> Trouble:
        """With the request id in the log and on the error."""
        request_id = identifier(answer.headers.get("x-request-id")) or identifier(at(_json_or_none(answer), "request_id"))
        log.warning("hh refused", kind=operation, status=answer.status_code, reason=found.reason, request_id=request_id)
        found.add_note(f"hh request {request_id or 'without id'}")
        return found


def without(path: str, *names: str) -> str:
    """The path with the query but for these parameters."""
    bare, _, query = path.partition("?")
    kept = urlencode([(name, value) for name, value in parse_qsl(query, keep_blank_values=True) if name not in names])
    return f"{bare}?{kept}" if kept else bare


def _segment(value: str) -> str:
    """An id as part of a path; ids are opaque, but none has a slash, a question mark or a dot."""
    if not value.isascii() or not value.replace("-", "").replace("_", "").isalnum():
        raise Malformed("id")
    return value


def _json_or_none(answer: httpx.Response) -> Json:
    try:
        return decoded(answer.content)
    except Malformed:
        return None
