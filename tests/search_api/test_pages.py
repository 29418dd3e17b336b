"""The pages as a browser shows them: whole without JavaScript, the passage marked, mistakes said in Swedish."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest

from tests.commands import BESLUT, SAMPLE, beslut_json

VOID = {"meta", "link", "input", "br", "hr", "img"}
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")


class Outline(HTMLParser):
    """What a page holds, and whether its elements are properly nested."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.seen: list[str] = []
        self.labels: set[str] = set()
        self.fields: set[str] = set()
        self.links: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        held = dict(attrs)
        self.seen.append(tag)
        if tag not in VOID:
            self.open.append(tag)
        if tag == "label":
            self.labels.add(str(held.get("for")))
        if tag in ("input", "select", "textarea") and held.get("type") != "hidden":
            self.fields.add(str(held.get("id")))
        if tag == "a":
            self.links.append(str(held.get("href")))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def outline(page: str) -> Outline:
    parsed = Outline()
    parsed.feed(page)
    assert parsed.open == []
    return parsed


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a served demo archive."""
    home = tmp_path_factory.mktemp("arkiv")
    beslut_json("ingest", SAMPLE / "pdf", "--home", home)
    command = [*BESLUT, "serve", "--home", str(home), "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as process:
        assert process.stdout is not None
        yield process.stdout.readline().rsplit(" ", 1)[1].strip().rstrip("/")
        process.terminate()


def fetched(address: str, **options: object) -> tuple[int, str]:
    import httpx

    response = httpx.request(str(options.pop("method", "GET")), address, trust_env=False, **options)  # type: ignore[arg-type]
    return response.status_code, response.text


PAGES = ["/", "/?q=hundrastg%C3%A5rd", "/?type=motion", "/liknande", "/status", "/?q=%22ordagrant+finns+inte%22"]


@pytest.mark.parametrize("path", PAGES)
def test_page_is_whole_and_every_field_has_its_label(site: str, path: str) -> None:
    status, page = fetched(site + path)
    assert status == 200
    parsed = outline(page)
    assert parsed.fields <= parsed.labels
    assert parsed.seen.count("h1") == 1
    assert "script" not in parsed.seen
    assert '<html lang="sv">' in page


def test_hit_shows_the_matched_words_marked(site: str) -> None:
    _, page = fetched(site + "/?q=hundrastg%C3%A5rd+Tyres%C3%B6")
    assert re.search(r"<mark>[^<]*undrastgård", page)
    assert "Tolkat som kommun" in page


def test_document_page_marks_the_passage(site: str) -> None:
    _, page = fetched(site + "/?q=hundrastg%C3%A5rd")
    address = next(link for link in outline(page).links if link.startswith("/dokument/"))
    status, document = fetched(site + address.split("#")[0])
    assert status == 200
    assert document.count('id="traff"') == 1
    assert "<mark>" in document
    outline(document)


def test_understood_filter_can_be_made_strict_and_removed(site: str) -> None:
    _, page = fetched(site + "/?q=motioner+om+skolskjuts")
    links = outline(page).links
    strict = next(link for link in links if "strict=type" in link)
    removed = next(link for link in links if "ignore=type" in link)
    assert "Bara dokumenttyp" in fetched(site + strict)[1]
    assert "Tolkat som dokumenttyp" not in fetched(site + removed)[1]


def test_every_link_of_the_first_pages_leads_somewhere(site: str) -> None:
    links = {link.split("#")[0] for path in PAGES[:3] for link in outline(fetched(site + path)[1]).links}
    broken = [link for link in sorted(links) if link.startswith("/") and fetched(site + link)[0] != 200]
    assert broken == []


def test_words_of_a_stranger_are_shown_as_words(site: str) -> None:
    _, page = fetched(site + "/?q=%3Cscript%3Ealert(1)%3C/script%3E")
    assert "<script>" not in page
    assert "&lt;script&gt;" in page


@pytest.mark.parametrize(
    ("path", "status", "sentence"),
    [
        ("/?q=" + "x" * 2500, 400, "Frågan är för lång"),
        ("/?q=skola&from=2007-99", 400, "Kontrollera datum"),
        ("/dokument/finnsinte", 404, "leder inte till något dokument"),
    ],
)
def test_mistakes_are_said_in_swedish(site: str, path: str, status: int, sentence: str) -> None:
    got, page = fetched(site + path)
    assert got == status
    assert sentence in page
    outline(page)


def test_draft_finds_precedents(site: str) -> None:
    draft = "Förslag till beslut: Nämnden godkänner att en hundrastgård anläggs i parken."
    status, page = fetched(site + "/liknande", method="POST", data={"text": draft})
    assert status == 200
    assert "hundrastgård" in page.split('class="hits"')[1].casefold()


@pytest.mark.parametrize(
    ("file", "sentence"),
    [(("tom.pdf", b""), "Filen är tom"), (("x.bin", bytes(range(256))), "inte går att läsa")],
)
def test_unreadable_draft_is_said_in_swedish(site: str, file: tuple[str, bytes], sentence: str) -> None:
    status, page = fetched(site + "/liknande", method="POST", data={"text": ""}, files={"fil": file})
    assert status == 422
    assert sentence in page


@pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed")
def test_chromium_renders_the_search_page(site: str, tmp_path: Path) -> None:
    picture = tmp_path / "sok.png"
    command = [
        str(CHROMIUM), "--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-sync",
        "--disable-background-networking", "--disable-component-update", f"--user-data-dir={tmp_path / 'profil'}",
        "--window-size=1280,1000", f"--screenshot={picture}", "--dump-dom", site + "/?q=hundrastg%C3%A5rd",
    ]  # fmt: skip
    done = subprocess.run(command, capture_output=True, text=True, timeout=90, check=False)
    assert picture.stat().st_size > 20_000, done.stderr
