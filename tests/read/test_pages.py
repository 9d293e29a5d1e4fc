"""Reading real PDFs made here with reportlab and pikepdf."""

import io
from pathlib import Path

import pikepdf
import pytest
from PIL import Image
from reportlab.pdfgen.canvas import Canvas

from extractor.errors import UnreadableFileError
from extractor.model.pages import Pages
from extractor.options import Options
from extractor.read.pages import read_pages

TEXT = "Report of the province on administrative reform, first half of the year"


def drawn(path: Path, draw=lambda canvas: None, pages: int = 1) -> Path:
    canvas = Canvas(str(path), pagesize=(595, 842))
    for _ in range(pages):
        canvas.drawString(80, 700, TEXT)
        draw(canvas)
        canvas.showPage()
    canvas.save()
    return path


def read(path: Path, **options) -> Pages:
    return read_pages(path, Options(**options))


def edges_of(path: Path) -> int:
    return len(read(path).pages[0].edges)


def text_of(path: Path) -> str:
    return "".join(read(path).pages[0].characters.text.tolist())


def test_characters_stand_where_they_were_drawn(tmp_path):
    page = read(drawn(tmp_path / "a.pdf")).pages[0]
    assert "".join(page.characters.text.tolist()) == TEXT
    assert page.characters.x0[0] == pytest.approx(80, abs=0.5)
    assert 842 - 715 < page.characters.top[0] < page.characters.bottom[0] < 842 - 695
    assert (page.width, page.height, page.number) == (595, 842, 1)


def test_a_shifted_page_box_does_not_shift_the_text(tmp_path):
    source = drawn(tmp_path / "a.pdf")
    with pikepdf.open(source) as pdf:
        pdf.pages[0].mediabox = [40, 100, 595, 842]
        pdf.save(tmp_path / "b.pdf")
    assert read(tmp_path / "b.pdf").pages[0].characters.x0[0] == pytest.approx(40, abs=0.5)


def test_a_turned_page_is_read_as_it_is_displayed(tmp_path):
    source = drawn(tmp_path / "a.pdf", lambda canvas: None)
    with pikepdf.open(source) as pdf:
        pdf.pages[0].rotate(90, relative=True)
        pdf.save(tmp_path / "b.pdf")
    page = read(tmp_path / "b.pdf").pages[0]
    assert (page.width, page.height, page.rotation) == (842, 595, 90)


def test_lines_and_outlined_boxes_are_edges(tmp_path):
    assert edges_of(drawn(tmp_path / "a.pdf", lambda canvas: canvas.line(80, 500, 300, 500))) == 1
    assert edges_of(drawn(tmp_path / "b.pdf", lambda canvas: canvas.rect(80, 500, 100, 50))) == 4


def test_shading_and_white_lines_are_not_seen(tmp_path):
    def shade(canvas):
        canvas.setFillGray(0.9)
        canvas.rect(80, 500, 100, 50, stroke=0, fill=1)
        canvas.setStrokeGray(1)
        canvas.line(80, 400, 300, 400)

    assert edges_of(drawn(tmp_path / "a.pdf", shade)) == 0


def test_a_thin_filled_box_is_a_line(tmp_path):
    assert edges_of(drawn(tmp_path / "a.pdf", lambda canvas: canvas.rect(80, 500, 200, 0.5, stroke=0, fill=1))) > 0


def test_a_number_in_a_signature_widget_comes_into_the_text(tmp_path):
    source = drawn(tmp_path / "a.pdf")
    with pikepdf.open(source) as pdf:
        font = pdf.make_indirect(
            pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica)
        )
        look = pikepdf.Stream(pdf, b"BT /F1 12 Tf 1 2 Td (181) Tj ET")
        look["/Type"], look["/Subtype"] = pikepdf.Name.XObject, pikepdf.Name.Form
        look["/BBox"] = pikepdf.Array([0, 0, 60, 20])
        look["/Resources"] = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=font))
        widget = pikepdf.Dictionary(
            Type=pikepdf.Name.Annot,
            Subtype=pikepdf.Name.Widget,
            FT=pikepdf.Name.Sig,
            T=pikepdf.String("so"),
            Rect=pikepdf.Array([110, 735, 170, 755]),
            F=4,
            AP=pikepdf.Dictionary(N=look),
        )
        placed = pdf.make_indirect(widget)
        pdf.pages[0]["/Annots"] = pikepdf.Array([placed])
        pdf.Root["/AcroForm"] = pikepdf.Dictionary(Fields=pikepdf.Array([placed]))
        pdf.save(tmp_path / "b.pdf")
    before = (tmp_path / "b.pdf").read_bytes()
    characters = read(tmp_path / "b.pdf").pages[0].characters
    at = "".join(characters.text.tolist()).index("181")
    assert characters.x0[at] == pytest.approx(111, abs=1)
    assert (tmp_path / "b.pdf").read_bytes() == before


def test_a_file_cut_off_at_the_end_is_repaired(tmp_path):
    source = drawn(tmp_path / "a.pdf", pages=3)
    whole = source.read_bytes()
    (tmp_path / "b.pdf").write_bytes(whole[: whole.rindex(b"trailer")])
    repaired = read(tmp_path / "b.pdf")
    assert len(repaired.pages) == 3
    assert [(each.page, each.error[:30]) for each in repaired.failures] == [(None, "the end of the file is missing")]


def test_pages_whose_content_is_cut_off_are_named(tmp_path):
    """The page tree stands first, as writers of large files put it, and so the file opens with all its pages."""
    with pikepdf.open(drawn(tmp_path / "a.pdf", pages=3)) as pdf:
        contents = [page.Contents.objgen for page in pdf.pages]
        pdf.save(tmp_path / "b.pdf", compress_streams=False)
    assert len(set(contents)) == 3
    whole = (tmp_path / "b.pdf").read_bytes()
    (tmp_path / "c.pdf").write_bytes(whole[: whole.rindex(b"stream", 0, whole.rindex(b"endstream")) - 40])
    cut = read(tmp_path / "c.pdf", ocr="never")
    assert [len(page.characters) > 0 for page in cut.pages] == [True, True, False]
    assert [each.page for each in cut.failures] == [1, 2, 3, None]
    assert {each.error.split(": ")[1] for each in cut.failures[:2]} == {"a font of it is missing"}
    assert "the end of the file is missing" in cut.failures[2].error


def test_a_page_that_is_blank_because_its_content_is_damaged_is_named(tmp_path):
    with pikepdf.open(drawn(tmp_path / "a.pdf", pages=2)) as pdf:
        pdf.pages[1].Contents = pdf.make_stream(b"no deflated data", Filter=pikepdf.Name.FlateDecode)
        pdf.add_blank_page()
        pdf.save(tmp_path / "b.pdf", compress_streams=False, stream_decode_level=pikepdf.StreamDecodeLevel.none)
    damaged = read(tmp_path / "b.pdf", ocr="never")
    assert [each.page for each in damaged.failures] == [2]
    assert damaged.failures[0].error == "nothing is left of the page: its content is damaged"


def test_a_page_of_which_a_part_is_damaged_keeps_its_text_and_is_named(tmp_path):
    with pikepdf.open(drawn(tmp_path / "a.pdf")) as pdf:
        lost = pdf.make_stream(b"no deflated data", Filter=pikepdf.Name.FlateDecode)
        pdf.pages[0].Contents = pikepdf.Array([pdf.pages[0].Contents, lost])
        pdf.save(tmp_path / "b.pdf", compress_streams=False, stream_decode_level=pikepdf.StreamDecodeLevel.none)
    damaged = read(tmp_path / "b.pdf", ocr="never")
    assert text_of(tmp_path / "b.pdf") == TEXT
    assert [each.error for each in damaged.failures] == [
        "parts of the page may be missing or wrong: its content is damaged"
    ]


@pytest.mark.parametrize(("coding", "form"), [("DCTDecode", "JPEG"), ("JPXDecode", "JPEG2000")])
@pytest.mark.parametrize(("share", "behind"), [(0.0, b""), (0.1, b""), (0.5, b""), (1.0, b""), (1.0, b"\0" * 999)])
def test_a_picture_that_is_cut_off_is_named(tmp_path, coding, form, share, behind):
    """What is left of it is drawn and read; without a word of it the rest of the page would be lost in silence."""
    buffer = io.BytesIO()
    Image.effect_noise((400, 560), 60).save(buffer, form)
    whole = buffer.getvalue()
    with pikepdf.open(drawn(tmp_path / "a.pdf")) as pdf:
        picture = pdf.make_stream(whole[: int(len(whole) * share)] + behind, Type=pikepdf.Name.XObject)
        picture.Subtype, picture.Filter = pikepdf.Name.Image, pikepdf.Name(f"/{coding}")
        picture.Width, picture.Height, picture.BitsPerComponent = 400, 560, 8
        picture.ColorSpace = pikepdf.Name.DeviceGray
        name = pdf.pages[0].add_resource(picture, pikepdf.Name.XObject)
        pdf.pages[0].contents_add(b"q 200 0 0 280 80 100 cm %s Do Q" % str(name).encode())
        pdf.save(tmp_path / "b.pdf", stream_decode_level=pikepdf.StreamDecodeLevel.none)
    errors = [each.error for each in read(tmp_path / "b.pdf", ocr="never").failures]
    assert errors == ([] if share == 1 else ["parts of the page may be missing or wrong: its content is damaged"])


def test_an_owner_password_alone_does_not_lock_a_file(tmp_path):
    source = drawn(tmp_path / "a.pdf")
    with pikepdf.open(source) as pdf:
        pdf.save(tmp_path / "b.pdf", encryption=pikepdf.Encryption(owner="owner", user=""))
    assert text_of(tmp_path / "b.pdf") == TEXT


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "0 bytes"),
        (b"version https://git-lfs.github.com/spec/v1\noid sha256:00\n", "git-lfs"),
        (b"<!DOCTYPE html><html></html>", "web page"),
        (b"PK\x03\x04rest", "zip"),
        (b"\x00\x01\x02 nothing", "%PDF-"),
        (b"%PDF-1.4\nnothing more", "damaged"),
    ],
)
def test_what_is_no_pdf_is_named_with_a_next_step(tmp_path, content, said):
    path = tmp_path / "a.pdf"
    path.write_bytes(content)
    with pytest.raises(UnreadableFileError) as caught:
        read(path)
    assert said in caught.value.message
    assert str(tmp_path) not in caught.value.message
    assert caught.value.next_step


def test_a_password_is_asked_for_in_words(tmp_path):
    source = drawn(tmp_path / "a.pdf")
    with pikepdf.open(source) as pdf:
        pdf.save(tmp_path / "b.pdf", encryption=pikepdf.Encryption(owner="owner", user="user"))
    with pytest.raises(UnreadableFileError, match="encrypted"):
        read(tmp_path / "b.pdf")


def picture(path: Path) -> Path:
    """A page that is nothing but a picture."""
    from PIL import Image

    Image.new("L", (600, 850), 255).save(path.with_suffix(".png"))
    canvas = Canvas(str(path), pagesize=(595, 842))
    canvas.drawImage(str(path.with_suffix(".png")), 0, 0, 595, 842)
    canvas.showPage()
    canvas.save()
    return path


def test_a_scan_that_is_not_recognised_is_a_failure_of_its_page(tmp_path, monkeypatch):
    path = picture(tmp_path / "a.pdf")
    (never,) = read(path, ocr="never").failures
    assert (never.stage, never.page) == ("ocr", 1)
    assert "--ocr never" in never.hint
    monkeypatch.setenv("PATH", str(tmp_path))
    (missing,) = read(path).failures
    assert "Tesseract is not installed" in missing.error
    assert "tesseract-ocr-vie" in missing.hint


def shifted(path: Path, target: Path, matrix: str) -> Path:
    """The file with all its content under a matrix."""
    with pikepdf.open(path) as pdf:
        for page in pdf.pages:
            page.contents_add(f"{matrix} cm\n".encode(), prepend=True)
        pdf.save(target)
    return target


@pytest.mark.parametrize("backend", ["pdfium", "pdfplumber"])
@pytest.mark.parametrize(
    ("matrix", "said"),
    [
        ("0.7 0.7 -0.7 0.7 200 0", "aslant"),
        ("-1 0 0 1 595 0", "mirrored"),
        ("1 0 0 -1 0 842", "mirrored"),
    ],
)
def test_text_that_has_no_lines_is_a_failure_of_its_page(tmp_path, matrix, said, backend):
    path = shifted(drawn(tmp_path / "a.pdf"), tmp_path / "b.pdf", matrix)
    found = read(path, ocr="never", backend=backend)
    (failure,) = found.failures
    assert (failure.stage, failure.page) == ("read", 1)
    assert said in failure.error
    assert not len(found.pages[0].characters)


@pytest.mark.parametrize("matrix", ["0 1 -1 0 842 0", "-1 0 0 -1 595 842", "0.999 0.035 -0.035 0.999 0 0"])
def test_text_turned_by_quarters_or_a_little_askew_is_read(tmp_path, matrix):
    found = read(shifted(drawn(tmp_path / "a.pdf"), tmp_path / "b.pdf", matrix), ocr="never")
    assert not found.failures
    assert len(found.pages[0].characters) >= len(TEXT.replace(" ", ""))


def test_a_watermark_that_runs_aslant_leaves_the_text_readable(tmp_path):
    def stamped(canvas):
        canvas.drawString(80, 680, TEXT)
        canvas.translate(150, 200)
        canvas.rotate(45)
        canvas.drawString(0, 0, TEXT)

    assert not read(drawn(tmp_path / "a.pdf", stamped), ocr="never").failures


@pytest.mark.parametrize("backend", ["pdfium", "pdfplumber"])
def test_letters_drawn_as_shapes_need_ocr(tmp_path, backend):
    def outlines(canvas, count):
        for at in range(count):
            path = canvas.beginPath()
            x, y = 80 + 9 * (at % 40), 700 - 20 * (at // 40)
            path.moveTo(x, y)
            path.lineTo(x + 6, y)
            path.lineTo(x + 3, y + 10)
            path.close()
            canvas.drawPath(path, stroke=0, fill=1)

    def page(path, count):
        canvas = Canvas(str(path), pagesize=(595, 842))
        outlines(canvas, count)
        canvas.save()
        return path

    (failure,) = read(page(tmp_path / "a.pdf", 240), ocr="never", backend=backend).failures
    assert (failure.stage, failure.page) == ("ocr", 1)
    assert "letters drawn as shapes" in failure.error
    assert not read(page(tmp_path / "b.pdf", 12), ocr="never", backend=backend).failures
    assert not read(drawn(tmp_path / "c.pdf", lambda canvas: outlines(canvas, 240)), ocr="never").failures
