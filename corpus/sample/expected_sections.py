"""The sections a perfect reader would find in a printed source, from the source's own structure.

Nothing here reads the printed document. The source knows its headings; their kind is the vocabulary's, except where
the front matter says it (``section_kinds``). Headings of the third rank ("### Belysning") stand within their section.
``first_words`` are the first words under the heading, with the marker of a list item ("-", "1.").
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from corpus.records import SectionKind
from corpus.sample.sources import PointGroup, SampleSource, point_groups, swedish_date
from corpus.vocabulary import headings

FIRST_WORDS = 5

# "# § 45 Val av justerare", "## Beslut", and "**Plats och tid**" alone on its line
HEADING = re.compile(r"^(?:(?P<marks>#{1,3}) (?P<text>.+)|\*\*(?P<bold>[^*]+)\*\*)$")
# "{decisions 2}": points of the second part
PLACEHOLDER = re.compile(r"^\{(?P<name>[a-z]+)(?: (?P<part>\d+))?\}$")
# "Bilaga: Skrivelse om belysning.", "Bilaga" alone: what is enclosed, on one line
ATTACHMENT_LINE = re.compile(r"^(?P<label>Bilaga)(?:: (?P<names>.+))?$")
# "| Insats | Kostnad |": a row of a table
TABLE_ROW = re.compile(r"^\|(?P<cells>.+)\|$")
EMPHASIS = re.compile(r"\*+")  # "**När byts lamporna?**"
# "| --- | --- |": the row under a table's head
TABLE_RULE = re.compile(r"^[|: -]+$")
# "Algot Steneby (KD), Sten Almgårdh (fp)", "Gunvor Tallbacken", "Gösta Ljungfeldt, ordförande": nothing but names
NAMES = re.compile(r"^(?:(?:, | och )?[A-ZÅÄÖ][\w-]+(?: [A-ZÅÄÖ][\w-]+){1,2}(?: \(\w+\)|, \w+)?)+$")


@dataclass(frozen=True, slots=True)
class ExpectedSection:
    """One section: ``heading`` as printed, ``first_words`` of its text ("" when it has none)."""

    kind: SectionKind
    heading: str | None
    attachment: bool
    first_words: str


def expected_sections(source: SampleSource) -> list[ExpectedSection]:
    """All sections of one source, in order."""
    front = _front(source)
    sections = [ExpectedSection("front", None, False, _first(front))] if front else []
    title = ExpectedSection("title", str(source.head["title"]), False, _first(_under_title(source)))
    return [*sections, title, *_body(source)]


def sections_text(source: SampleSource) -> str:
    """The sections as they are kept beside the source: JSON, one section a line."""
    rows = (
        json.dumps(
            {"kind": section.kind, "heading": section.heading, "attachment": section.attachment,
             "first_words": section.first_words},
            ensure_ascii=False,
        )
        for section in expected_sections(source)
    )  # fmt: skip
    return "[\n" + ",\n".join(rows) + "\n]\n"


def _first(text: str) -> str:
    return " ".join(text.split()[:FIRST_WORDS])


# --- head ----------------------------------------------------------------------------------------------------


def _front(source: SampleSource) -> str:
    """The first words printed above the title, as the layout places them ("" when the title stands first)."""
    layout = source.text("layout")
    header = source.names("header")
    if layout == "stockholm":
        return f"Handläggare: {' och '.join(source.names('handläggare'))}"
    if layout == "goteborg":
        return f"{header[0]} Tjänsteutlåtande Utfärdat"
    if layout == "uppsala":
        return header[0].upper() + " Handläggare"
    if layout == "tjansteskrivelse":
        return "Handläggare " + " och ".join(source.names("handläggare"))
    if layout in ("politiker", "medborgarforslag"):
        return " ".join([*header, "Medborgarförslag"]) if layout == "medborgarforslag" else " ".join(header)
    if layout == "protokoll" and (paragraph := source.text("paragraph")):
        return paragraph
    return ""


def _under_title(source: SampleSource) -> str:
    if subtitle := source.text("subtitle"):
        return subtitle
    date, place = source.text("date"), source.text("place")
    if source.text("layout") == "politiker" and date and place:
        return f"{place} den {swedish_date(date)}"
    if source.text("layout") == "nyhetsbrev":
        return f"Nyhetsbrev nr {source.text('issue')} {source.text('month') or ''}"
    return ""


# --- body ----------------------------------------------------------------------------------------------------


def _body(source: SampleSource) -> list[ExpectedSection]:
    sections: list[ExpectedSection] = []
    attached = False
    for opening, text in _pieces(source):
        if opening is not None:
            if opening.kind == "signature" and sections and sections[-1].kind == "signature":
                continue
            attached = attached or opening.kind == "attachment"
            sections.append(replace(opening, attachment=attached))
        elif not sections or (sections[-1].heading in (None, "Bilaga") and sections[-1].kind != "other"):
            sections.append(ExpectedSection("other", None, attached, ""))
        if text and not sections[-1].first_words:
            sections[-1] = replace(sections[-1], first_words=_first(text))
    return sections


def _pieces(source: SampleSource) -> Iterator[tuple[ExpectedSection | None, str]]:
    """(section that begins here, text) for every heading, paragraph and list, in order."""
    blocks = [block.strip("\n") for block in re.split(r"\n\s*\n", source.body)]
    signed = _signed(blocks, source.names("header"))
    for place, block in enumerate(blocks):
        rows = block.split("\n")
        heading = HEADING.match(rows[0])
        if block == "\\newpage":
            continue
        if place in signed:
            yield ExpectedSection("signature", None, False, ""), _printed(rows)
        elif placeholder := PLACEHOLDER.match(block):
            yield from _placed(source, placeholder["name"], placeholder["part"])
        elif heading and heading["marks"] != "###":
            yield _headed(source, heading["text"] or heading["bold"]), _printed(rows[1:])
        elif label := ATTACHMENT_LINE.match(block):
            yield ExpectedSection("attachment_list", label["label"], False, ""), label["names"] or ""
        else:
            yield None, _printed([heading["text"], *rows[1:]] if heading else rows)


def _signed(blocks: list[str], header: tuple[str, ...]) -> set[int]:
    """Places of blocks that sign: names at the very end, and the office over its officials' names."""
    places = {
        place for place in range(len(blocks) - 1) if blocks[place + 1] == "{signatures}" and blocks[place] in header
    }
    place = len(blocks) - 1
    while place >= 0 and all(NAMES.match(row.strip()) for row in blocks[place].split("\n")):
        places.add(place)
        place -= 1
    return places


def _headed(source: SampleSource, heading: str) -> ExpectedSection:
    told = source.head.get("section_kinds", {}).get(heading)
    return ExpectedSection(told or headings().kind_of(heading) or "other", heading, False, "")


def _printed(rows: list[str]) -> str:
    """Rows of Markdown as they read in print: tables without bars, emphasis without stars."""
    rows = [row for row in rows if not TABLE_RULE.match(row)]
    plain = [match["cells"].replace("|", " ") if (match := TABLE_ROW.match(row)) else row for row in rows]
    return EMPHASIS.sub("", " ".join(plain))


def _placed(source: SampleSource, name: str, part: str | None) -> Iterator[tuple[ExpectedSection | None, str]]:
    if name == "signatures":
        for signed, office in source.head.get("signatories", ())[:1]:
            yield ExpectedSection("signature", None, False, ""), f"{signed} {office}"
        return
    head = source.head if part is None else source.head["parts"][int(part) - 1]
    for group in point_groups(head, name):
        yield from _points(group, name)


def _points(group: PointGroup, name: str) -> Iterator[tuple[ExpectedSection | None, str]]:
    """Points; the lead of a demand on a line of its own ("Vi yrkar:") is its heading where the vocabulary says so."""
    texts = [point.text for point in group.points]
    if group.form == "inline":
        yield None, f"{group.lead} {texts[0]}"
        return
    marker = {"dash": "- ", "bullet": "- ", "att": "", "plain": ""}.get(group.form, "1. ")
    lead = group.lead + ":" if group.lead and group.form in ("dash", "bullet", "numbered") else group.lead
    if lead and name == "demands" and headings().kind_of(lead) == "motion_demand":
        yield ExpectedSection("motion_demand", lead, False, ""), marker + texts[0]
    else:
        yield None, f"{lead or ''} {marker}{texts[0]}"
