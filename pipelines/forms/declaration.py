"""Declarations: read as resolutions are, but their paragraphs need neither an organ's line nor a number to be operative."""

from pipelines.forms.resolution import read

__all__ = ["read"]
