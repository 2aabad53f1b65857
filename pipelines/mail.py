"""The digest by mail: plain text (Markdown) with an HTML alternative, over SMTP."""

import smtplib
import ssl
from email.message import EmailMessage
from email.utils import formatdate, make_msgid

from models.digest import Digest
from pipelines.settings import Settings
from search.digest import html
from search.digest.markdown import markdown
from search.digest.telling import headline

_PATIENCE = 30  # seconds


class Unsent(Exception):
    """The mail did not go out; one sentence says why, without a password in it."""


def send(digest: Digest, settings: Settings, *, site: str) -> None:
    """To everyone in `mail_to`. Raises Unsent."""
    if not settings.mail_to:
        raise Unsent("PALERMO_MAIL_TO: expected at least one address, as JSON")
    if settings.smtp_user and settings.smtp_security == "none":
        raise Unsent(
            "PALERMO_SMTP_SECURITY: expected starttls or tls where PALERMO_SMTP_USER is set: no password goes unencrypted"
        )
    where = f"{settings.smtp_host}:{settings.smtp_port}"
    try:
        with _server(settings) as server:
            if settings.smtp_user and settings.smtp_password:
                server.login(settings.smtp_user, settings.smtp_password.get_secret_value())
            refused = server.send_message(message(digest, settings, site=site))
    except (smtplib.SMTPException, OSError) as error:
        raise Unsent(f"{where}: the mail was not taken: {type(error).__name__}: {error}") from error
    if refused:
        raise Unsent(f"{where}: refused for {', '.join(sorted(refused))}")


def message(digest: Digest, settings: Settings, *, site: str) -> EmailMessage:
    made = EmailMessage()
    made["Subject"] = f"palermo, {digest.until.date().isoformat()}: {headline(digest)}"
    made["From"] = settings.mail_from
    made["To"] = ", ".join(settings.mail_to)
    made["Date"] = formatdate(digest.until.timestamp())
    made["Message-ID"] = make_msgid(domain=settings.mail_from.rpartition("@")[2] or "localhost")
    made.set_content(markdown(digest, site=site))
    made.add_alternative(html.page(digest, site=site), subtype="html")
    return made


def _server(settings: Settings) -> smtplib.SMTP:
    if settings.smtp_security == "tls":
        context = ssl.create_default_context()
        return smtplib.SMTP_SSL(settings.smtp_host, settings.smtp_port, timeout=_PATIENCE, context=context)
    server = smtplib.SMTP(settings.smtp_host, settings.smtp_port, timeout=_PATIENCE)
    if settings.smtp_security == "starttls":
        server.starttls(context=ssl.create_default_context())
    return server
