"""Settings of the outer layer: from the environment (prefix `PALERMO_`) or a file `.env`, with defaults that work on a laptop."""

import os
from functools import cache
from pathlib import Path
from typing import Literal

from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict

from pipelines.media import MAX_BYTES


class Settings(BaseSettings):
    model_config = SettingsConfigDict(
        env_prefix="PALERMO_", env_file=".env", extra="ignore", frozen=True, hide_input_in_errors=True
    )

    home: Path = Path("data")
    """Everything a run writes: catalogue, snapshots, index, Prefect's records."""
    drop: Path | None = None
    """The folder that the source `folder` reads; by default `drop` below `home`."""
    sources: tuple[str, ...] = ("folder",)
    """Ids of the sources that the nightly flow runs when it is not told which."""
    contact: str = "https://example.org/palermo"
    """Address given to the sites we read, so that they can reach whoever runs this."""
    delay: float = Field(default=1.0, ge=0)
    """Seconds between two requests to one host."""
    timeout: float = Field(default=30.0, gt=0)
    """Seconds to wait for a connection or for the next bytes."""
    patience: float = Field(default=300.0, gt=0)
    """Seconds that one answer may take as a whole, however steadily it drips."""
    attempts: int = Field(default=3, ge=1)
    """How often one request is tried when the other side is busy or out of reach."""
    backoff: float = Field(default=2.0, ge=0)
    """Seconds before the second attempt; doubled for each further one."""
    max_bytes: int = Field(default=MAX_BYTES, gt=0)
    keys: dict[str, SecretStr] = Field(default_factory=dict)
    """Keys by id of the source that needs one; `palermo sources` says which do."""
    mirrors: dict[str, str] = Field(default_factory=dict)
    """Host to the address that answers in its place: a mirror, a cache, a recording."""

    ocr_languages: tuple[str, ...] = ("eng",)
    """Languages of pages that are pictures, by tesseract's codes; each needs its package (Debian: tesseract-ocr-spa)."""

    runner: Literal["threads", "dask"] = "threads"
    """Where the tasks of a flow run; Dask needs the extra `scale`."""
    side_by_side: int = Field(default=4, ge=1)
    """Tasks at a time: sources listed and fetched, or Dask's workers."""
    dask_address: str | None = None
    """Of a Dask cluster's scheduler; None for workers on this machine."""
    mail_to: tuple[str, ...] = ()
    """Who is sent the digest after each night; nobody unless it is set."""
    mail_from: str = "palermo@localhost"
    smtp_host: str = "localhost"
    smtp_port: int = Field(default=25, ge=1, le=65535)
    smtp_security: Literal["none", "starttls", "tls"] = "none"
    smtp_user: str | None = None
    smtp_password: SecretStr | None = None

    @property
    def agent(self) -> str:
        """How requests name themselves."""
        return f"palermo/0.1 (+{self.contact})"

    @property
    def dropped(self) -> Path:
        return self.drop or self.home / "drop"


@cache
def settings() -> Settings:
    """The settings of this process, read once."""
    return Settings()


def keep_to_this_machine() -> None:
    """Model hub and telemetry off, Prefect's records below our own folder, unless the environment says otherwise.

    These are other libraries' settings, which they read when they are imported: call this first.
    """
    home = settings().home.resolve()
    for name, value in {
        "DO_NOT_TRACK": "1",
        "HF_HUB_OFFLINE": "1",
        "HF_HUB_DISABLE_PROGRESS_BARS": "1",
        "TRANSFORMERS_VERBOSITY": "error",
        "TOKENIZERS_PARALLELISM": "false",
        "PREFECT_HOME": str(home / "prefect"),
        "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
        "PREFECT_LOGGING_LEVEL": "WARNING",
        "PREFECT_CLI_COLORS": "false",
        "PREFECT_SERVER_LOGGING_LEVEL": "ERROR",
        "PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS": "60",
    }.items():
        os.environ.setdefault(name, value)


def prepare_scheduler() -> None:
    """The folder of Prefect's records, which it does not make below one that is missing. Call before its first import."""
    keep_to_this_machine()
    Path(os.environ["PREFECT_HOME"]).mkdir(parents=True, exist_ok=True)
