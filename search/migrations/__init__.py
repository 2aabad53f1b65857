"""How the catalogue's tables came to be, one step a file; run by `Catalogue.open`."""
