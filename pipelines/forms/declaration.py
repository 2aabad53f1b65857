"""Declarations: read as resolutions are, but their paragraphs need neither an organ's line nor a number to be operative.

One that is drawn up in articles, as declarations of rights are, is read as a treaty.
"""

from models.document import Document
from pipelines.forms import convention, outline, resolution
from pipelines.identify import Identity
from pipelines.layout import Layout


def read(layout: Layout, identity: Identity) -> Document:
    """The declaration's passages."""
    in_articles = outline.style_of(layout.blocks) == "article"
    return convention.read(layout, identity) if in_articles else resolution.read(layout, identity)
