"""What the Bot API says when it refuses: one place for every text that clients and people know by heart."""

TOO_OLD = "query is too old and response timeout expired or query ID is invalid"
NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the same"
    " as a current content and reply markup of the message"
)
WEBHOOK_ACTIVE = "can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"
OTHER_POLL = "terminated by other getUpdates request; make sure that only one bot instance is running"
TEXT_BUTTON = "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard"

_TITLES = {
    400: "Bad Request",
    401: "Unauthorized",
    403: "Forbidden",
    404: "Not Found",
    409: "Conflict",
    429: "Too Many Requests",
    500: "Internal Server Error",
    501: "Not Implemented",
}


class BotApiError(Exception):
    """An answer with ok=false. `text` goes after the title of its code, as the real server writes it."""

    def __init__(self, code: int, text: str = "", *, retry_after: int | None = None) -> None:
        self.code = code
        self.retry_after = retry_after
        title = _TITLES.get(code, "Error")
        self.description = f"{title}: {_spelled(text)}" if text else title
        super().__init__(self.description)


def _spelled(text: str) -> str:
    """The first letter is lower-cased unless the whole is a code such as BUTTON_DATA_INVALID."""
    return text if text.isupper() else text[:1].lower() + text[1:]


def bad(text: str) -> BotApiError:
    return BotApiError(400, text)


def forbidden(text: str) -> BotApiError:
    return BotApiError(403, text)


def conflict(text: str) -> BotApiError:
    return BotApiError(409, text)


def flood(seconds: int) -> BotApiError:
    return BotApiError(429, f"retry after {seconds}", retry_after=seconds)
