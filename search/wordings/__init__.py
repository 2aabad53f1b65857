"""Agreed language: wordings found again, how they moved, and drafts read beside them."""
