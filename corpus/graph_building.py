"""The graph (HNSW) that makes search by meaning fast in a large archive, built by a child process on a copy.

    copy of the present generation -> child builds -> what changed meanwhile is written to it -> it is the present one

Building in place would hold up every thread for minutes. Searches go on in the present generation, and so do writes,
which are noted and repeated. A kill at any point leaves the present generation as it is.
"""

from __future__ import annotations

import os
import secrets
import shutil
import subprocess
import sys
import threading
from pathlib import Path

from corpus import holdings
from corpus.catalogue import Catalogue
from corpus.edge_index import EdgeIndex, build_graph
from corpus.errors import EngineError

# With fewer points every one is compared: as fast as the graph, and exact (docs/reports/engine.md).
GRAPH_FROM = 50_000
# A graph is built anew when more than this share of the points is outside it.
SHARE_OUTSIDE = 0.2
LINKS, WIDTH_WHILE_BUILDING = 16, 128
# A filter that leaves fewer points is answered by comparing them all. In KiB of vectors, as the engine counts.
COMPARED_UP_TO_KIB = 2_000


def needs_graph(index: EdgeIndex, points: int) -> bool:
    """True when so many points of the index are outside its graph that building one pays."""
    return points >= GRAPH_FROM and index.number_without_graph() > SHARE_OUTSIDE * points


def copy_for_building(index: EdgeIndex) -> Path:
    """Folder of a copy of the index, beside it; from now on the index notes what changes in it.

    The name is new each time: a child that outlives a killed parent never meets a later build.
    """
    folder = index.folder.with_name(f"building-{secrets.token_hex(4)}")
    try:
        index.copied_to(folder)
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise
    index.note_changes()
    return folder


def build_in_child(folder: Path, stop: threading.Event) -> None:
    """The index in ``folder`` has its graph. Raises EngineError when the child fails or ``stop`` is set; then the
    folder is gone."""
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).resolve().parents[1])}
    command = [sys.executable, "-m", "corpus.graph_building", str(folder)]
    with subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE) as child:
        threading.Thread(target=_end_when, args=(stop, child), daemon=True).start()
        _, said = child.communicate()
    if child.returncode:
        shutil.rmtree(folder, ignore_errors=True)
        reason = (said.decode("utf-8", "replace").strip().splitlines() or [f"exit status {child.returncode}"])[-1]
        raise EngineError(f"The graph of the index could not be built: {reason}. Searches go on without it.")


def brought_up(folder: Path, dimensions: int, catalogue: Catalogue, old: EdgeIndex) -> EdgeIndex:
    """The built index, with everything in it that was written to the old one meanwhile. Nothing may be written now."""
    new = EdgeIndex(folder, dimensions)
    documents, deleted = old.noted_changes()
    new.delete(deleted)
    with catalogue.begin() as connection:
        for points in holdings.points_of_documents(connection, documents):
            new.upsert(points)
    return new


def _end_when(stop: threading.Event, child: subprocess.Popen[bytes]) -> None:
    while child.poll() is None:
        if stop.wait(0.5):
            child.terminate()
            return


if __name__ == "__main__":
    os.nice(10)
    build_graph(Path(sys.argv[1]), links=LINKS, width=WIDTH_WHILE_BUILDING, compared_up_to_kib=COMPARED_UP_TO_KIB)
