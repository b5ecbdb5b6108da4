"""What a person sees in the chat: frozen copies of messages, and the whole as text."""

from dataclasses import dataclass, field

from tests.emulators.telegram.files import Files, StoredFile
from tests.emulators.telegram.wire import Json
from tests.emulators.telegram.world import Person, StoredMessage, World


@dataclass(frozen=True)
class SeenButton:
    label: str
    data: str | None
    url: str | None
    disabled: bool


@dataclass(frozen=True)
class SeenMessage:
    """A copy of a message as it stood when looked at; its buttons may be pressed later as stale ones."""

    id: int
    by_bot: bool
    text: str
    buttons: tuple[tuple[SeenButton, ...], ...]
    file: StoredFile | None
    revision: int
    wire: dict[str, Json] = field(repr=False)

    def labels(self) -> list[list[str]]:
        return [[button.label for button in row] for row in self.buttons]

    def button(self, where: str | tuple[int, int]) -> SeenButton:
        """By (row, column), by its whole label, or by a part of it that only one label has."""
        if isinstance(where, tuple):
            return self.buttons[where[0]][where[1]]
        every = [button for row in self.buttons for button in row]
        found = [button for button in every if button.label == where] or [button for button in every if where in button.label]
        if len(found) != 1:
            raise AssertionError(f"{len(found)} buttons «{where}» among {self.labels()} under «{self.text}»")
        return found[0]

    def link(self, label: str) -> str:
        """Where a link button leads."""
        url = self.button(label).url
        assert url is not None, f"«{label}» is no link"
        return url


def seen(message: StoredMessage, files: Files) -> SeenMessage:
    rows = message.wire.get("reply_markup", {}).get("inline_keyboard", [])
    return SeenMessage(
        id=message.id,
        by_bot=message.by_bot,
        text=message.wire.get("text") or message.wire.get("caption") or "",
        buttons=tuple(tuple(_button(button) for button in row) for row in rows),
        file=_file(message, files),
        revision=message.revision,
        wire=message.wire,
    )


def all_seen(world: World, person: Person) -> list[SeenMessage]:
    """The chat from top to bottom, as it is now."""
    with world.lock:
        return [seen(message, world.files) for message in person.messages.values() if not message.deleted]


def transcript(world: World, person: Person) -> str:
    """Who said what, keyboards as [labels], files by name and size."""
    lines: list[str] = []
    for message in all_seen(world, person):
        author = world.bot["first_name"] if message.by_bot else person.first_name
        lines.append(f"{author}: {message.text or _what(message)}")
        if message.file is not None:
            lines.append(f"    📎 {message.file.name} ({message.file.size} B)")
        lines += ["    " + " ".join(f"[{label}]" for label in row) for row in message.labels()]
    if person.reply_keyboard is not None:
        lines += ["⌨   " + " ".join(f"[{button['text']}]" for button in row) for row in person.reply_keyboard["keyboard"]]
    return "\n".join(lines)


def _what(message: SeenMessage) -> str:
    contact = message.wire.get("contact")
    return f"☎ {contact['first_name']} {contact['phone_number']}" if contact else ""


def _button(button: Json) -> SeenButton:
    return SeenButton(button["text"], button.get("callback_data"), button.get("url"), "disabled" in button)


def _file(message: StoredMessage, files: Files) -> StoredFile | None:
    if "document" in message.wire:
        return files.get(message.wire["document"]["file_id"])
    return files.get(message.wire["photo"][-1]["file_id"]) if "photo" in message.wire else None
