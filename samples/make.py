"""Builds the samples that are not plain text, from samples/text: `python -m samples.make`. Same sources, same bytes."""

from io import BytesIO
from pathlib import Path

from reportlab.pdfgen.canvas import Canvas

from samples import paper, word
from samples.source import load

HERE = Path(__file__).parent

PDFS = {
    "a_res_97_901": "un/A_RES_97_901.pdf",
    "a_res_98_902": "un/A_RES_98_902.pdf",
    "a_res_99_901": "un/A_RES_99_901.pdf",
    "a_res_99_903": "un/A_RES_99_903.pdf",
    "a_c3_99_l901": "un/A_C.3_99_L.901.pdf",
}
DOCXS = {
    "a_res_97_901_fr": "un/A_RES_97_901_fr.docx",
    "ag_res_9901_en": "oas/AG_RES_9901_XCIX-O-44_en.docx",
    "ag_res_9901_es": "oas/AG_RES_9901_XCIX-O-44_es.docx",
    "mc_dec_9_44": "osce/MC_DEC_9_44.docx",
}


def _picture() -> bytes:
    """A page as a scanner leaves it: marks, and no text."""
    out = BytesIO()
    canvas = Canvas(out, invariant=True)
    for row in range(40):
        canvas.rect(72, 760 - 16 * row, 380 - 7 * (row * row % 11), 4, fill=1)
    canvas.showPage()
    canvas.save()
    return out.getvalue()


def built() -> dict[str, bytes]:
    """Every built sample's bytes by its path below samples/."""
    writers = {"pdf": paper.resolution, "docx": word.docx}
    targets = PDFS | DOCXS
    files = {
        target: writers[target.rpartition(".")[2]](load(HERE / "text" / f"{name}.source")) for name, target in targets.items()
    }
    whole = files["un/A_RES_97_901.pdf"]
    return files | {"awkward/truncated.pdf": whole[: len(whole) // 3], "awkward/picture.pdf": _picture()}


def main() -> None:
    """Writes them."""
    for target, content in built().items():
        (HERE / target).write_bytes(content)


if __name__ == "__main__":
    main()
