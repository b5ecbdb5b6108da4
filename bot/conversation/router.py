"""Which function answers what: screens, actions, commands, deep links, notices, free text. One book, one name each.

A handler's name is stored with every button that leads to it, a notice's kind with every row that waits. One that is renamed names what it
`was`; one that goes is retired, with or without a screen that stands in for it. Buttons and rows of old releases then go on working.
"""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import wraps
from inspect import signature
from typing import Any, TypeVar

from bot.conversation.screens import Button, Screen, Turn
from core.kernel.problems import Invalid, UnknownName
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


@dataclass(frozen=True, slots=True)
class Demand:
    """Words that mean one thing whatever was asked; `heard` knows them."""

    heard: Callable[[str], bool]
    entry: Entry


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
    aliases: dict[str, str] = field(default_factory=dict)
    retired: dict[str, str] = field(default_factory=dict)
    retired_notices: set[str] = field(default_factory=set)
    demands: list[Demand] = field(default_factory=list)

    def screen(self, right: Right | None = None, *, was: tuple[str, ...] = ()) -> Callable[[F], F]:
        """A pure view: can be shown again and gone back to. `was`: its names in earlier releases."""

        def register(fn: F) -> F:
            name = self._name(fn)

            @wraps(fn)
            def viewed(turn: Turn, **args: Any) -> Screen | None:
                screen = fn(turn, **args)
                return screen and (screen if screen.at else replace(screen, at=(name, args)))

            self.aliases |= dict.fromkeys(was, name)
            self.entries[name] = Entry(name, viewed, right, self.persona)
            return viewed  # type: ignore[return-value]

        return register

    def action(self, right: Right | None = None, *, was: tuple[str, ...] = ()) -> Callable[[F], F]:
        """Does something, then shows a screen. `was`: its names in earlier releases."""

        def register(fn: F) -> F:
            name = self._name(fn)
            self.aliases |= dict.fromkeys(was, name)
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

    def notice(self, kind: str, right: Right | None = None, *, was: tuple[str, ...] = ()) -> Callable[[F], F]:
        """What `tell` told this person: `fn(turn, **args)`; None shows nothing. Whoever may not see it any more is not shown it."""

        def register(fn: F) -> F:
            self.notices |= dict.fromkeys((kind, *was), Entry(f"notice:{kind}", fn, right, self.persona))
            return fn

        return register

    def retire(self, name: str, heir: Callable[..., Screen | None]) -> None:
        """A screen or an action that is no more: `heir`, which takes its arguments or none of them, stands in for it for ever."""
        self.retired[name] = name_of(heir)

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
    aliases: dict[str, str] = field(default_factory=dict)
    retired: dict[str, str] = field(default_factory=dict)
    retired_notices: set[tuple[str, str]] = field(default_factory=set)
    demands: list[Demand] = field(default_factory=list)

    def demanded(self, persona: str, text: str) -> Entry | None:
        """Who answers words that mean the same at every step; None for all others."""
        return next((one.entry for one in self.demands if one.entry.persona == persona and one.heard(text)), None)

    def include(self, router: Router) -> None:
        for name, entry in router.entries.items():
            if name in self.entries or name in self.aliases:
                raise ValueError(f"two handlers are called {name}")
            self.entries[name] = entry
        for old, name in router.aliases.items():
            if old in self.entries or old in self.aliases:
                raise ValueError(f"two handlers are or were called {old}")
            self.aliases[old] = name
        self.retired |= router.retired
        self.retired_notices |= {(router.persona, kind) for kind in router.retired_notices}
        self.commands |= {(router.persona, word): command for word, command in router.commands.items()}
        self.links |= router.links
        self.notices |= {(router.persona, kind): entry for kind, entry in router.notices.items()}
        self.texts |= router.texts
        self.demands += router.demands

    def entry(self, name: str) -> Entry:
        """The handler that a stored name means; raises UnknownName."""
        found = self.entries.get(name) or self.entries.get(self.aliases.get(name, ""))
        if found is not None:
            return found
        heir = self.entries.get(self.retired.get(name, ""))
        if heir is None:
            raise UnknownName(name)
        return replace(heir, call=instead(heir.call))

    def notice(self, role: str, kind: str) -> Entry | None:
        """What tells a stored notice; None where it is told no more. Raises UnknownName."""
        found = self.notices.get((role, kind))
        if found is None and (role, kind) not in self.retired_notices:
            raise UnknownName(f"notice {kind} to {role}")
        return found


def instead(to: Callable[..., Screen | None]) -> Callable[..., Screen | None]:
    """`to` with what it takes of the arguments given."""
    taken = set(signature(to).parameters)

    @wraps(to)
    def shown(turn: Turn, **args: Any) -> Screen | None:
        return to(turn, **{name: value for name, value in args.items() if name in taken})

    return shown


def to(text: str, handler: Callable[..., Screen | None], /, style: Any = "", **args: Any) -> Button:
    """A button that calls `handler` (a registered screen or action) with `args`."""
    return Button(text, action=name_of(handler), args=args, style=style)


def name_of(handler: Callable[..., Any]) -> str:
    return f"{handler.__module__.removeprefix('bot.')}.{handler.__name__}"
