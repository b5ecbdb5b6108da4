"""The subjects' order, who hears what, and what is never done past a subject's own acts."""

import ast
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from core import subjects
from core.kernel.signals import SUBSCRIBERS
from core.messages.signals import MessageReceived
from tests.architecture import heard
from tests.architecture.test_house import ROOT, named, sources

MAY_UPDATE_EVENTS = {"core/pipeline/erasure.py"}
"""Words go for good; everything else that changes an entry goes through the journal of joins."""
UPDATES_EVENTS = re.compile(r"\b(update|delete)\(Event\)|(UPDATE|DELETE FROM) events\b|\bEvent\.__table__")


def test_the_order_is_the_one_that_imports_are_held_to() -> None:
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]["contracts"]
    [layers] = [one["layers"] for one in contracts if one["name"].startswith("Subjects stand in their order")]
    beside = ("subjects", "operations", "(demo)", "reports", "kernel")  # not subjects: reports keep no rows of their own
    assert tuple(one for one in reversed(layers) if one not in beside) == subjects.SUBJECTS


def test_every_folder_of_the_core_with_models_is_a_subject() -> None:
    found = {path.parent.name for path in (ROOT / "core").glob("*/model.py")}
    assert found == set(subjects.SUBJECTS)


def test_who_hears_what_is_a_list_to_be_read() -> None:
    assert list(heard.heard()) == heard.LIST.read_text("utf-8").splitlines(), "make golden writes it down anew"


def test_control_a_hearer_that_is_not_listed_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(SUBSCRIBERS, MessageReceived, [heard.write])
    assert list(heard.heard()) != heard.LIST.read_text("utf-8").splitlines()


def test_a_start_of_the_program_loads_them() -> None:
    asked = [sys.executable, "-c", "import main; from core.kernel import signals; print(signals.READY)"]
    assert subprocess.run(asked, capture_output=True, text=True, check=True, cwd=ROOT).stdout.strip() == "[True]"


def test_entries_are_changed_by_nobody_else() -> None:
    found = {named(path) for path in sources(tests=False) if UPDATES_EVENTS.search(path.read_text("utf-8"))}
    assert found == MAY_UPDATE_EVENTS


def test_subscribers_only_call_their_own_subject() -> None:
    """One act each, and no more than a line or two to choose it by."""
    for module in subjects.load("subscribers"):
        own = module.__name__.split(".")[1]
        tree = ast.parse(Path(module.__file__ or "").read_text("utf-8"))
        imported = [node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]
        for name in (one for one in imported if one.startswith("core.")):
            assert name.split(".")[1] in {own, "kernel"} or name.endswith(".signals"), f"{module.__name__}: {name}"
