"""What people wrote, who they are and what opens doors is in no log, whoever writes the line: ours, a library's or a fault's."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.main.processes import ROOT

SECRETS = ("Соколова", "+79261234567", "приду", "42424242:AAabcdefghijklmnopqrstuvwxyz", "s3cret-of-the-path", "way-in-once")
LINES = """
import logging, structlog
from core.kernel.process import logs
{before}
logs.set_up()
log = structlog.get_logger()
log.info("turn", channel="telegram", text="приду", phone="+79261234567", candidate="Соколова")
log.warning("call", path="/bot42424242:AAabcdefghijklmnopqrstuvwxyz/sendMessage", reason="POST /hook/hh/s3cret-of-the-path")
log.info("page", path="/login/way-in-once")
logging.getLogger("library").warning("sent %s to %s", "приду", "+79261234567")
try:
    raise ValueError("Соколова: приду")
except ValueError:
    log.exception("turn-failed")
    logging.getLogger("library").exception("it fell")
"""


def written(before: str = "") -> list[str]:
    done = subprocess.run([sys.executable, "-c", LINES.format(before=before)], cwd=ROOT, capture_output=True, text=True, check=True)
    return done.stderr.splitlines()


def test_a_log_holds_nobodys_name_number_words_or_token() -> None:
    lines = written()
    assert not [secret for secret in SECRETS if secret in "\n".join(lines)]
    told = [json.loads(line) for line in lines]
    assert [line["event"] for line in told] == ["turn", "call", "page", "sent %s to %s", "turn-failed", "it fell"]
    assert told[0]["channel"] == "telegram"
    assert told[4]["error"] == "ValueError"


@pytest.mark.parametrize(
    ("guard", "shown"),
    [
        ("logs.allow = lambda _logger, _method, event: event", "+79261234567"),
        ("logs.mask = lambda text: text", "s3cret-of-the-path"),
        ("logs.frames = lambda error: [str(error)]", "Соколова: приду"),
    ],
)
def test_control_without_a_guard_it_is_seen(guard: str, shown: str) -> None:
    assert shown in "\n".join(written(guard))


FULL = """
import resource, structlog
from core.kernel.process import logs
{before}
logs.set_up()
log = structlog.get_logger()
log.info("before")
resource.setrlimit(resource.RLIMIT_FSIZE, (4096, resource.RLIM_INFINITY))
for number in range(200):
    log.info("lost", count=number, kind=str(number))
resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
log.info("after")
print("works on")
"""


def on_a_full_disk(folder: Path, before: str = "") -> tuple[str, str]:
    """What a process says at the end, and what is in its log, which lies on a disk that was full meanwhile."""
    place = folder / "log"
    with place.open("ab") as log:
        done = subprocess.run([sys.executable, "-c", FULL.format(before=before)], cwd=ROOT, stdout=subprocess.PIPE, stderr=log, check=False)
    return done.stdout.decode(), place.read_text()


def test_a_log_that_cannot_be_written_stops_no_work(tmp_path: Path) -> None:
    said, log = on_a_full_disk(tmp_path)
    assert "works on" in said
    assert '"before"' in log.splitlines()[0]
    assert '"after"' in log.splitlines()[-1]


def test_control_by_the_bare_stream_it_does(tmp_path: Path) -> None:
    said, _ = on_a_full_disk(tmp_path, "logs.Unfailing = lambda stream: stream")
    assert "works on" not in said
