"""What is new: composed from the catalogue (compose), and told as Markdown, a page, Atom or mail (telling)."""
