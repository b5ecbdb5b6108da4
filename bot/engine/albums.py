"""Several files sent at once come as so many updates: the first one decides where they go and is answered, the others follow it."""

from typing import Any

from bot.conversation.screens import Incoming, Turn


def note(turn: Turn, incoming: Incoming, *way: Any) -> None:
    """Where the first file went: `person`, `typed` with the action and its arguments, `form` with the form and the question."""
    if incoming.album and not goes_on(turn, incoming):
        turn.conversation.album = {"id": incoming.album, "way": list(way)}


def note_form(turn: Turn, incoming: Incoming) -> None:
    """It answered the question that the form has just left."""
    state = turn.conversation.form
    note(turn, incoming, *(("form", state["id"], state["order"][-1]) if state is not None and state["order"] else ("person",)))


def goes_on(turn: Turn, incoming: Incoming) -> bool:
    album = turn.conversation.album
    return bool(incoming.album) and album is not None and album["id"] == incoming.album and album["way"][0] != "refused"


def is_in_form(state: dict[str, Any] | None, way: list[Any]) -> bool:
    """Whether the form that took the first file is open still, and its answer stands."""
    return way[0] == "form" and state is not None and state["id"] == way[1] and isinstance(state["answers"].get(way[2]), dict)


def is_told(turn: Turn, incoming: Incoming, problem: str) -> bool:
    """Whether another file of the album was refused for the same reason, which was said."""
    if goes_on(turn, incoming):
        return False
    refused = {"id": incoming.album, "way": ["refused", problem]}
    if not incoming.album or turn.conversation.album == refused:
        return bool(incoming.album)
    turn.conversation.album = refused
    return False
