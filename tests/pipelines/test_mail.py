"""The digest by mail, to a server on this machine."""

import socket
from collections.abc import Iterator
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.handlers import Sink
from aiosmtpd.smtp import SMTP, Envelope, Session

from models.digest import Adopted, Digest
from pipelines.mail import Unsent, send
from pipelines.settings import Settings

NIGHT = datetime(2042, 3, 1, 2, 0, tzinfo=UTC)
NEWS = Adopted(
    document="xaa/act/2041/3@en",
    title="Gesetz über „Zuflucht“ <b>",
    symbol=None,
    body=None,
    jurisdiction="xaa",
    form="statute",
    adopted=None,
    url=None,
    seen=NIGHT,
    passages=3,
    aligned=1,
)
DIGEST = Digest(since=NIGHT, until=NIGHT, adopted=(NEWS,))


class Box(Sink):
    def __init__(self) -> None:
        self.taken: list[Envelope] = []

    async def handle_RCPT(self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]) -> str:
        if address.startswith("nobody"):
            return "550 no such mailbox"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        self.taken.append(envelope)
        return "250 OK"


@pytest.fixture
def box() -> Iterator[tuple[Box, int]]:
    handler = Box()
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    controller = Controller(handler, hostname="127.0.0.1", port=port)
    controller.start()
    try:
        yield handler, port
    finally:
        controller.stop()


def sent(to: tuple[str, ...], port: int, **more: object) -> None:
    settings = Settings(mail_to=to, mail_from="night@palermo.example", smtp_host="127.0.0.1", smtp_port=port, **more)  # type: ignore[arg-type]
    send(DIGEST, settings, site="https://pages.example")


def test_text_and_page_to_everyone(box: tuple[Box, int]) -> None:
    sent(("one@palermo.example", "two@palermo.example"), box[1])
    (envelope,) = box[0].taken
    assert envelope.rcpt_tos == ["one@palermo.example", "two@palermo.example"]
    mail = message_from_bytes(bytes(envelope.content or b""), policy=policy.default)
    assert isinstance(mail, EmailMessage)
    assert mail["Subject"] == "palermo, 2042-03-01: 1 new text"
    text, page = mail.get_body(("plain",)), mail.get_body(("html",))
    assert text is not None
    assert page is not None
    assert "(https://pages.example/documents/xaa/act/2041/3@en)" in text.get_content()
    assert "„Zuflucht“ &lt;b&gt;" in page.get_content()


@pytest.mark.parametrize(
    ("to", "more", "sentence"),
    [
        ((), {}, "PALERMO_MAIL_TO: expected"),
        (("nobody@palermo.example",), {}, "was not taken"),
        (("one@palermo.example", "nobody@palermo.example"), {}, "refused for nobody@palermo.example"),
        (("one@palermo.example",), {"smtp_user": "night", "smtp_password": "s3cret"}, "no password goes unencrypted"),
        (("one@palermo.example",), {"smtp_security": "starttls"}, "was not taken"),
    ],
)
def test_what_did_not_go_out_is_told_in_one_sentence(
    box: tuple[Box, int], to: tuple[str, ...], more: dict[str, object], sentence: str
) -> None:
    with pytest.raises(Unsent, match=sentence) as error:
        sent(to, box[1], **more)
    assert "s3cret" not in str(error.value)
