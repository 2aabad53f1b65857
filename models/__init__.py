"""The nouns of palermo and its reference data. Records and TOML only: no network, no database, no model weights."""
