"""Two people with phones, whatever messenger is on them: what they do, what they see, and a record of both that reads as a manual."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Protocol

from tests.kit.patience import patience


@dataclass(frozen=True, slots=True)
class Seen:
    """One message of the bot as it stood when it was looked at."""

    text: str
    labels: tuple[tuple[str, ...], ...] = ()
    file: str = ""

    def rows(self) -> list[str]:
        return [" ".join(f"[{label}]" for label in row) for row in self.labels]


class Phone(Protocol):
    """A messenger in somebody's hand."""

    async def opens(self, payload: str = "") -> None: ...

    async def says(self, text: str) -> None: ...

    async def presses(self, label: str) -> None:
        """The newest button that is labelled so."""
        ...

    async def shares(self, label: str) -> None:
        """The own phone number, by the button that asks for it."""
        ...

    async def sends(self, name: str, content: bytes, media_type: str) -> None: ...

    async def looks(self, words: str, seconds: float) -> Seen:
        """The message with these words that is new, or was changed, since the person did something; waited for."""
        ...


@dataclass(slots=True)
class Scribe:
    """Writes down who did what and what was shown; what differs from run to run is given a name."""

    lines: list[str] = field(default_factory=list)
    masks: dict[str, str] = field(default_factory=dict)

    def heading(self, title: str) -> None:
        self.lines += ["", f"## {title}", ""]

    def did(self, who: str, what: str) -> None:
        self.lines += [f"**{who}** {self.masked(what)}", ""]

    def saw(self, seen: Seen) -> None:
        said = [f"> {line}".rstrip() for line in self.masked(seen.text).split("\n")]
        rows = [f"> {row}" for row in seen.rows()]
        file = [f"> 📎 {seen.file}"] if seen.file else []
        self.lines += [*said, *([">"] if rows else []), *rows, *file, ""]

    def masked(self, text: str) -> str:
        for secret, name in self.masks.items():
            text = text.replace(secret, name)
        return text

    def text(self) -> str:
        return "\n".join(self.lines).strip() + "\n"


@dataclass(slots=True)
class Person:
    """Somebody of the story: acts through a phone, and the scribe keeps it."""

    name: str
    phone: Phone
    scribe: Scribe
    acts: dict[str, str]
    """How acts are told in the record's language: opens, says, presses, shares, sends."""

    async def opens(self, payload: str = "") -> None:
        self.scribe.did(self.name, self.acts["opens"].format(payload or "—"))
        await self.phone.opens(payload)

    async def says(self, text: str) -> None:
        self.scribe.did(self.name, self.acts["says"].format(text))
        await self.phone.says(text)

    async def presses(self, label: str) -> None:
        self.scribe.did(self.name, self.acts["presses"].format(label))
        await self.phone.presses(label)

    async def shares(self, label: str) -> None:
        self.scribe.did(self.name, self.acts["shares"].format(label))
        await self.phone.shares(label)

    async def sends(self, name: str, content: bytes, media_type: str) -> None:
        self.scribe.did(self.name, self.acts["sends"].format(name))
        await self.phone.sends(name, content, media_type)

    async def sees(self, words: str, seconds: float = 15.0) -> Seen:
        seen = await self.phone.looks(words, patience(seconds))
        self.scribe.saw(seen)
        return seen


def changed_since(now: Sequence[Seen], before: Sequence[Seen], words: str) -> Seen | None:
    """The last message with these words that was not there before, as often as it is now."""
    old = Counter(before)
    for seen in reversed(now):
        if words in seen.text and Counter(now)[seen] > old[seen]:
            return seen
    return None
