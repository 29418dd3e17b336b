"""Web pages: main content, headings, lists, tables, letters, and broken pages."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.errors import UnreadableError
from ingest.reader import read_document
from ingest.web import is_web_page, text_of_web_page

PAGE = """<!DOCTYPE html>
<html lang="sv"><head><meta charset="utf-8"><title>Norrviken</title><style>p { color: red }</style></head>
<body><header><a href="/">Norrvikens kommun</a></header><nav><ul><li>Start</li><li>Politik</li></ul></nav>
<main><h1>Belysning längs <em>gångvägen</em></h1>
<p>Dnr 311-77/2009<br>Handläggare: Vendela Stråth</p>
<h2>Förslag till beslut</h2>
<ol><li>Nämnden god<b>känner</b> svaret.</li><li>Ärendet avslutas.<ul><li>utan vidare åtgärd</li></ul></li></ol>
<h2>Bakgrund</h2><p>Elva stolpar saknar armatur.</p>
<table><tr><th>År</th><th>2008</th><th>2009</th></tr><tr><td>Kostnad</td><td>1 200</td><td>1 400</td></tr></table>
<p hidden>Dolt stycke</p><p style="display: none">Dolt stycke</p><script>alert("Dolt stycke")</script>
</main><footer><p>Telefon 08-465 00 00</p></footer></body></html>"""


def blocks_of(page: str) -> list[tuple[str, str]]:
    read = text_of_web_page(page.encode()).read
    return [(block.role, read.text[block.start : block.end]) for block in read.blocks]


def test_page_is_read_as_a_document() -> None:
    document = read_document("sida", PAGE.encode())
    assert document.source.media_type == "text/html"
    assert document.text == (
        "Belysning längs gångvägen\n\nDnr 311-77/2009\n\nHandläggare: Vendela Stråth\n\nFörslag till beslut\n\n"
        "1. Nämnden godkänner svaret.\n2. Ärendet avslutas.\n- utan vidare åtgärd\n\nBakgrund\n\n"
        "Elva stolpar saknar armatur.\n\nÅr\t2008\t2009\n\nKostnad\t1 200\t1 400"
    )
    assert [line.text for line in document.furniture] == ["Norrvikens kommun", "Telefon 08-465 00 00"]
    assert [section.kind for section in document.sections if section.kind != "other"] == [
        "title", "proposal", "background"]  # fmt: skip


@pytest.mark.parametrize(
    ("page", "expected", "why"),
    [
        ("<html><p>Ett<p>Två", [("paragraph", "Ett"), ("paragraph", "Två")], "no end tags"),
        ("<body><b>Rubrik</b><p>Text.", [("heading", "Rubrik"), ("paragraph", "Text.")], "bold alone is a heading"),
        ("<html><p>att anta svaret", [("item", "att anta svaret")], "a point of a proposal"),
        ("<html><p>• punkt", [("item", "- punkt")], "a bullet set by hand"),
        ("<html><ol start=4><li>x", [("item", "4. x")], "a list that goes on"),
        (
            "<html><table><tr><td>Handläggare<td>Datum<tr><td>Alma Rydh<td>2009-03-12</table>",
            [("paragraph", text) for text in ("Handläggare", "Alma Rydh", "Datum", "2009-03-12")],
            "header fields column by column",
        ),
        ("<html><table><tr><td>Dnr:<td>12/2009</table>", [("paragraph", "Dnr: 12/2009")], "label and value"),
        (
            "<html><table><tr><td><h2>Rubrik</h2><p>Text</table>",
            [("heading", "Rubrik"), ("paragraph", "Text")],
            "a table as a frame",
        ),
        ("<html><table><tr><td><table><tr><td>inre</table></table>", [("paragraph", "inre")], "a table in a table"),
        ("<html><main>kort</main><p>" + "lång " * 20, [("paragraph", "kort"), ("paragraph", ("lång " * 20).strip())],
         "a main part without the content"),
    ],
)  # fmt: skip
def test_elements(page: str, expected: list[tuple[str, str]], why: str) -> None:
    assert blocks_of(page) == expected, why


@pytest.mark.parametrize(
    ("content", "why"),
    [
        ('<html><meta charset="iso-8859-1"><p>Grön gård'.encode("cp1252"), "declared Latin-1"),
        ("<html><p>Grön gård".encode("cp1252"), "nothing declared"),
        ('<html><meta charset="iso-8859-1"><p>Grön gård'.encode(), "UTF-8 that says Latin-1"),
        ("\ufeff<html><p>Grön gård".encode(), "byte order mark"),
        ("<?xml version='1.0' encoding='utf-8'?>\n<!-- x --><html><p>Grön gård".encode(), "XHTML"),
        (b"<html><p>Gr&ouml;n g&#229;rd", "entities"),
    ],
)
def test_letters(content: bytes, why: str) -> None:
    assert is_web_page(content), why
    assert read_document("a.txt", content).text == "Grön gård", why


@pytest.mark.parametrize("text", ["Sidan <html> visas", "<p>Hej", "", "# html"])
def test_text_is_no_page(text: str) -> None:
    assert not is_web_page(text.encode())


def test_identity_numbers_are_masked() -> None:
    content = b"<html><header>Akt 811218-9876</header><main><p>Hon, 811218-9876, bor.</main>"
    document = read_document("a.html", content)
    assert "9876" not in repr(document)


TAGS = st.sampled_from(
    ["<p>", "</p>", "<table>", "<tr>", "<td>", "</table>", "<ul>", "<li>", "<h1>", "</h1>", "<main>", "<script>",
     "<!--",
     "-->", "<b>", "&#0;", "&amp", "<", ">", "\x00", "text", "811218-9876", "<svg>", "<header>", "<br/>", "<![CDATA[",
     "<td colspan=999999>", "<ol start=99999999999>", "<article>", "<html>", "<body>", "<frameset>", "<?xml?>"]
)  # fmt: skip


@given(st.lists(TAGS, max_size=60))
@settings(max_examples=300, deadline=None)
def test_any_tags_end_in_a_document_or_a_named_error(pieces: list[str]) -> None:
    with suppress(UnreadableError):
        read_document("a.html", ("<html>" + "".join(pieces)).encode())


@given(st.binary(max_size=300))
@settings(max_examples=200, deadline=None)
def test_any_bytes_end_in_a_document_or_a_named_error(tail: bytes) -> None:
    with suppress(UnreadableError):
        read_document("a.html", b"<!DOCTYPE html><body>" + tail)


def test_endless_nesting_ends() -> None:
    with suppress(UnreadableError):
        read_document("a.html", b"<html>" + b"<div><span>" * 50_000 + b"text")
