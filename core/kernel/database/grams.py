"""Finding words inside of texts by an index: every three letters in a row (a gram) lead to the rows that have them.

SQLite keeps them in a table of its own full-text search, filled by triggers; PostgreSQL in an inverted index over a function, which needs
no extension. What the grams lead to still has to be looked at: they may stand there in another order. A text is marked where it begins
and where it ends, so that both can be asked for.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import (
    ARRAY,
    DDL,
    ColumnElement,
    Index,
    Integer,
    String,
    Table,
    TableClause,
    Text,
    and_,
    cast,
    column,
    event,
    func,
    literal,
    or_,
    table,
    text,
)
from sqlalchemy.orm import InstrumentedAttribute

from core.kernel.database.columns import metadata

BEGIN, END = "\x02", "\x03"
SIZE = 3
NEXT = "abcdefghijklmnopqrstuvwxyzабвгдежзийклмнопрстуфхцчшщъыьэюяіїєґғқңөұүһўҗ0123456789 .+@_-'" + END
"""What may follow two letters: by these alone nothing is found, so all that they may begin is asked for."""
FUNCTION = (
    "CREATE OR REPLACE FUNCTION otklik_grams(words text) RETURNS text[] LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE COST 1000 AS "
    "$$ SELECT coalesce(array_agg(DISTINCT substr(chr(2) || words || chr(3), n, 3)), '{}') FROM generate_series(1, length(words)) AS n $$"
)


@dataclass(frozen=True, slots=True)
class Grams:
    """The grams of one column of a table; `where` leaves rows out, in words that may stand behind `new.` and `old.`."""

    table: str
    column: str
    where: str = ""

    @property
    def name(self) -> str:
        return f"{self.table}_grams"

    def embedded(self) -> Iterator[str]:
        """What makes them on SQLite."""
        name, owner, words = self.name, self.table, self.column
        yield f"CREATE VIRTUAL TABLE {name} USING fts5(words, content='', detail='none', tokenize='trigram case_sensitive 1')"
        yield f"INSERT INTO {name} ({name}, rank) VALUES ('secure-delete', 1)"  # noqa: S608 - of our own words
        put = f"INSERT INTO {name} (rowid, words) SELECT new.id, char(2) || new.{words} || char(3){self.only('new')};"
        drop = f"INSERT INTO {name} ({name}, rowid, words) SELECT 'delete', old.id, char(2) || old.{words} || char(3){self.only('old')};"
        yield f"CREATE TRIGGER {name}_in AFTER INSERT ON {owner} BEGIN {put} END"
        yield f"CREATE TRIGGER {name}_out AFTER DELETE ON {owner} BEGIN {drop} END"
        of = ", ".join(("id", words, *(["type"] if self.where else [])))
        yield f"CREATE TRIGGER {name}_other AFTER UPDATE OF {of} ON {owner} BEGIN {drop} {put} END"

    def only(self, row: str) -> str:
        return f" WHERE {self.where.format(row)}" if self.where else ""

    def filled(self) -> str:
        """Takes in what is there already, on SQLite."""
        words = f"SELECT id, char(2) || {self.column} || char(3) FROM {self.table}{self.only(self.table)}"  # noqa: S608 - of our own words
        return f"INSERT INTO {self.name} (rowid, words) {words}"

    def index(self) -> Index:
        """What finds them on PostgreSQL."""
        fits = text(self.where.replace("{}.", "")) if self.where else None
        about: dict[str, Any] = {"postgresql_using": "gin", "postgresql_with": {"fastupdate": "off"}, "postgresql_where": fits}
        return Index(f"ix_{self.name}", text(f"otklik_grams({self.column})"), **about).ddl_if(dialect="postgresql")

    def keep(self, owner: Table) -> None:
        """Makes them with the table, and takes them away with it."""
        event.listen(owner, "before_create", ddl(FUNCTION, "postgresql"))
        for statement in self.embedded():
            event.listen(owner, "after_create", ddl(statement, "sqlite"))
        event.listen(owner, "before_drop", ddl(f"DROP TABLE IF EXISTS {self.name}", "sqlite"))
        metadata.info.setdefault("triggers", []).extend(f"{self.name}_{what}" for what in ("in", "out", "other"))

    # Asking

    def match(self, words: "Wanted") -> ColumnElement[bool]:
        """On SQLite, over the table of the grams; its `rowid` is the row's."""
        asked = literal(" AND ".join(f"({one})" for one in map(said, words)))
        return self.rows.c[self.name].bool_op("MATCH")(asked)

    @property
    def rows(self) -> TableClause:
        """On SQLite, the table of the grams."""
        return rows_of(self.name)

    def holds(self, words: "Wanted", where: InstrumentedAttribute[str]) -> ColumnElement[bool]:
        """On PostgreSQL, over the column itself."""
        return and_(*(or_(*(held(grams, where) for grams in ways)) for ways in words))


@cache
def rows_of(name: str) -> TableClause:
    return table(name, column("rowid", Integer), column(name, String))


def ddl(statement: str, dialect: str) -> DDL:
    made: DDL = DDL(statement.replace("%", "%%"))  # type: ignore[no-untyped-call]
    return made.execute_if(dialect=dialect)


Ways = Sequence["All | Any_"]
Wanted = Sequence[Ways]
"""For each word the ways it may be written in, each as grams."""


class All(tuple[str, ...]):
    """Each of these grams has to be there."""

    __slots__ = ()


class Any_(tuple[str, ...]):  # noqa: N801 - `Any` is taken
    """One of these grams has to be there."""

    __slots__ = ()


def of(word: str) -> "All | Any_ | None":
    """What a text that has this in it must have; None for a single letter, which nearly all have.

    Grams side by side say nearly as much as all of them, and cost a third: what they lead to is looked at anyway.
    """
    if len(word) >= SIZE:
        last = len(word) - SIZE
        return All(dict.fromkeys(word[n : n + SIZE] for n in (*range(0, last, SIZE), last)))
    return Any_(word + sign for sign in NEXT) if len(word) == SIZE - 1 else None


def wanted(words: Collection[Collection[str]]) -> Wanted:
    """The words of a query, each with its ways; one that a single letter is a way of asks for nothing."""
    found = [[of(way) for way in sorted(ways)] for ways in words]
    return [[grams for grams in ways if grams is not None] for ways in found if None not in ways]


def said(ways: Ways) -> str:
    """A word in the language of SQLite's full-text search."""
    return " OR ".join("({})".format((" AND " if isinstance(grams, All) else " OR ").join(map(quoted, grams))) for grams in ways)


def quoted(gram: str) -> str:
    return '"{}"'.format(gram.replace('"', '""'))


def held(grams: All | Any_, where: InstrumentedAttribute[str]) -> ColumnElement[bool]:
    return func.otklik_grams(where).op("@>" if isinstance(grams, All) else "&&")(cast(list(grams), ARRAY(Text)))
