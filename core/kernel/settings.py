"""Settings: from the environment or `.env`, prefix OTKLIK_. Each is explained in `.env.example`."""

import secrets
from pathlib import Path
from zoneinfo import ZoneInfo

from pydantic import Field, SecretStr, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict


class Settings(BaseSettings):
    model_config = SettingsConfigDict(env_prefix="OTKLIK_", env_file=".env", extra="ignore")

    data_dir: Path = Path("data")
    database_url: str = ""
    host: str = "127.0.0.1"
    port: int = 8000
    public_url: str = ""
    secret_key: SecretStr = SecretStr("")
    company: str = "Отклик"
    zone: str = "Europe/Moscow"
    locale: str = "ru"
    log_level: str = "INFO"
    metrics_token: SecretStr = SecretStr("")

    telegram_token: SecretStr = SecretStr("")
    telegram_api: str = "https://api.telegram.org"
    telegram_mode: str = Field(default="polling", pattern="^(polling|webhook)$")
    telegram_webhook_secret: SecretStr = SecretStr("")

    hh_api: str = "https://api.hh.ru"
    hh_client_id: str = ""
    hh_client_secret: SecretStr = SecretStr("")
    hh_access_token: SecretStr = SecretStr("")
    hh_contact: str = ""
    hh_webhook_secret: SecretStr = SecretStr("")
    intake_secret: SecretStr = SecretStr("")

    file_limit_mb: int = Field(default=20, ge=1, le=50)
    digest_after: int = Field(default=10, ge=1)
    slot_horizon_days: int = Field(default=28, ge=1, le=180)
    slot_notice_minutes: int = Field(default=60, ge=0)

    @field_validator("zone")
    @classmethod
    def zone_exists(cls, value: str) -> str:
        ZoneInfo(value)
        return value

    @property
    def database(self) -> str:
        """The database's URL: SQLite in the data folder unless another is set."""
        return self.database_url or f"sqlite:///{self.data_dir / 'otklik.sqlite3'}"

    @property
    def address(self) -> str:
        """Where people reach the web service, without a closing slash."""
        return (self.public_url or f"http://{self.host}:{self.port}").rstrip("/")

    def keys(self) -> list[str]:
        """The secret keys, the present one first; made and kept in the data folder where none is set."""
        given = self.secret_key.get_secret_value()
        if given:
            return [key.strip() for key in given.split(",") if key.strip()]
        path = self.data_dir / "secret.key"
        if not path.exists():
            self.data_dir.mkdir(parents=True, exist_ok=True)
            path.touch(mode=0o600)
            path.write_text(secrets.token_urlsafe(32))
        return [path.read_text().strip()]
