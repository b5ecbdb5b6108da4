"""Where a button leads, as a typed value: a class for each screen and action, its arguments as fields. What is stored is its id.

An id is given once and derived from nothing: modules and classes may be moved and renamed. A route that is called otherwise now keeps its
earlier ids as `aliases`, a field the names it `was`; a new field has a default, one that goes is left aside when an old button is read;
another meaning is another id, and the old one is retired, with or without a route that stands in for it.
"""

from collections.abc import Callable, Mapping
from dataclasses import MISSING, dataclass, field, fields, replace
from typing import Any, ClassVar, Self, TypeVar, dataclass_transform, get_type_hints

from core.kernel.problems import UnknownName
from core.staff.permissions import Right

R = TypeVar("R", bound="Route")
WAS = "was"


class Route:
    """A place in the conversation with its arguments. `right` None is open to everybody who may talk to the bot."""

    id: ClassVar[str] = ""
    right: ClassVar[Right | None] = None
    aliases: ClassVar[tuple[str, ...]] = ()
    defaults: ClassVar[Mapping[str, Any]] = {}
    was: ClassVar[Mapping[str, str]] = {}

    def stored(self) -> tuple[str, dict[str, Any]]:
        """The id and whatever is not as usual: what lies in the database."""
        usual = self.defaults
        return self.id, {name: value for name, value in vars(self).items() if name not in usual or value != usual[name]}

    def but(self, **changes: Any) -> Self:
        """The same place with other arguments."""
        return replace(self, **changes)  # type: ignore[type-var]

    @classmethod
    def takes(cls) -> Mapping[str, Any]:
        """The fields and their types."""
        return FIELDS.of(cls)


@dataclass(frozen=True)
class AsStored(Route):
    """A place that is only laid by again: what was read, whatever it means now."""

    name: str
    args: dict[str, Any]

    def stored(self) -> tuple[str, dict[str, Any]]:
        return self.name, self.args


class Types:
    """The types of routes' fields, read once: in annotations they are text."""

    def __init__(self) -> None:
        self._known: dict[type, Mapping[str, Any]] = {}

    def of(self, kind: type) -> Mapping[str, Any]:
        if kind not in self._known:
            hints = get_type_hints(kind)
            self._known[kind] = {one.name: hints[one.name] for one in fields(kind)}
        return self._known[kind]


FIELDS = Types()


def stored(*, default: Any = MISSING, was: tuple[str, ...] = ()) -> Any:
    """A field that was called otherwise in earlier releases."""
    return field(default=default, metadata={WAS: was})


@dataclass_transform(frozen_default=True, field_specifiers=(stored, field))
def route(id: str, *, right: Right | None = None, aliases: tuple[str, ...] = ()) -> Callable[[type[R]], type[R]]:  # noqa: A002 - the word that is meant
    """Makes a frozen dataclass of a class of arguments, under an id that is never given again."""

    def made(kind: type[R]) -> type[R]:
        whole = dataclass(frozen=True)(kind)
        told = fields(whole)  # type: ignore[arg-type]
        whole.id, whole.right, whole.aliases = id, right, aliases
        whole.defaults = {one.name: one.default for one in told if one.default is not MISSING}
        whole.was = {old: one.name for one in told for old in one.metadata.get(WAS, ())}
        ROUTES.add(whole)
        return whole

    return made


class Routes:
    """All routes by all ids they ever had."""

    def __init__(self) -> None:
        self.kinds: dict[str, type[Route]] = {}
        self.retired: dict[str, type[Route]] = {}

    def add(self, kind: type[Route]) -> None:
        for name in (kind.id, *kind.aliases):
            if name in self.kinds or name in self.retired:
                raise ValueError(f"two routes are or were called {name}")
            self.kinds[name] = kind

    def retire(self, name: str, to: type[Route]) -> None:
        """A route that is no more: `to`, which takes its arguments or none of them, stands in for it for ever."""
        if name in self.kinds or name in self.retired:
            raise ValueError(f"two routes are or were called {name}")
        self.retired[name] = to

    def kind(self, name: str) -> type[Route]:
        """What a stored id means; raises UnknownName."""
        found = self.kinds.get(name) or self.retired.get(name)
        if found is None:
            raise UnknownName(name)
        return found

    def read(self, name: str, args: Mapping[str, Any]) -> Route:
        """A stored place as a route; raises UnknownName where it means nothing any more, or lacks what is needed."""
        kind = self.kind(name)
        given = {kind.was.get(key, key): value for key, value in args.items()} if kind.was else args
        known = kind.__dataclass_fields__  # type: ignore[attr-defined]
        try:
            return kind(**{key: tuple(value) if type(value) is list else value for key, value in given.items() if key in known})
        except TypeError as lacking:
            raise UnknownName(name) from lacking

    def same(self, name: str, kind: type[Route]) -> bool:
        """Whether a stored id means this route."""
        return self.kinds.get(name) is kind

    def settled(self, name: str, args: Mapping[str, Any]) -> tuple[str, dict[str, Any]]:
        """A stored place as today's code would store it; as it is where it means nothing any more."""
        try:
            return self.read(name, args).stored()
        except UnknownName:
            return name, dict(args)


ROUTES = Routes()
