"""Which function answers what: screens, actions, commands, deep links, notices, free text. One book.

A route's id is stored with every button that leads to it (bot.conversation.routes), a notice's kind with every row that waits. A kind that
is renamed names what it `was`; one that goes is retired. Buttons and rows of old releases then go on working.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import wraps
from inspect import signature
from typing import Any, TypeVar

from bot.conversation.forms import Form
from bot.conversation.routes import ROUTES, Route
from bot.conversation.screens import Button, Screen, Style, Turn
from core.kernel.problems import Invalid, UnknownName
from core.staff.permissions import Right

F = TypeVar("F", bound=Callable[..., Screen | None])
A = TypeVar("A", bound=Form)


@dataclass(frozen=True, slots=True)
class Entry:
    """One handler. `right` None is open to everybody who may talk to the bot; `persona` says whose chat it belongs to."""

    name: str
    call: Callable[..., Screen | None]
    right: Right | None = None
    persona: str = ""
    route: type[Route] | None = None


@dataclass(frozen=True, slots=True)
class Command:
    """A slash-command; shown in the menu under `help_key` to those who have the right."""

    word: str
    entry: Entry

    @property
    def help_key(self) -> str:
        return f"command-{self.word}"


@dataclass(frozen=True, slots=True)
class Demand:
    """Words that mean one thing whatever was asked; `heard` knows them."""

    heard: Callable[[str], bool]
    entry: Entry


@dataclass(slots=True)
class Router:
    """One module's handlers: `Router(persona)`, whose chat they belong to, candidate or staff."""

    persona: str
    entries: dict[str, Entry] = field(default_factory=dict)
    commands: dict[str, Command] = field(default_factory=dict)
    links: dict[str, Entry] = field(default_factory=dict)
    notices: dict[str, Entry] = field(default_factory=dict)
    texts: dict[str, Entry] = field(default_factory=dict)
    retired_notices: set[str] = field(default_factory=set)
    demands: list[Demand] = field(default_factory=list)
    forms: list[Form] = field(default_factory=list)
    forms_were: dict[str, str] = field(default_factory=dict)

    def screen(self, route: type[Route]) -> Callable[[F], F]:
        """A pure view: can be shown again and gone back to. Its arguments are the route's fields."""

        def register(fn: F) -> F:
            @wraps(fn)
            def viewed(turn: Turn, **args: Any) -> Screen | None:
                screen = fn(turn, **args)
                return screen and (screen if screen.at else replace(screen, at=route(**args)))

            self._add(route, viewed)
            return viewed  # type: ignore[return-value]

        return register

    def action(self, route: type[Route]) -> Callable[[F], F]:
        """Does something, then shows a screen. Its arguments are the route's fields."""

        def register(fn: F) -> F:
            self._add(route, fn)
            return fn

        return register

    def form(self, *, was: tuple[str, ...] = ()) -> Callable[[type[A]], type[A]]:
        """A form, kept under its name for as long as somebody fills it in. `was`: its names in earlier releases."""

        def register(kind: type[A]) -> type[A]:
            made = kind()
            self.forms.append(made)
            self.forms_were |= dict.fromkeys(was, made.name)
            return kind

        return register

    def _add(self, route: type[Route], fn: Callable[..., Screen | None]) -> None:
        taken = list(signature(fn).parameters)[1:]
        if sorted(taken) != sorted(route.takes()):
            raise TypeError(f"{fn.__qualname__} takes {taken}, its route {route.id} carries {list(route.takes())}")
        if route.id in self.entries:
            raise ValueError(f"two handlers answer {route.id}")
        self.entries[route.id] = Entry(route.id, fn, route.right, self.persona, route)

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

    def notice(self, kind: str, right: Right | None = None, *, was: tuple[str, ...] = ()) -> Callable[[F], F]:
        """What `tell` told this person: `fn(turn, **args)`; None shows nothing. Whoever may not see it any more is not shown it."""

        def register(fn: F) -> F:
            self.notices |= dict.fromkeys((kind, *was), Entry(f"notice:{kind}", fn, right, self.persona))
            return fn

        return register

    def retire_notice(self, kind: str) -> None:
        """Nobody is told such a thing any more: what waits of it is let go."""
        self.retired_notices.add(kind)

    def demand(self, heard: Callable[[str], bool]) -> Callable[[F], F]:
        """Words that are understood wherever they are typed, in the midst of a form too: `fn(turn)`."""

        def register(fn: F) -> F:
            self.demands.append(Demand(heard, Entry(f"demand:{fn.__name__}", fn, None, self.persona)))
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


@dataclass(slots=True)
class Book:
    """All routers in one: made once, at wiring."""

    entries: dict[str, Entry] = field(default_factory=dict)
    commands: dict[tuple[str, str], Command] = field(default_factory=dict)
    links: dict[str, Entry] = field(default_factory=dict)
    notices: dict[tuple[str, str], Entry] = field(default_factory=dict)
    texts: dict[str, Entry] = field(default_factory=dict)
    retired_notices: set[tuple[str, str]] = field(default_factory=set)
    demands: list[Demand] = field(default_factory=list)
    forms: list[Form] = field(default_factory=list)
    forms_were: dict[str, str] = field(default_factory=dict)

    def demanded(self, persona: str, text: str) -> Entry | None:
        """Who answers words that mean the same at every step; None for all others."""
        return next((one.entry for one in self.demands if one.entry.persona == persona and one.heard(text)), None)

    def include(self, router: Router) -> None:
        for name, entry in router.entries.items():
            if name in self.entries:
                raise ValueError(f"two handlers answer {name}")
            self.entries[name] = entry
        self.retired_notices |= {(router.persona, kind) for kind in router.retired_notices}
        self.commands |= {(router.persona, word): command for word, command in router.commands.items()}
        self.links |= router.links
        self.notices |= {(router.persona, kind): entry for kind, entry in router.notices.items()}
        self.texts |= router.texts
        self.demands += router.demands
        self.forms += router.forms
        self.forms_were |= router.forms_were

    def entry(self, name: str) -> Entry:
        """The handler that a stored id means; raises UnknownName."""
        found = self.entries.get(ROUTES.kind(name).id)
        if found is None:
            raise UnknownName(name)
        return found

    def read(self, name: str, args: Mapping[str, Any]) -> tuple[Entry, dict[str, Any]]:
        """The handler that a stored place means, and its arguments as of today; raises UnknownName."""
        return self.entry(name), vars(ROUTES.read(name, args))

    def notice(self, role: str, kind: str) -> Entry | None:
        """What tells a stored notice; None where it is told no more. Raises UnknownName."""
        found = self.notices.get((role, kind))
        if found is None and (role, kind) not in self.retired_notices:
            raise UnknownName(f"notice {kind} to {role}")
        return found


def to(text: str, route: Route, style: Style = "") -> Button:
    """A button that leads there."""
    action, args = route.stored()
    return Button(text, action, args, style=style)
