"""How a database finds what it is asked: the scans of tables that grow among its plans."""

import json
import re
from collections.abc import Iterator
from typing import Any

from sqlalchemy import Connection, Index, MetaData

from bot.retention.rules import PERSON, PROOF, STAYS

SMALL = frozenset(name for name, why in STAYS.items() if why not in {PERSON, PROOF}) | {"alembic_version", "invites", "login_links"}
"""Tables that are as large as the company, however long it works."""
_NAMED = re.compile(r'\b(?:FROM|JOIN|UPDATE|INTO|,)\s+"?(\w+)"?\s+AS\s+"?(\w+)"?', re.IGNORECASE)
_SCAN = re.compile(r"SCAN (\w+)(?: USING (?:COVERING )?INDEX (\w+))?")
_ASKED = re.compile(r"\s*(SELECT|UPDATE|DELETE|INSERT|WITH)", re.IGNORECASE)


class Plans:
    """Of one database; `metadata` knows which tables there are and which indexes hold only what is open.

    A server reads small tables whole, whatever indexes they have: the ways that need none are forbidden to it.
    """

    def __init__(self, connection: Connection, metadata: MetaData) -> None:
        self.connection = connection
        self.server = connection.dialect.name == "postgresql"
        self.grows = frozenset(metadata.tables) - SMALL
        self.open = frozenset(index.name for table in metadata.tables.values() for index in table.indexes if self.is_partial(index))
        if self.server:
            for way in ("seqscan", "mergejoin", "hashjoin"):
                connection.exec_driver_sql(f"SET enable_{way} = off")

    def is_partial(self, index: Index) -> bool:
        return index.dialect_options["postgresql" if self.server else "sqlite"].get("where") is not None

    def scans(self, sql: str, given: Any) -> list[str]:
        """Where the statement would look at every row of a table that grows."""
        if not _ASKED.match(sql):
            return []
        return list(self._of_server(sql, given) if self.server else self._embedded(sql, given))

    def _embedded(self, sql: str, given: Any) -> Iterator[str]:
        lines = [row[3] for row in self.connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {sql}", one_of(given))]
        called = {alias: name for name, alias in _NAMED.findall(sql)}
        in_order = "LIMIT" in sql and "WHERE" not in sql and not any("TEMP B-TREE" in line for line in lines)
        for line in lines:
            found = _SCAN.match(line)
            if found and "VIRTUAL TABLE" not in line and not in_order:
                table, index = called.get(found[1], found[1]), found[2]
                if table in self.grows and index not in self.open:
                    yield line

    def _of_server(self, sql: str, given: Any) -> Iterator[str]:
        [(plan,)] = self.connection.exec_driver_sql(f"EXPLAIN (FORMAT JSON) {sql}", one_of(given))
        root = (json.loads(plan) if isinstance(plan, str) else plan)[0]["Plan"]
        for node in nodes(root, ordered=False):
            if self.is_whole(node):
                yield f"{node['Node Type']} on {node['Relation Name']} {node.get('Index Name', '')}"

    def is_whole(self, node: dict[str, Any]) -> bool:
        if not node["Node Type"].endswith("Scan") or node.get("Relation Name") not in self.grows or node["ordered"]:
            return False
        by_index = "Index Cond" in node or "Recheck Cond" in node or node.get("Index Name") in self.open
        return node["Node Type"] == "Seq Scan" or not by_index


def one_of(given: Any) -> Any:
    """The values of a statement, of the first one where many are given at once."""
    first = given[0] if isinstance(given, (list, tuple)) and given and isinstance(given[0], (list, tuple, dict)) else given
    return tuple(first) if isinstance(first, list) else first or ()


def nodes(node: dict[str, Any], *, ordered: bool) -> Iterator[dict[str, Any]]:
    """All of a plan's nodes; `ordered`: what is read in the order that is wanted, and no further than the limit, without a condition."""
    here = ordered and "Filter" not in node
    yield {**node, "ordered": here}
    below = node.get("Plans", ())
    is_limit = node["Node Type"] == "Limit"
    for child in below:
        yield from nodes(child, ordered=is_limit or (here and node["Node Type"] in {"Nested Loop", "Result"}))
