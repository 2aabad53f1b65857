"""HTML pages: the blocks of the text, without the site around it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree, html

from models.document import Footnote
from pipelines.encoding import decode
from pipelines.formats.lines import MARKER, paragraphs
from pipelines.layout import Block, Layout, Style, Unreadable
from pipelines.media import gate
from pipelines.works import named

_BLOCK = frozenset(
    {"address", "article", "blockquote", "body", "center", "dd", "div", "dl", "dt", "fieldset", "figure", "h1", "h2", "h3", "h4"}
    | {"h5", "h6", "hr", "li", "main", "ol", "p", "pre", "section", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul"}
    | {"header", "la-akoma-ntoso"}
)
_SKIP = frozenset(
    {"script", "style", "nav", "footer", "form", "button", "select", "option", "noscript", "aside", "iframe", "svg"}
    | {"template", "head", "input"}
)
_SPACED = frozenset({"span", "la-akoma-ntoso"})
"""Elements that set a number apart from its text by style alone: words on both sides of their edge are two."""
_SITE = re.compile(
    r"(?:^|[\s_-])(?:nav|navigation|primarynav|breadcrumbs?|menu|footer|cookies?|sidebar|toolbar|skip|searchbox|banner|tools|modal|help|"
    r"statuswarning|timeline|changesovertime|prevnext(?:nav)?|share)(?:$|[\s_-])",
    re.I,
)
_NOTES = re.compile(
    r"(?:^|\s)(?:Leg(?:Annotations|Commentary)\w*|(?:oj-)?(?:foot)?note|footnotes?|akn-authorialNote)(?:$|\s)", re.I
)
_MAIN = ("//*[@id='viewLegContents']", "//la-akoma-ntoso", "//main", "//*[@role='main']", "//article", "//*[@id='content']")
_METAS = (
    (("dc.title", "dcterms.title", "og:title"), "title"),
    (("dc.date", "dcterms.date"), "date"),
    (("description",), "description"),
)
_MARK = re.compile(r"^[(\[]?(?:\d{1,3}|[*†‡]+|[a-z])[)\]]?$")


@dataclass
class _Page:
    """What the walk collects."""

    blocks: list[Block] = field(default_factory=list)
    notes: list[Footnote] = field(default_factory=list)
    run: list[str] = field(default_factory=list)
    marks: list[str] = field(default_factory=list)
    row: int = -1
    cell: tuple[int, int] | None = None
    """Row and column of the table that is being read."""
    half: int = 0
    """Half of the page's characters: no element that holds more is furniture, whatever it is called."""

    def flush(self, style: Style, level: int, centred: bool = False) -> None:
        """End the paragraph that is being collected."""
        text = "".join(self.run).replace("\u00a0", " ")
        self.run.clear()
        for words in paragraphs(text.split("\n")) if "\n" in text.strip() else [" ".join(text.split())]:
            if not words:
                continue
            if self.blocks and MARKER.fullmatch(self.blocks[-1].text) and style is not Style.HEADING:
                words = f"{self.blocks.pop().text} {words}"
            self.blocks.append(
                Block(
                    text=words,
                    style=style,
                    level=level,
                    bold=style is Style.HEADING,
                    centred=centred,
                    marks=tuple(self.marks),
                    cell=self.cell,
                )
            )
            self.marks.clear()


def layout(content: bytes) -> Layout:
    text, warnings = decode(content, markup=True)
    root = _parsed(text)
    facts = _facts(root)
    gate(" ".join(_visible(root)))
    body = _main(root)
    page = _Page(half=len(body.text_content()) // 2)
    _walk(body, page, Style.PARAGRAPH, 0)
    page.flush(Style.PARAGRAPH, 0)
    return Layout(blocks=tuple(page.blocks), footnotes=tuple(page.notes), facts=facts, warnings=warnings)


def _parsed(text: str) -> html.HtmlElement:
    """The tree; no network, no external entities."""
    text = re.sub(r"^\s*<\?xml[^>]*\?>", "", text)
    try:
        root = html.fromstring(text, parser=html.HTMLParser(no_network=True, huge_tree=False))
    except (etree.ParserError, etree.XMLSyntaxError) as error:
        raise Unreadable(f"HTML that cannot be parsed: {error}") from error
    etree.strip_tags(root, etree.Comment)
    return root


def _facts(root: html.HtmlElement) -> dict[str, str]:
    """Title, canonical address and language as the page's head states them."""
    facts: dict[str, str] = {}
    for names, key in _METAS:
        for meta in root.iter("meta"):
            name = (meta.get("name") or meta.get("property") or "").lower()
            if name in names and (meta.get("content") or "").strip():
                facts.setdefault(key, " ".join(meta.get("content", "").split()))
    title = " ".join((root.findtext(".//title") or "").split())
    if title and root.find(".//h1") is None:
        facts.setdefault("title", re.split(r"\s[|–-]\s", title)[0])
    for link in root.iter("link"):
        if link.get("rel") == "canonical" and link.get("href", "").startswith("http"):
            facts.setdefault("url", link.get("href", ""))
        elif link.get("rel") in ("alternate", "up") and named([link.get("href", "")]):
            facts.setdefault("frbruri", link.get("href", ""))
    return facts


def _visible(root: html.HtmlElement) -> Iterator[str]:
    """Words of the page, its script and style left out."""
    for element in root.iter():
        if isinstance(element.tag, str) and element.tag not in ("script", "style", "template") and element.text:
            yield element.text
        if element.tail:
            yield element.tail


def _main(root: html.HtmlElement) -> html.HtmlElement:
    """The element that holds the text: the first usual container with a good share of the page's words."""
    whole = len(" ".join(_visible(root)))
    for path in _MAIN:
        for element in root.xpath(path):
            if len(element.text_content()) > max(500, 0.3 * whole):
                return element
    body = root.find(".//body")
    return root if body is None else body


def _walk(element: html.HtmlElement, page: _Page, style: Style, level: int) -> None:
    tag = element.tag if isinstance(element.tag, str) else ""
    if tag in _SKIP or not tag or (_is_site(element) and len(element.text_content()) <= page.half):
        return
    if re.search(r"LegExtent|LegBlockNotYetInForceHeading", element.get("class", "")):
        return
    if _NOTES.search(element.get("class", "")) or (tag in _BLOCK and _anchors_note(element)):
        _note(element, page)
        return
    if tag in ("a", "sup") and (mark := _mark(element)):
        page.marks.append(mark)
        return
    if tag == "br":
        page.run.append("\n")
    block = tag in _BLOCK
    inner, depth = (style, level) if "Amend" in element.get("class", "") else _styled(tag, style, level)
    if block:
        page.flush(style, level)
    before = page.cell
    if tag == "tr":
        page.row, page.cell = page.row + 1, None
    elif tag in ("td", "th"):
        page.cell = (page.row, page.cell[1] + 1 if page.cell and page.cell[0] == page.row else 0)
    elif tag in _SPACED:
        _space(page, element.text)
    page.run.append(_words(element.text))
    for child in element:
        _walk(child, page, inner, depth)
        if isinstance(child.tag, str) and child.tag in _SPACED:
            _space(page, child.tail)
        page.run.append(_words(child.tail))
    if block:
        page.flush(inner, depth, centred=_centred(element))
    if tag == "table":
        page.cell = before


def _styled(tag: str, style: Style, level: int) -> tuple[Style, int]:
    if re.fullmatch(r"h[1-6]", tag):
        return Style.HEADING, int(tag[1])
    if tag == "li":
        return Style.LIST_ITEM, level + 1
    if tag in ("td", "th") and style is not Style.LIST_ITEM:
        return Style.PARAGRAPH, level
    return style, level


def _words(text: str | None) -> str:
    """Text of the source with its own line breaks as blanks: only <br> breaks a line."""
    return re.sub(r"\s+", " ", text) if text else ""


def _space(page: _Page, following: str | None) -> None:
    last = page.run[-1] if page.run else ""
    if last[-1:].isalnum() or last[-1:] in ")”.":
        page.run.append(" " if following and following[:1] not in ".,;:)]”’" else "")


def _is_site(element: html.HtmlElement) -> bool:
    if element.get("role") in ("navigation", "banner", "contentinfo", "search"):
        return True
    return bool(_SITE.search(element.get("id", "")) or _SITE.search(element.get("class", "")))


def _centred(element: html.HtmlElement) -> bool:
    return (
        element.get("align") == "center"
        or "text-align:center" in element.get("style", "").replace(" ", "")
        or element.tag == "center"
    )


def _mark(element: html.HtmlElement) -> str | None:
    """A footnote's mark: a raised or linked number that leads to a place on the same page."""
    text = element.text_content().strip()
    if not _MARK.match(text):
        return None
    linked = (
        element.tag == "a" and element.get("href", "").startswith("#") and (element.find(".//sup") is not None or "(" in text)
    )
    raised = element.tag == "sup" and (element.find(".//a") is not None or element.getparent().tag == "a")
    return text.strip("()[]") if linked or raised else None


def _anchors_note(element: html.HtmlElement) -> bool:
    """A block that begins with the place a footnote's mark leads to."""
    first = next((child for child in element.iter("a")), None)
    name = "" if first is None else (first.get("name") or first.get("id") or "")
    return bool(re.match(r"(?:fn|ftn|footnote|note)[-_]?\d", name)) and element.text_content().strip().startswith(
        (first.text_content().strip() or "\0") if first is not None else "\0"
    )


def _note(element: html.HtmlElement, page: _Page) -> None:
    """A footnote or an editor's annotation, apart from the text."""
    words = " ".join(" ".join(element.itertext()).split())
    match = re.match(r"^[(\[]?\s?([\w*†‡]{1,4})\s?[)\]]?\.?\s+(?=\S)", words)
    if words:
        page.notes.append(Footnote(mark=match.group(1) if match else "note", text=words[match.end() :] if match else words))
