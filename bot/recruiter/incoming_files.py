"""A file that a colleague has just sent, as an attachment of the candidate it is about."""

from typing import Any

from bot.candidate.person import fetch
from bot.conversation.forms import read_file
from bot.conversation.screens import FileRef, Turn
from core.candidates import acts as candidates
from core.kernel.ids import FileId
from core.kernel.problems import Invalid


def kept(turn: Turn, candidate: int) -> FileId | None:
    """The attachment; None where no file came. One that is still with the messenger is fetched once the turn is committed."""
    file = turn.incoming.file if turn.incoming else None
    if file is None:
        return None
    told = read_file(file)
    about: dict[str, Any] = {"name": file.name, "media_type": file.media_type, "size": file.size, "now": turn.now}
    number = candidates.attach(turn.session, candidate, type_of(file), sha256=file.sha256, remote_ref=remote(turn, file), **about)
    if file.sha256 is None:
        fetch(turn, number, told)
    return FileId(number)


def only_words(turn: Turn) -> None:
    """Refuses a file where none can be kept: said, not lost."""
    if turn.incoming is not None and turn.incoming.file is not None:
        raise Invalid("words-only")


def type_of(file: FileRef) -> str:
    """One of the dictionary attachment_type."""
    return "voice" if file.media_type.startswith("audio/") else "extra_comment"


def remote(turn: Turn, file: FileRef) -> dict[str, str | None] | None:
    if file.sha256 is not None:
        return None
    return {"channel": turn.conversation.channel, "account": turn.conversation.account, "file_id": file.remote}
