"""Two independent Bot API clients behind one small face, so that one list of scenarios judges the emulator by both."""

from dataclasses import dataclass
from typing import Protocol

Rows = list[list[tuple[str, str]]]
"""An inline keyboard: labels and callback data."""


class Refused(Exception):  # noqa: N818 - reads as a sentence in the scenarios
    """A client's error in neutral words: kind = bad, forbidden, unauthorized, conflict, flood, not_found, network, undecodable."""

    def __init__(self, kind: str, text: str, retry_after: float | None = None) -> None:
        self.kind = kind
        self.text = text
        self.retry_after = retry_after
        super().__init__(f"{kind}: {text}")


@dataclass(frozen=True)
class Sent:
    message_id: int
    text: str
    entities: list[tuple[str, int, int]]
    labels: list[list[str]]
    file_id: str | None = None
    file_name: str | None = None


@dataclass(frozen=True)
class Incoming:
    update_id: int
    kind: str
    user_id: int
    text: str = ""
    press_id: str = ""
    data: str = ""
    phone: str = ""
    contact_user_id: int | None = None
    file_id: str = ""
    file_name: str = ""
    status: str = ""
    date: int = 0
    accessible: bool = True


class BotClient(Protocol):
    name: str

    async def me(self) -> tuple[int, str]: ...

    async def updates(
        self, offset: int | None = None, *, limit: int | None = None, wait: int = 1, allowed: list[str] | None = None
    ) -> list[Incoming]: ...

    async def send(self, chat: int, text: str, rows: Rows | None = None, *, html: bool = False) -> Sent: ...

    async def ask_contact(self, chat: int, text: str, label: str) -> Sent: ...

    async def remove_keyboard(self, chat: int, text: str) -> Sent: ...

    async def edit(self, chat: int, message_id: int, text: str, rows: Rows | None = None) -> Sent: ...

    async def edit_keyboard(self, chat: int, message_id: int, rows: Rows | None) -> Sent: ...

    async def delete(self, chat: int, message_id: int) -> bool: ...

    async def send_document(self, chat: int, name: str, content: bytes, caption: str = "") -> Sent: ...

    async def send_photo(self, chat: int, content: bytes) -> Sent: ...

    async def send_album(self, chat: int, names: list[str]) -> list[Sent]: ...

    async def answer(self, press_id: str, text: str = "", *, alert: bool = False) -> bool: ...

    async def set_commands(self, commands: dict[str, str], chat: int | None = None, language: str | None = None) -> bool: ...

    async def get_commands(self, chat: int | None = None, language: str | None = None) -> list[str]: ...

    async def delete_commands(self, chat: int | None = None, language: str | None = None) -> bool: ...

    async def download(self, file_id: str) -> bytes: ...

    async def typing(self, chat: int) -> bool: ...

    async def chat_type(self, chat: int) -> str: ...

    async def set_webhook(self, url: str, secret: str | None = None, *, drop: bool = False) -> bool: ...

    async def delete_webhook(self) -> bool: ...

    async def webhook_info(self) -> tuple[str, int, str | None]: ...

    async def unknown_method(self) -> None: ...

    async def close(self) -> None: ...
