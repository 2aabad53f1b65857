"""The nightly flow. The only module that knows Prefect."""

import prefect

__all__ = ["prefect"]
