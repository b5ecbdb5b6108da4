"""Settings that cannot be used are refused in one clear line each, before anything is started, and without their values."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from core.kernel.config.settings import unknown
from main import cli
from tests.main.processes import Installation

TOKEN = "123456:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
HOOKED = {"OTKLIK_TELEGRAM_MODE": "webhook", "OTKLIK_TELEGRAM_TOKEN": TOKEN, "OTKLIK_PUBLIC_URL": "https://otklik.example"}


def without(name: str, **more: str) -> dict[str, str]:
    return {**{key: value for key, value in HOOKED.items() if key != name}, **more}


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        (HOOKED, "OTKLIK_TELEGRAM_MODE=webhook needs OTKLIK_TELEGRAM_WEBHOOK_SECRET: 1 to 256 letters, digits, _ or -"),
        ({**HOOKED, "OTKLIK_TELEGRAM_WEBHOOK_SECRET": "не то"}, "OTKLIK_TELEGRAM_MODE=webhook needs OTKLIK_TELEGRAM_WEBHOOK_SECRET: 1 to"),
        (without("OTKLIK_TELEGRAM_TOKEN"), "OTKLIK_TELEGRAM_MODE=webhook needs OTKLIK_TELEGRAM_TOKEN"),
        (
            without("OTKLIK_PUBLIC_URL", OTKLIK_TELEGRAM_WEBHOOK_SECRET="secret"),
            "OTKLIK_TELEGRAM_MODE=webhook needs OTKLIK_PUBLIC_URL, where Telegram reaches this service",
        ),
        ({"OTKLIK_TELEGRAM_MODE": "pigeons"}, "OTKLIK_TELEGRAM_MODE: should be 'polling' or 'webhook'"),
        ({"OTKLIK_ZONE": "Europe/Moskva"}, "OTKLIK_ZONE: there is no zone 'Europe/Moskva'; write it like Europe/Moscow"),
        ({"OTKLIK_LOCALE": "de"}, "OTKLIK_LOCALE: should be 'ru' or 'en'"),
        ({"OTKLIK_LOG_LEVEL": "LOUD"}, "OTKLIK_LOG_LEVEL: must be DEBUG, INFO, WARNING or ERROR"),
        ({"OTKLIK_PUBLIC_URL": "otklik.example"}, "OTKLIK_PUBLIC_URL: must be an address that begins with https:// or http://"),
        ({"OTKLIK_DATABASE_URL": "mysql://root:hunter2@db/x"}, "OTKLIK_DATABASE_URL: must begin with sqlite:/// or postgresql://"),
        ({"OTKLIK_INTAKE_SECRET": "short"}, "OTKLIK_INTAKE_SECRET: must be 16 to 256 letters, digits, _ or -"),
        ({"OTKLIK_FILE_LIMIT_MB": "21"}, "OTKLIK_FILE_LIMIT_MB: should be less than or equal to 20"),
        ({"OTKLIK_KEEP_DAYS": "6"}, "OTKLIK_KEEP_DAYS: should be greater than or equal to 7"),
        ({"OTKLIK_PORT": "0"}, "OTKLIK_PORT: should be greater than or equal to 1"),
    ],
)
@pytest.mark.parametrize("command", ["run", "doctor"])
def test_a_bad_value_is_refused_in_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, settings: dict[str, str], said: str, command: str
) -> None:
    monkeypatch.chdir(tmp_path)
    refused = CliRunner().invoke(cli, [command], env=settings)
    assert refused.exit_code == 2
    assert refused.stderr.startswith(f"Error: {said}")
    assert len(refused.stderr.splitlines()) == 1
    assert TOKEN not in refused.output
    assert "hunter2" not in refused.output
    assert list(tmp_path.iterdir()) == []


def test_the_real_process_says_so_too(house: Installation) -> None:
    house.settings |= HOOKED
    refused = house.otklik("run")
    assert refused.returncode == 2
    assert refused.stdout == ""
    assert refused.stderr.startswith("Error: OTKLIK_TELEGRAM_MODE=webhook needs OTKLIK_TELEGRAM_WEBHOOK_SECRET")
    assert not house.data.exists()


def test_a_slip_of_the_pen_is_found() -> None:
    given = {"OTKLIK_TELEGRAM_TOKN", "OTKLIK_PORT", "PATH", "OTKLIK_DEMO"}
    assert unknown(given) == ["OTKLIK_TELEGRAM_TOKN"]
