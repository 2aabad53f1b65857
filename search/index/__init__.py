"""The index of passages by meaning and by words: embedded or on a server, built from the catalogue and compared with it."""
