"""Who is on the other side: a guest of whom nothing is kept, or a candidate; and where his files go."""

from datetime import timedelta
from pathlib import Path
from typing import Any

from bot.conversation.screens import Button, Turn
from core.candidates import acts as candidates
from core.candidates import reads as people
from core.candidates import trust
from core.kernel.actors import candidate
from core.kernel.problems import Invalid, NotFound
from core.kernel.queue import outbox
from core.kernel.queue.notices import tell
from core.kernel.storage.files import Files
from core.pipeline import reads as pipeline
from core.privacy.reads import holds
from core.privacy.rules import ConsentKind

FILES_A_DAY = 30


def consented(turn: Turn) -> int | None:
    """The candidate of this chat whose consent is in force; None for everybody else."""
    number = turn.conversation.candidate_id
    if number is None or not holds(turn.session, number, ConsentKind.RECRUITING, turn.now):
        return None
    return number


def me(turn: Turn) -> int:
    """The candidate whose chat this is."""
    number = turn.conversation.candidate_id
    if number is None:
        raise NotFound("not-found")
    return number


def tell_others(turn: Turn, application: int, kind: str, **args: Any) -> None:
    """The other chats that may act for the application hear what was done with it in this one."""
    record = pipeline.card(turn.session, application).candidate_id
    for other in sorted(trust.voices(turn.session, record) - {me(turn)}):
        key = f"{application}:{turn.now.isoformat()}:{other}"
        tell(turn.session, candidate(other), kind, key=key, now=turn.now, application=application, own=True, **args)


def home(turn: Turn) -> Button:
    return Button(turn.t("button-home"), "home")


def back(turn: Turn) -> Button:
    return Button(turn.t("button-back"), "back")


def started(turn: Turn) -> bool:
    """Whether the bot was started anew just now, by the button, a link or the typed word."""
    incoming = turn.incoming
    return incoming is not None and (incoming.kind == "start" or incoming.text.startswith("/start"))


def silenced(turn: Turn) -> bool:
    """Whether he has asked for no more messages."""
    number = turn.conversation.candidate_id
    return number is not None and people.is_opted_out(turn.session, number)


def come_back(turn: Turn) -> None:
    """Who had asked for silence and starts the bot anew, or applies, gets messages again and is told so."""
    if silenced(turn):
        candidates.opt_in(turn.session, me(turn))
        turn.toast("home-again")


def attach(turn: Turn, kind: str, file: dict[str, Any]) -> int:
    """Keeps a file of the candidate's; one that is still with the messenger is fetched as soon as the turn is committed.

    Raises Invalid where so many came within a day that no more are taken.
    """
    if people.files_since(turn.session, me(turn), turn.now - timedelta(days=1)) >= FILES_A_DAY:
        raise Invalid("files-enough", most=FILES_A_DAY)
    about = {"name": file["name"], "media_type": file["media_type"], "size": file["size"]}
    if file["sha256"] is not None:
        return candidates.attach(turn.session, me(turn), kind, now=turn.now, sha256=file["sha256"], **about)
    chat = turn.conversation
    ref = {"channel": chat.channel, "account": chat.account, "file_id": file["remote"]}
    number = candidates.attach(turn.session, me(turn), kind, now=turn.now, remote_ref=ref, **about)
    fetch(turn, number, file, kind)
    return number


def fetch(turn: Turn, attachment: int, file: dict[str, Any], kind: str = "") -> None:
    chat = turn.conversation
    lane = f"download:{attachment}"
    body = {
        "conversation": chat.id,
        "chat": chat.chat,
        "attachment": attachment,
        "remote": file["remote"],
        "size": file["size"],
        "type": kind,
    }
    outbox.send(turn.session, chat.channel, lane=lane, kind="download", body=body, now=turn.now, key=lane)


def files(turn: Turn) -> Files:
    return Files(Path(turn.extra["files"]))
