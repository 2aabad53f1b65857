"""A page as a browser sees it, and a text that must never become markup."""

from html.parser import HTMLParser

HOSTILE = "<script>alert(1)</script> shelters \" onload='x' {{ 7 * 7 }} & co"


class Seen(HTMLParser):
    """Tags and attributes of a page, as a browser would see them."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def values(self, tag: str, attribute: str) -> list[str]:
        return [str(found[attribute]) for name, found in self.tags if name == tag and attribute in found]
