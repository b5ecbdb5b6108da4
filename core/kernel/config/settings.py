"""Settings: from the environment or `.env`, prefix OTKLIK_. Each is explained in `.env.example`."""

import logging
import os
import re
import secrets
import tempfile
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import Literal, Self
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import Field, SecretStr, ValidationError, field_validator, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

PREFIX = "OTKLIK_"
DATABASES = frozenset({"sqlite", "postgresql"})
TELEGRAM_SECRET = re.compile(r"[A-Za-z0-9_-]{1,256}")
PATH_SECRET = re.compile(r"[A-Za-z0-9_-]{16,256}")


class Settings(BaseSettings):
    model_config = SettingsConfigDict(env_prefix=PREFIX, env_file=".env", extra="ignore", hide_input_in_errors=True)

    data_dir: Path = Path("data")
    database_url: str = ""
    database_direct_url: str = ""
    host: str = "127.0.0.1"
    port: int = Field(default=8000, ge=1, le=65535)
    public_url: str = ""
    secret_key: SecretStr = SecretStr("")
    company: str = Field(default="Отклик", min_length=1, max_length=120)
    company_details: str = Field(default="", max_length=300)
    zone: str = "Europe/Moscow"
    locale: Literal["ru", "en"] = "ru"
    log_level: str = "INFO"
    metrics_token: SecretStr = SecretStr("")
    demo: bool = False

    telegram_token: SecretStr = SecretStr("")
    telegram_api: str = "https://api.telegram.org"
    telegram_mode: Literal["polling", "webhook"] = "polling"
    telegram_webhook_secret: SecretStr = SecretStr("")

    hh_api: str = "https://api.hh.ru"
    hh_client_id: str = ""
    hh_client_secret: SecretStr = SecretStr("")
    hh_access_token: SecretStr = SecretStr("")
    hh_contact: str = ""
    hh_webhook_secret: SecretStr = SecretStr("")
    intake_secret: SecretStr = SecretStr("")

    file_limit_mb: int = Field(default=20, ge=1, le=20)
    digest_after: int = Field(default=10, ge=1)
    slot_horizon_days: int = Field(default=28, ge=1, le=180)
    slot_notice_minutes: int = Field(default=60, ge=0)
    chats_per_address: int = Field(default=30, ge=1)
    chats_per_minute: int = Field(default=600, ge=1)
    connections_per_address: int = Field(default=200, ge=8)
    connections: int = Field(default=2000, ge=32)
    keep_days: int = Field(default=30, ge=7, le=3650)
    upload_mb_per_chat: int = Field(default=100, ge=1)
    upload_mb_per_address: int = Field(default=500, ge=1)
    upload_mb_per_hour: int = Field(default=5000, ge=1)
    free_disk_mb: int = Field(default=500, ge=0)
    guest_hours: int = Field(default=24, ge=1)
    retention_days: int = Field(default=30, ge=1)
    erase_days: int = Field(default=30, ge=1)

    @field_validator("zone")
    @classmethod
    def zone_exists(cls, value: str) -> str:
        try:
            return ZoneInfo(value).key
        except (ZoneInfoNotFoundError, ValueError, OSError) as error:
            raise ValueError(f"there is no zone {value!r}; write it like Europe/Moscow") from error

    @field_validator("log_level")
    @classmethod
    def level_exists(cls, value: str) -> str:
        if value.upper() not in logging.getLevelNamesMapping():
            raise ValueError("must be DEBUG, INFO, WARNING or ERROR")
        return value.upper()

    @field_validator("public_url", "telegram_api", "hh_api")
    @classmethod
    def is_address(cls, value: str) -> str:
        parts = urlsplit(value)
        if value and (parts.scheme not in {"http", "https"} or not parts.hostname):
            raise ValueError("must be an address that begins with https:// or http://")
        return value.rstrip("/")

    @field_validator("database_url", "database_direct_url")
    @classmethod
    def is_database(cls, value: str) -> str:
        if value and urlsplit(value).scheme not in DATABASES:
            raise ValueError("must begin with sqlite:/// or postgresql://")
        return value

    @field_validator("hh_webhook_secret", "intake_secret")
    @classmethod
    def fits_a_path(cls, value: SecretStr) -> SecretStr:
        if value.get_secret_value() and not PATH_SECRET.fullmatch(value.get_secret_value()):
            raise ValueError("must be 16 to 256 letters, digits, _ or -")
        return value

    @model_validator(mode="after")
    def webhook_is_guarded(self) -> Self:
        """A webhook without a secret would let anybody speak as anybody."""
        if self.telegram_mode != "webhook":
            return self
        if not self.telegram_token.get_secret_value():
            raise ValueError("OTKLIK_TELEGRAM_MODE=webhook needs OTKLIK_TELEGRAM_TOKEN")
        if not TELEGRAM_SECRET.fullmatch(self.telegram_webhook_secret.get_secret_value()):
            raise ValueError("OTKLIK_TELEGRAM_MODE=webhook needs OTKLIK_TELEGRAM_WEBHOOK_SECRET: 1 to 256 letters, digits, _ or -")
        if not self.public_url:
            raise ValueError("OTKLIK_TELEGRAM_MODE=webhook needs OTKLIK_PUBLIC_URL, where Telegram reaches this service")
        return self

    @property
    def events_wait(self) -> bool:
        """An event of hh.ru carries ids only: without the token it is kept, and leads to nothing until there is one."""
        return bool(self.hh_webhook_secret.get_secret_value()) and not self.hh_access_token.get_secret_value()

    @property
    def database(self) -> str:
        """The database's URL: SQLite in the data folder unless another is set."""
        return self.database_url or f"sqlite:///{self.data_dir / 'otklik.sqlite3'}"

    @property
    def is_embedded(self) -> bool:
        """One process, and the database in its own file."""
        return self.database.startswith("sqlite")

    @property
    def files_dir(self) -> Path:
        return self.data_dir / "files"

    @property
    def address(self) -> str:
        """Where people reach the web service, without a closing slash."""
        return self.public_url or f"http://{self.host}:{self.port}"

    @property
    def is_https(self) -> bool:
        return self.address.startswith("https:")

    def keys(self) -> list[str]:
        """The secret keys, the present one first; made and kept in the data folder where none is set."""
        given = self.secret_key.get_secret_value()
        if given:
            return [key.strip() for key in given.split(",") if key.strip()]
        path = self.data_dir / "secret.key"
        if not path.exists():
            self.data_dir.mkdir(parents=True, exist_ok=True)
            make_key(path)
        return [path.read_text().strip()]


def make_key(path: Path) -> None:
    """Whole or not at all; of two processes that start at once the first one's stays."""
    with tempfile.NamedTemporaryFile("w", dir=path.parent) as fresh:
        fresh.write(secrets.token_urlsafe(32))
        fresh.flush()
        os.fsync(fresh.fileno())
        with suppress(FileExistsError):
            os.link(fresh.name, path)


def explained(error: ValidationError) -> list[str]:
    """What is wrong with the settings, one line each, without the values."""
    names = [f"{PREFIX}{'_'.join(map(str, one['loc'])).upper()}: " if one["loc"] else "" for one in error.errors()]
    return [f"{name}{said(one['msg'])}" for name, one in zip(names, error.errors(), strict=True)]


def said(message: str) -> str:
    return message.removeprefix("Value error, ").replace("Input should", "should")


def unknown(names: Iterable[str] | None = None) -> list[str]:
    """Names in the environment that look like settings and are none: most often a slip of the pen."""
    known = {f"{PREFIX}{name}".upper() for name in Settings.model_fields} | {"OTKLIK_FAILPOINT"}
    return sorted(name for name in (os.environ if names is None else names) if name.startswith(PREFIX) and name not in known)
