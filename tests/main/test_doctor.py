"""The doctor says what is there, what is worth knowing and what is missing, a line each."""

import pytest

from core.kernel.database import migrate
from tests.contracts_folder import contract
from tests.emulators.hh import AGENT, HhSimulator
from tests.emulators.telegram import TelegramEmulator
from tests.emulators.telegram.contract import FILE
from tests.main.processes import Installation


def lines(said: str) -> dict[str, str]:
    """State and what, by what it is about."""
    found = {}
    for line in said.splitlines():
        state, _, rest = line.partition(" ")
        what, _, words = rest.strip().partition(": ")
        found[what] = f"{state} {words}"
    return found


def test_a_fresh_house_is_fit(house: Installation) -> None:
    seen = house.otklik("doctor")
    found = lines(seen.stdout)
    assert seen.returncode == 0, seen.stdout + seen.stderr
    assert list(found) == ["data", "sqlite", "database", "secret key", "consent", "telegram", "hh.ru"]
    assert found["data"].startswith("ok ")
    assert found["sqlite"].startswith("ok ")
    assert found["database"] == f"warn the schema is not made yet; the next start brings it to {migrate.head()}"
    assert found["secret key"].startswith("warn none yet")
    assert found["telegram"] == found["hh.ru"] == "ok not set up"
    assert list(house.data.iterdir()) == []


def test_what_keeps_it_from_its_work_ends_badly(house: Installation) -> None:
    house.settings |= {
        "OTKLIK_DATABASE_URL": "postgresql://nobody:hunter2@127.0.0.1:1/none",
        "OTKLIK_TELEGRAM_TOKN": "a slip",
        "OTKLIK_SECRET_KEY": "kept elsewhere",
        "OTKLIK_HH_WEBHOOK_SECRET": "knock-knock-knock",
    }
    seen = house.otklik("doctor")
    found = lines(seen.stdout)
    assert seen.returncode == 1
    assert found["settings"] == "warn OTKLIK_TELEGRAM_TOKN is set, and there is no such setting"
    assert found["database"] == "fail postgresql does not answer (OperationalError)"
    assert found["secret key"] == "ok from the settings"
    assert found["hh.ru events"].startswith("fail OTKLIK_HH_WEBHOOK_SECRET is set and OTKLIK_HH_ACCESS_TOKEN is not")
    assert "hunter2" not in seen.stdout + seen.stderr


def test_a_served_house_is_well(house: Installation) -> None:
    with house.serving():
        found = lines(house.otklik("doctor").stdout)
    assert found["database"] == f"ok sqlite answers, its schema is {migrate.head()}"


@pytest.fixture
def telegram() -> TelegramEmulator:
    contract(FILE)
    return TelegramEmulator(pace=0.02)


def test_telegram_is_asked_who_the_bot_is(house: Installation, telegram: TelegramEmulator) -> None:
    with telegram:
        house.settings |= {"OTKLIK_TELEGRAM_API": telegram.url, "OTKLIK_TELEGRAM_TOKEN": telegram.token}
        assert lines(house.otklik("doctor").stdout)["telegram"].startswith("ok @")
        house.settings["OTKLIK_TELEGRAM_TOKEN"] = "123456:AAWrongTokenWrongTokenWrongTokenWro"
        refused = house.otklik("doctor")
    assert refused.returncode == 1
    assert lines(refused.stdout)["telegram"] == "fail token-refused"


def test_a_webhook_that_is_not_set_is_said(house: Installation, telegram: TelegramEmulator) -> None:
    with telegram:
        house.settings |= {
            "OTKLIK_TELEGRAM_API": telegram.url,
            "OTKLIK_TELEGRAM_TOKEN": telegram.token,
            "OTKLIK_TELEGRAM_MODE": "webhook",
            "OTKLIK_TELEGRAM_WEBHOOK_SECRET": "not-a-secret",
            "OTKLIK_PUBLIC_URL": "https://otklik.example",
        }
        found = lines(house.otklik("doctor").stdout)["telegram"]
    assert found.startswith("warn @")
    assert "until the service starts" in found


def test_hh_is_asked_whose_the_token_is(house: Installation) -> None:
    with HhSimulator() as hh:
        account = hh.account()
        house.settings |= {"OTKLIK_HH_API": hh.url, "OTKLIK_HH_ACCESS_TOKEN": account.token, "OTKLIK_HH_CONTACT": "jobs@otklik-tests.ru"}
        assert lines(house.otklik("doctor").stdout)["hh.ru"].startswith("ok answers as ")
        hh.revoke(account)
        assert lines(house.otklik("doctor").stdout)["hh.ru"].startswith("fail ")
    assert AGENT
