"""What an application's states are called is said in one room; elsewhere code asks for traits, and names or cuts no code."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from core.pipeline.statuses.codes import parts_of
from core.pipeline.statuses.defaults import DEFAULTS

ROOT = Path(__file__).resolve().parents[2]
ROOM = "core/pipeline/statuses"
WHOLE = frozenset(code for code in DEFAULTS.rules if "." in code)
"""Codes that can be nothing else, but for notices that share a name with one."""
OUTCOMES = frozenset(f".{parts_of(code)[1]}" for code in WHOLE)
WORDS = frozenset(part for code in DEFAULTS.rules for part in (code, *parts_of(code)) if part)
"""Types and outcomes: words that are common elsewhere, so red only where a state is asked for."""
SAY = frozenset({"tell", "tell_other", "tell_others", "tell_owner", "say", "told", "notice", "notify", "Remind", "remind"})
"""Who takes the name of a notice or a timer."""
SPEAK = ("core/pipeline/", "bot/recruiter/", "bot/candidate/")
CUTS = frozenset({"partition", "rpartition", "endswith", "startswith"})
ASKED = frozenset({"status", "code", "outcome", "event_type", "kind", "event"})
WRITES = frozenset({"record", "result", "enter", "ended", "schedule", "schedule_at", "invite", "call_back", "checked"})


def sources() -> Iterator[tuple[str, ast.Module]]:
    for top in ("core", "bot", "webhooks"):
        for path in (ROOT / top).rglob("*.py"):
            name = path.relative_to(ROOT).as_posix()
            if not name.startswith((ROOM, "core/demo/")) and "/versions/" not in name:
                yield name, ast.parse(path.read_text("utf-8"))


def faults(name: str, tree: ast.Module) -> Iterator[str]:
    """Every place that knows a state by its name."""
    said = {id(one) for call in calls(tree, SAY) for one in ast.walk(call)} | {id(one) for one in notices(tree)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            whole = node.value in WHOLE and id(node) not in said
            if whole or (node.value in OUTCOMES and name.startswith(SPEAK)):
                yield f"{name}:{node.lineno}: {node.value!r}"
        elif isinstance(node, ast.Attribute) and node.attr in CUTS and name.startswith(SPEAK) and about(node.value):
            yield f"{name}:{node.lineno}: a code is cut by hand"
    if name.startswith(SPEAK):
        yield from (f"{name}:{one.lineno}: {one.value!r}" for one in compared(tree))


def called(node: ast.Call) -> str:
    return node.func.attr if isinstance(node.func, ast.Attribute) else node.func.id if isinstance(node.func, ast.Name) else ""


def calls(tree: ast.Module, names: frozenset[str]) -> Iterator[ast.Call]:
    yield from (node for node in ast.walk(tree) if isinstance(node, ast.Call) and called(node) in names)


def notices(tree: ast.Module) -> Iterator[ast.AST]:
    """Tables of names of notices and timers: constants in capitals that say so."""
    tables = {"TOLD", "TIMERS", "NOTICES"}
    for node in tree.body:
        targets = node.targets if isinstance(node, ast.Assign) else [node.target] if isinstance(node, ast.AnnAssign) else []
        if any(isinstance(one, ast.Name) and one.id in tables for one in targets):
            yield from ast.walk(node)


def about(node: ast.expr) -> bool:
    """Whether this is a state's code: `card.status`, `code`."""
    name = node.attr if isinstance(node, ast.Attribute) else node.id if isinstance(node, ast.Name) else ""
    return name in {"status", "code"}


def compared(tree: ast.Module) -> Iterator[ast.Constant]:
    """Words that stand for a state: compared with one, or handed to who records one."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Compare) and any(asked(one) for one in (node.left, *node.comparators)):
            yield from words(node)
        elif isinstance(node, ast.Call) and called(node) in WRITES:
            yield from (word for one in node.args for word in words(one))
            yield from (word for one in node.keywords if one.arg in ASKED for word in words(one.value))
        elif isinstance(node, ast.Dict):
            keys = [one.value if isinstance(one, ast.Constant) else None for one in node.keys]
            yield from (word for key, value in zip(keys, node.values, strict=True) if key == "code" for word in words(value))


def asked(node: ast.expr) -> bool:
    return (isinstance(node, ast.Attribute) and node.attr in {"status", "outcome", "event_type"}) or about(node)


def words(node: ast.AST) -> Iterator[ast.Constant]:
    yield from (one for one in ast.walk(node) if isinstance(one, ast.Constant) and one.value in WORDS)


def test_no_state_is_known_by_name_outside_its_room() -> None:
    assert [fault for name, tree in sources() for fault in faults(name, tree)] == []


@pytest.mark.parametrize(
    "planted",
    [
        'if card.status == "interview.passed": pass',
        'wrote = "first_call.no_answer_sent"',
        'code = f"{kind}.scheduled"',
        'acts.record(session, 1, "reserve", by=by)',
        'acts.schedule(session, 1, 2, kind="interview", by=by)',
        'again = row.status in {"new", "response"}',
        'happened = card.status.partition(".")[0]',
        'back = code.endswith(".thinking")',
        'door = {"code": "rejected"}',
    ],
)
def test_control_a_planted_name_is_red(planted: str) -> None:
    assert list(faults("bot/recruiter/planted.py", ast.parse(planted)))


@pytest.mark.parametrize(
    "fine",
    ['tell(session, who, "interview.cancelled", key="1")', '@notice("interview.scheduled")\ndef f(): ...', 'x = row.state == "done"'],
)
def test_what_is_no_state_is_left_alone(fine: str) -> None:
    assert list(faults("bot/recruiter/planted.py", ast.parse(fine))) == []
