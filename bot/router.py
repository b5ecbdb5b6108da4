"""Which function answers what: screens, actions, commands, deep links, notices, free text. One book, one name each."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import wraps
from typing import Any, TypeVar

from bot.conversation import Button, Screen, Turn
from core.kernel.problems import Invalid
from core.staff.permissions import Right

F = TypeVar("F", bound=Callable[..., Screen | None])


@dataclass(frozen=True, slots=True)
class Entry:
    """One handler. `right` None is open to everybody who may talk to the bot; `persona` says whose chat it belongs to."""

    name: str
    call: Callable[..., Screen | None]
    right: Right | None = None
    persona: str = ""


@dataclass(frozen=True, slots=True)
class Command:
    """A slash-command; shown in the menu under `help_key` to those who have the right."""

    word: str
    entry: Entry

    @property
    def help_key(self) -> str:
        return f"command-{self.word}"


@dataclass(slots=True)
class Router:
    """One module's handlers: `Router(__name__, persona)`, where `persona` is whose chat they belong to, candidate or staff."""

    name: str
    persona: str
    entries: dict[str, Entry] = field(default_factory=dict)
    commands: dict[str, Command] = field(default_factory=dict)
    links: dict[str, Entry] = field(default_factory=dict)
    notices: dict[str, Entry] = field(default_factory=dict)
    texts: dict[str, Entry] = field(default_factory=dict)

    def screen(self, right: Right | None = None) -> Callable[[F], F]:
        """A pure view: can be shown again and gone back to."""

        def register(fn: F) -> F:
            name = self._name(fn)

            @wraps(fn)
            def viewed(turn: Turn, **args: Any) -> Screen | None:
                screen = fn(turn, **args)
                return screen and (screen if screen.at else replace(screen, at=(name, args)))

            self.entries[name] = Entry(name, viewed, right, self.persona)
            return viewed  # type: ignore[return-value]

        return register

    def action(self, right: Right | None = None) -> Callable[[F], F]:
        """Does something, then shows a screen."""

        def register(fn: F) -> F:
            name = self._name(fn)
            self.entries[name] = Entry(name, fn, right, self.persona)
            return fn

        return register

    def command(self, word: str, right: Right | None = None) -> Callable[[F], F]:
        """A slash-command: `fn(turn, rest)` gets what was typed behind it."""

        def register(fn: F) -> F:
            self.commands[word] = Command(word, Entry(f"/{word}", fn, right, self.persona))
            return fn

        return register

    def link(self, prefix: str) -> Callable[[F], F]:
        """A deep link `prefix_rest`: `fn(turn, rest)`."""

        def register(fn: F) -> F:
            self.links[prefix] = Entry(f"link:{prefix}", fn, None, "")
            return fn

        return register

    def notice(self, kind: str, right: Right | None = None) -> Callable[[F], F]:
        """What `tell` told this person: `fn(turn, **args)`; None shows nothing. Whoever may not see it any more is not shown it."""

        def register(fn: F) -> F:
            self.notices[kind] = Entry(f"notice:{kind}", fn, right, self.persona)
            return fn

        return register

    def free_text(self, *, anything: bool = False) -> Callable[[F], F]:
        """What happens to a text or a file that answers nothing; the person is told what else never gets there, unless `anything` does."""

        def register(fn: F) -> F:
            @wraps(fn)
            def heard(turn: Turn) -> Screen | None:
                incoming = turn.incoming
                if incoming is not None and not (incoming.says_something or (anything and incoming.other)):
                    raise Invalid("message-unreadable")
                return fn(turn)

            self.texts[self.persona] = Entry(f"text:{self.persona}", heard, None, self.persona)
            return fn

        return register

    def _name(self, fn: Callable[..., Any]) -> str:
        return f"{self.name.removeprefix('bot.')}.{fn.__name__}"


@dataclass(slots=True)
class Book:
    """All routers in one: made once, at wiring."""

    entries: dict[str, Entry] = field(default_factory=dict)
    commands: dict[tuple[str, str], Command] = field(default_factory=dict)
    links: dict[str, Entry] = field(default_factory=dict)
    notices: dict[tuple[str, str], Entry] = field(default_factory=dict)
    texts: dict[str, Entry] = field(default_factory=dict)

    def include(self, router: Router) -> None:
        for name, entry in router.entries.items():
            if name in self.entries:
                raise ValueError(f"two handlers are called {name}")
            self.entries[name] = entry
        self.commands |= {(router.persona, word): command for word, command in router.commands.items()}
        self.links |= router.links
        self.notices |= {(router.persona, kind): entry for kind, entry in router.notices.items()}
        self.texts |= router.texts


def to(text: str, handler: Callable[..., Screen | None], /, style: Any = "", **args: Any) -> Button:
    """A button that calls `handler` (a registered screen or action) with `args`."""
    return Button(text, action=name_of(handler), args=args, style=style)


def name_of(handler: Callable[..., Any]) -> str:
    return f"{handler.__module__.removeprefix('bot.')}.{handler.__name__}"
