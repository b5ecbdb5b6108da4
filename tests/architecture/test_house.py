"""The house's own rules, those that no linter knows."""

import ast
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.retention.rules import RULES, STAYS
from core.kernel.config.settings import PREFIX, Settings
from core.kernel.database.columns import load_models

ROOT = Path(__file__).resolve().parents[2]
TOP = ("bot", "core", "webhooks", "main.py")
ALONE = ("Makefile", "Dockerfile", "pyproject.toml", "README.md", "CHANGELOG.md", "GLOSSARY.md", ".env.example")
PLACES = (*TOP, *ALONE, "tests", "docs", ".ci")
LONGEST_FILE, LONGEST_FUNCTION = 500, 50
MACHINE = re.compile(r"(?<![\w.~-])/(tmp|root|home/\w+|work|farm)/\w|--(extra-)?index-url|find-links *=|https?://[^\s\"']*/simple\b")
"""A path of somebody's machine, or the address of a package index."""
NEVER = {
    "print": "a log line is core.kernel.process.logs', a command's answer is click.echo",
    "commit": "only core.kernel.database.session commits",
}
MAY_COMMIT = frozenset({"core/kernel/database/postgres.py"})


def tracked() -> list[Path]:
    """What git knows; where there is no git, whatever lies in the places that git would know."""
    try:
        found = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, check=True, capture_output=True, text=True).stdout
    except (OSError, subprocess.CalledProcessError):
        places = (path for part in PLACES for path in [ROOT / part, *(ROOT / part).rglob("*")])
        return [path for path in places if path.is_file() and "__pycache__" not in path.parts]
    return [path for name in found.split("\0") if name and (path := ROOT / name).is_file()]


def sources(*, tests: bool) -> list[Path]:
    tops = (*TOP, "tests") if tests else TOP
    return [path for path in tracked() if path.suffix == ".py" and path.relative_to(ROOT).parts[0] in tops and "versions" not in path.parts]


def named(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def length(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    return (node.end_lineno or node.lineno) - node.lineno + 1


def test_no_file_is_longer_than_a_reader_bears() -> None:
    long = {named(path): lines for path in sources(tests=True) if (lines := path.read_text(encoding="utf-8").count("\n")) > LONGEST_FILE}
    assert long == {}


def test_no_function_is_longer_than_a_screen() -> None:
    long = [
        f"{named(path)}:{node.lineno} {node.name}"
        for path in sources(tests=True)
        for node in functions(path)
        if length(node) > LONGEST_FUNCTION
    ]
    assert long == []


def test_most_functions_are_read_at_a_glance() -> None:
    lengths = sorted(length(node) for path in sources(tests=False) for node in functions(path))
    assert lengths[len(lengths) // 2] <= 7
    assert lengths[len(lengths) * 9 // 10] <= 22


@pytest.mark.parametrize("word", sorted(NEVER))
def test_what_is_never_called_is_never_called(word: str) -> None:
    found = [
        f"{named(path)}:{node.lineno}"
        for path in sources(tests=False)
        if not (word == "commit" and named(path) in MAY_COMMIT)
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and word in {getattr(node.func, "id", ""), getattr(node.func, "attr", "")}
    ]
    assert found == [], NEVER[word]


def test_the_top_has_its_four_floors_and_nothing_else() -> None:
    tops = {path.relative_to(ROOT).parts[0] for path in tracked() if path.suffix == ".py"}
    assert tops <= {*TOP, "tests", "docs"}


def test_nobody_imports_the_wiring() -> None:
    wiring = re.compile(r"^\s*(from|import) main\b", re.MULTILINE)
    assert [named(path) for path in sources(tests=False) if wiring.search(path.read_text("utf-8"))] == []


def test_the_repository_knows_no_machine_and_no_package_index() -> None:
    found = []
    for path in tracked():
        if path == Path(__file__) or path.suffix in {".png", ".woff2", ".lock"} or "fixtures" in path.parts:
            continue
        for number, line in enumerate(path.read_text("utf-8", errors="replace").splitlines(), 1):
            if MACHINE.search(line):
                found.append(f"{named(path)}:{number}: {line.strip()[:100]}")
    assert found == []


def test_locks_pin_hashes_and_name_no_index() -> None:
    for lock in ("requirements.lock", "requirements-dev.lock", ".ci/build.lock"):
        text = (ROOT / lock).read_text()
        assert "://" not in text
        assert all("--hash=sha256:" in entry for entry in re.split(r"\n(?=\S)", text.strip())), lock


def test_every_setting_is_explained_and_every_explained_one_exists() -> None:
    explained = re.findall(rf"^{PREFIX}(\w+)=(.*)$", (ROOT / ".env.example").read_text("utf-8"), re.MULTILINE)
    assert [name.lower() for name, _ in explained] == list(Settings.model_fields)


def test_the_example_shows_the_defaults() -> None:
    shown = Settings(_env_file=ROOT / ".env.example")
    assert shown == Settings(_env_file=None)


def test_the_image_is_built_by_the_makefile_s_own_steps() -> None:
    image, make = (ROOT / "Dockerfile").read_text(), (ROOT / "Makefile").read_text()
    assert "RUN .ci/setup\n" in image
    assert "\t@.ci/setup\n" in make
    assert '"otklik", "run"' in image
    assert ".venv/bin/otklik run" in make
    assert "\nUSER otklik\n" in image
    assert "HEALTHCHECK" in image


def test_every_table_goes_at_night_or_says_why_it_may_stay() -> None:
    """Whoever adds a table says when its rows go."""
    go = {rule.table.name for rule in RULES}
    assert go.isdisjoint(STAYS)
    assert sorted(go | STAYS.keys()) == sorted(load_models("core", "bot").tables)
