"""Where things are kept and by which model they are found: environment variables with the prefix PALERMO_, or a .env file."""

from pathlib import Path

from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict


class Settings(BaseSettings):
    """Every value works on a laptop as it stands."""

    model_config = SettingsConfigDict(env_prefix="PALERMO_", env_file=".env", extra="ignore", frozen=True)

    home: Path = Path("data")
    """Folder of everything that is kept."""
    catalogue_url: str | None = None
    """SQLAlchemy URL ("postgresql+psycopg://…"); None for SQLite under `home`."""
    snapshots_url: str | None = None
    """fsspec URL of the folder of snapshots ("s3://bucket/snapshots"); None for a folder under `home`."""
    qdrant_url: str | None = None
    """A Qdrant server or cluster; None for the embedded index under `home`."""
    qdrant_key: SecretStr | None = None
    collection: str = "palermo"
    """Alias under which the index is found on a server."""
    model: str | None = None
    """Folder or name of a sentence-transformers model; None for the packaged all-MiniLM-L6-v2."""
    batch: int = Field(default=16, ge=1)
    """Passages embedded at once. 8 to 16, sorted by length, was fastest on CPUs."""

    @property
    def catalogue(self) -> str:
        return self.catalogue_url or f"sqlite:///{self.home.absolute() / 'catalogue.sqlite'}"

    @property
    def snapshots(self) -> str:
        return self.snapshots_url or str(self.home.absolute() / "snapshots")

    @property
    def index(self) -> Path:
        """Folder of the embedded index."""
        return self.home.absolute() / "index"
