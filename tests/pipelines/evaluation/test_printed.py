"""Letters in, less furniture, are letters out."""

from pathlib import Path

import pytest
from typer.testing import CliRunner

from pipelines.cli import app
from pipelines.evaluation.printed import of_file, printed, table

SAMPLES = Path(__file__).parents[3] / "samples"
FOLDERS = [SAMPLES / name for name in ("un", "ilo", "osce", "oas", "eu", "rcm", "laws")]


def test_hardly_a_letter_of_the_samples_is_lost() -> None:
    """What is lost are mastheads that are printed again over an attachment."""
    measured = list(printed(FOLDERS))
    assert len(measured) > 20
    assert sum(one.lost for one in measured) < 0.005 * sum(one.letters for one in measured)
    assert max(one.unread for one in measured) < 0.02, "between a file and its layout"


def test_what_a_document_leaves_out_is_counted(tmp_path: Path) -> None:
    section = "## Section {n}\n\nWhoever breaks a lamp of class {n} shall mend it within a month.\n\n"
    law = "# Lamps Act 2044\n\n" + "".join(section.format(n=n) for n in range(1, 5))
    file = tmp_path / "act.md"
    file.write_text(law)
    assert of_file(file).lost == 0
    file.write_text(law.replace("## Section 3", "Wicks and oil . . . . . . . . . 9\n\n## Section 3"))
    assert set(of_file(file).words) == {"wicks", "oil", "and"}


def test_the_page_names_what_is_refused(tmp_path: Path) -> None:
    (tmp_path / "laws").mkdir()
    (tmp_path / "laws" / "empty.txt").write_text("  ")
    page = table(list(printed([tmp_path])), tmp_path)
    assert "| laws | 1 | 0 |" in page
    assert "| `laws/empty.txt` | the file is empty |" in page


def test_the_command_writes_the_page(tmp_path: Path) -> None:
    to = tmp_path / "corpus.md"
    assert CliRunner().invoke(app, ["printed", str(SAMPLES / "eu"), "--to", str(to)]).exit_code == 0
    assert to.read_text().startswith("# The corpus")


@pytest.mark.corpus
@pytest.mark.parametrize("folder", ["treaties", "eu", "rcm", "laws/IRL", "laws/ARG", "laws/URY", "laws/CAN/cutouts", "laws/IND"])
def test_no_printed_text_of_a_real_document_is_lost(corpus: Path, folder: str) -> None:
    """A law's table of contents and a publisher's remarks in another language are not text."""
    measured = [one for one in printed([corpus / folder]) if one.refused is None]
    assert measured
    assert sum(one.lost for one in measured) < 0.004 * sum(one.letters for one in measured)
