"""The report on large ingests from the figures that the parts left: docs/reports/ingest-volume.md."""

from __future__ import annotations

import json
import re
import statistics
from collections.abc import Sequence
from pathlib import Path
from typing import Any

Figures = dict[str, Any]

MOST_MB, FASTER, LINEAR = 500, 1.7, 1.15
ALL_TINY = 50_000

INTRODUCTION = """\
# Large ingests

    python -m tests.bench.ingest_volume RESULTS --tiny 20000
    python -m tests.bench.ingest_volume RESULTS --write

Texts: public-sector documents drawn with a fixed seed from `data/pairs.jsonl.xz` of the shared folder, every tenth
rendered as PDF, smaller volumes the beginning of larger ones. Memory is the kernel's high-water mark of resident
memory (VmHWM), processor seconds are user and system of all processes.

{machine}. **Two cores, shared with other work while this was measured (load {load}):
processor seconds are the figures to compare, wall seconds are an upper bound.**

| target | reached | met |
|---|---|---|
"""

# Written by hand after looking at the figures and at profiles.
FINDINGS = """
## What was found

- **The writing process is the narrow place.** Receiving, embedding and adding take turns in one thread: 305 of the
  359 wall seconds of the 14,000 recorded here, 143 of them in `Archive.receive`, which syncs the original and its
  folder and commits a transaction for every file. A second worker can therefore not make a whole ingest much faster
  (it has 93 processor seconds to do, the parent 179). Embedding in the children, and several files to a transaction
  of the ledger, are what would help next.
- **Memory of the writing process follows the passages, not the files.** The engine keeps the lexical index in memory:
  opening the finished archive of 14,000 in a fresh process adds 100 MB, and 160 MB of mapped files that the system may
  drop. Texts of this length therefore need more than 500 MB before 50,000 of them are in; tiny files should not.
- Not run: 50,000 tiny files (20,000 took 500 s on the shared machine). Only the workers had the machine to themselves.
- In the profile the first who asks pays for what others then find remembered: sentences about parties under
  `dissent`, names of places under `district`.
- Nothing grows faster than the number of files: neither cost nor memory bends upwards on the way.
- Mended because of this bench: the caches of `nlp/lexical.py`, `words.py` and `compounds.py` held up to half a million
  words each (now 50,000 and fewer, as fast); `nlp/tags/period.py` cut every undated text into sentences, now only
  paragraphs that name a year. The 14,000 before and after: 388 and 366 processor seconds, 570 and 500 MB; other
  commits lie between the two runs.
- A child's memory grows a little with the words spaCy has met (`Vocab` keeps every new one): 165 MB after 500 files,
  202 after 7,000.
"""


def report(folder: Path) -> str:
    """The report as Markdown; what was not run is said to be so."""
    found = {path.stem: json.loads(path.read_text("utf-8")) for path in sorted(folder.glob("*.json"))}
    volumes = numbered(found, "volume")
    tiny = numbered(found, "tiny")
    loads = sorted(figures["load"] for figures in found.values() if "load" in figures)
    machine = next((figures["machine"] for figures in found.values() if "machine" in figures), "")
    head = INTRODUCTION.format(machine=machine, load=f"{loads[0]:.0f} to {loads[-1]:.0f}" if loads else "unknown")
    rows = [*volume_targets(volumes), *worker_targets(found), *memory_targets(tiny, volumes, found.get("long"))]
    parts = (volume_part(volumes), stage_part(volumes, found.get("stages")), worker_part(found), tiny_part(tiny))
    return head + "\n".join([*rows, *parts]).rstrip() + "\n" + FINDINGS


def numbered(found: dict[str, Figures], part: str) -> list[Figures]:
    """Figures of the runs of a part, smallest first."""
    pattern = re.compile(rf"{part}-\d+")  # volume-14000
    return sorted((run for name, run in found.items() if pattern.fullmatch(name)), key=lambda run: int(run["files"]))


def cpu(run: Figures) -> float:
    """Processor seconds of all processes."""
    return float(run["cpu_parent"] + run["cpu_children"])


def marginal_ms(run: Figures, first: int, last: int) -> float:
    """Processor milliseconds of one file between two rows of the way, so without the start of the processes."""
    a, b = run["rows"][first], run["rows"][last]
    return 1000 * float(b[2] + b[3] - a[2] - a[3]) / float(b[0] - a[0])


def met(is_met: bool) -> str:
    return "yes" if is_met else "**no**"


def volume_targets(volumes: Sequence[Figures]) -> list[str]:
    if not volumes:
        return ["| 14,000 documents completely ingested | not run | |"]
    most, least = volumes[-1], volumes[0]
    complete = most["indexed"] + most["unchanged"] == most["files"] and most["passages"] == most["passages_in_index"]
    slope = marginal_ms(most, 0, -1) / marginal_ms(least, 0, -1)
    done = f"{most['indexed']:,} indexed, {most['unchanged']} of equal content, {len(most['quarantined'])} quarantined"
    inside = f"{most['passages']:,} passages, {most['passages_in_index']:,} in the index"
    range_of = f"{least['files']:,} to {most['files']:,}"
    return [
        f"| 14,000 documents completely ingested | {done}; {inside} | {met(complete and most['files'] >= 14_000)} |",
        f"| cost linear, {range_of} | a file costs {slope:.2f} times as much | {met(slope <= LINEAR)} |",
    ]


def worker_times(found: dict[str, Figures], workers: int) -> list[Figures]:
    return [run for name, run in found.items() if re.fullmatch(rf"workers-{workers}-\d+", name)]


def worker_targets(found: dict[str, Figures]) -> list[str]:
    one, two = worker_times(found, 1), worker_times(found, 2)
    if not one or not two:
        return ["| two workers 1.7 times one, reading and tagging | not run | |"]
    alone, both = (min(runs, key=lambda run: float(run["wall"])) for runs in (one, two))
    ratio, cores = alone["wall"] / both["wall"], both["cpu_children"] / both["wall"]
    possible = 2 * alone["cpu_children"] / both["cpu_children"]
    reached = (
        f"{ratio:.2f} times, the two having had {cores:.1f} cores; by processor seconds {possible:.2f} is possible"
    )
    verdict = "**not shown**" if ratio < FASTER and cores < FASTER else met(ratio >= FASTER)
    return [f"| two workers 1.7 times one, reading and tagging | {reached} | {verdict} |"]


def memory_targets(tiny: Sequence[Figures], volumes: Sequence[Figures], long: Figures | None) -> list[str]:
    rows = []
    for texts, run in [*(("tiny", run) for run in tiny[-1:]), *(("real", run) for run in volumes[-1:])]:
        held, (least, most) = run["parent_mb"], forecast(run)
        is_all = run["files"] >= ALL_TINY
        reached = f"{held:.0f} MB on {run['files']:,}" + (
            "" if is_all else f"; at its growth {least:.0f} to {most:.0f} MB at 50,000"
        )
        verdict = met(held <= MOST_MB) if is_all else f"not run whole; {'likely' if most <= MOST_MB else '**no**'}"
        rows.append(f"| parent at most 500 MB on 50,000 files, {texts} texts | {reached} | {verdict} |")
    if long:
        reached = f"{long['child_mb']:.0f} MB, {long['cpu_children']:.1f} processor seconds"
        verdict = met(long["child_mb"] <= MOST_MB and not long["failed"])
        rows.append(f"| child at most 500 MB on a PDF of 1,000 pages | {reached} | {verdict} |")
    return rows


def forecast(run: Figures) -> tuple[float, float]:
    """MB at 50,000 files, least and most, when the growth of the second half, or that of all, goes on."""
    rows = run["rows"]
    done, held = rows[-1][0], rows[-1][4]
    growths = [(held - earlier[4]) / (done - earlier[0]) for earlier in (rows[0], rows[len(rows) // 2])]
    least, most = sorted(float(run["parent_mb"] + growth * (ALL_TINY - run["files"])) for growth in growths)
    return least, most


def volume_part(volumes: Sequence[Figures]) -> str:
    columns = (
        *("files", "wall s", "processor s", "documents/s wall", "documents/s of one core", "passages/s wall"),
        *("passages/s of one core", "catalogue MB", "index MB", "parent MB", "child MB", "processor ms a file"),
    )
    lines = [
        "\n## From 1,000 to 14,000\n",
        "Two workers. The last column leaves out the start of the processes (the first row of each run).\n",
        *table_head(columns),
    ]
    for run in volumes:
        speeds = [run[what] / time for what in ("indexed", "passages") for time in (run["wall"], cpu(run))]
        sizes = [run[what] for what in ("catalogue_mb", "index_mb", "parent_mb", "child_mb")]
        cells = [f"{run['files']:,}", f"{run['wall']:.0f}", f"{cpu(run):.0f}", *(f"{speed:.1f}" for speed in speeds)]
        lines.append(row([*cells, *(f"{size:.0f}" for size in sizes), f"{marginal_ms(run, 0, -1):.1f}"]))
    if volumes:
        lines += ["\nWithin the largest run:\n", *way(volumes[-1], 7)]
    return "\n".join(lines)


def way(run: Figures, parts: int) -> list[str]:
    """A table of a run in so many parts: cost of a file, resident memory, and that without mapped files."""
    lines = table_head(("files", "processor ms a file", "parent MB", "of it mapped files"))
    step = max(len(run["rows"]) // parts, 1)
    for last in range(step, len(run["rows"]), step):
        first = run["rows"][last - step][0]
        done, _, _, _, held, own = run["rows"][last]
        cost = f"{marginal_ms(run, last - step, last):.1f}"
        lines.append(row([f"{first:,} to {done:,}", cost, f"{held:.0f}", f"{held - own:.0f}"]))
    return lines


def table_head(columns: Sequence[str]) -> list[str]:
    return [row(columns), "|" + "---|" * len(columns)]


def row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"


def stage_part(volumes: Sequence[Figures], stages: Figures | None) -> str:
    lines = ["\n## Where the time goes\n"]
    if volumes:
        run = volumes[-1]
        lines += [
            f"The run of {run['files']:,}. The engine works in threads of its own, which count under the rest.\n",
            *table_head(("stage", "processor s", "wall s", "processor ms a file")),
        ]
        for stage, spent, wall in stages_of(run):
            lines.append(row([stage, f"{spent:.0f}", wall, f"{spent / run['files'] * 1000:.1f}"]))
    if stages:
        lines.append(f"\n{sum(stages['files'].values()):,} of the files, one process, no archive:\n")
        lines += table_head(("kind", "files", "pages", "read ms a file", "tag ms a file"))
        for kind, count in stages["files"].items():
            each = [f"{stages['seconds'][kind][stage] / count * 1000:.1f}" for stage in ("read", "tag")]
            lines.append(row([kind, str(count), str(stages["pages"][kind]), *each]))
        lines += ["\nProfiled (`cProfile`, all that a room calls counted with it), the largest:\n"]
        lines += table_head(("room", "part"))
        lines += [row([f"`{room}`", f"{part:.1%}"]) for room, part in list(stages["rooms"].items())[:14]]
    return "\n".join(lines) if volumes or stages else ""


def stages_of(run: Figures) -> list[tuple[str, float, str]]:
    """Each stage of an ingest with its processor seconds, and its wall seconds where one process has them."""
    wall, spent = run["stage_wall"], run["stage_cpu"]
    parent = {stage: (spent[stage], wall[stage]) for stage in ("receive", "embed", "index")}
    parent["catalogue"] = (spent["add"] - spent["index"], wall["add"] - wall["index"])
    rest = run["cpu_parent"] - sum(cpu_seconds for cpu_seconds, _ in parent.values())
    return [
        ("read and tag (children, their start included)", run["cpu_children"], ""),
        *((stage, cpu_seconds, f"{waited:.0f}") for stage, (cpu_seconds, waited) in parent.items()),
        ("rest of the parent: files, queues, engine threads", rest, ""),
    ]


def worker_part(found: dict[str, Figures]) -> str:
    runs = worker_times(found, 1) + worker_times(found, 2)
    if not runs:
        return ""
    lines = [
        "\n## One worker and two\n",
        f"{runs[0]['files']} PDFs of the real documents' size, read and tagged, no archive; the start of the children",
        "left out. Runs in turns; the best of each counts.\n",
        *table_head(("workers", "wall s, each run", "processor s of children, median", "of the parent, median")),
    ]
    for workers in (1, 2):
        own = worker_times(found, workers)
        medians = [statistics.median(run[whose] for run in own) for whose in ("cpu_children", "cpu_parent")]
        walls = ", ".join(f"{run['wall']:.1f}" for run in own)
        lines.append(row([str(workers), walls, *(f"{seconds:.1f}" for seconds in medians)]))
    return "\n".join(lines)


def tiny_part(tiny: Sequence[Figures]) -> str:
    if not tiny:
        return ""
    run = tiny[-1]
    spent = f"{run['wall']:.0f} s wall, {cpu(run):.0f} processor seconds"
    return "\n".join(
        [
            "\n## Memory of the writing process\n",
            f"{run['files']:,} texts of some forty words, one worker: {spent}; {run['parent_mb_before']:.0f} MB before",
            "the first file.\n",
            *way(run, 10),
        ]
    )
