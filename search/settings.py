"""Where things are kept and by which model they are found: environment variables with the prefix PALERMO_, or a .env file."""

from pathlib import Path
from typing import Literal

from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict

Engine = Literal["torch", "openvino", "auto"]
"""What computes the embedding model; auto: OpenVINO where it is installed and suits the CPU, else PyTorch."""


class Settings(BaseSettings):
    """Every value works on a laptop as it stands."""

    model_config = SettingsConfigDict(
        env_prefix="PALERMO_", env_file=".env", extra="ignore", frozen=True, hide_input_in_errors=True
    )

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
    site: str = "http://127.0.0.1:8017"
    """Where readers find the pages: what digests, mails and the feed link to."""
    graph_above: int | None = Field(default=400_000, ge=1)
    """Points from which on the embedded index is built with a graph of the vectors. The build then takes many minutes."""
    qdrant_shards: int | None = Field(default=None, ge=1)
    """Shards of a collection on a server; None for the server's default, one a node."""
    qdrant_replicas: int | None = Field(default=None, ge=1)
    """Copies of each shard; None for the server's default, one."""
    qdrant_on_disk: bool = False
    """Vectors and payloads by memory map, not in memory."""
    qdrant_quantized: bool = False
    """8-bit copies of the vectors in memory for the first choice, rescored by the vectors themselves."""
    qdrant_m: int | None = Field(default=None, ge=0)
    """Edges a node of the graph; None for the server's default, 16."""
    qdrant_ef: int | None = Field(default=None, ge=4)
    """Candidates when a node is added to the graph; None for the server's default, 100."""
    qdrant_timeout: int = Field(default=30, ge=1)
    """Seconds that one answer of the server may take."""
    qdrant_grpc: bool = False
    """gRPC, on port 6334, in place of HTTP."""
    qdrant_parallel: int = Field(default=2, ge=1)
    """Uploads at a time."""
    model: str | None = None
    """Folder or name of a sentence-transformers model; None for the packaged all-MiniLM-L6-v2."""
    embedder: Engine = "torch"
    batch: int = Field(default=16, ge=1)
    """Passages embedded at once. 8 to 16, sorted by length, was fastest on CPUs."""

    token: SecretStr | None = Field(default=None, min_length=12)
    """What whoever saves something through the pages must give; without one nothing can be saved there."""
    rate: str = Field(default="900/minute", pattern=r"^[1-9]\d*/(?:second|minute|hour|day)$")
    """Requests that one address may send."""
    review_seconds: float = Field(default=120, gt=0)
    """How long a draft may take to be reviewed."""

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
