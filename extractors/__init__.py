"""From words to commitments. spaCy objects do not leave this package."""
