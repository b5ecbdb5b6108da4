"""What the doors stand on; made by main, handed to every request through the application."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from fastapi import Request
from sqlalchemy.orm import Session

from bot.channels.webchat.chats import Chat, takes_files
from bot.conversation.router import Book
from core.kernel.config.settings import Settings
from core.kernel.database.session import Database
from core.kernel.process.pulse import TICK
from core.kernel.process.supervisor import Supervisor
from core.kernel.storage.files import Files
from core.kernel.text.i18n import Texts
from core.kernel.time.clock import Clock


@dataclass(slots=True)
class State:
    settings: Settings
    database: Database
    clock: Clock
    files: Files
    texts: Texts
    supervisor: Supervisor
    telegram: int | None = None
    """The Telegram bot's id, where its webhook is served here."""
    book: Book = field(default_factory=Book)
    """The bot's commands, for the web chat's menu."""
    takes_files: Callable[[Session, Chat, datetime], bool] = takes_files
    """Whose files are kept: a guest's are not."""
    telegram_name: str = ""
    """The Telegram bot's name, for links into it; empty until Telegram has told it."""

    @property
    def wanted(self) -> tuple[str, ...]:
        """What somebody has to do all the time, here or in another process."""
        polls = bool(self.settings.telegram_token.get_secret_value()) and self.settings.telegram_mode == "polling"
        return (TICK, "poll") if polls else (TICK,)


def state_of(request: Request) -> State:
    state: State = request.app.state.otklik
    return state
