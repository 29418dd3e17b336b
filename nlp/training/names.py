"""Train the shipped model for names: a small spaCy entity recogniser for persons, organisations and places.

    python -m nlp.training.names --ner FOLDER --pairs PAIRS.jsonl.xz -o nlp/models/beslut-names-sv-1

Three kinds of sentences, mixed anew in each pass (seeds fixed, one thread, no torch):

1. Webbnyheter 2012, hand-labelled and noisy: what is systematically wrong is taken out or left open (``cleaned``).
2. Sentences of parliament and government in which only surely known names are labelled (authors, municipalities,
   authorities); other words with a capital are left open, so that nothing wrong is taught.
3. Frames of municipal papers with invented names (``nlp.training.name_frames``).

The pass that does best on a tenth of 1. and on frames of its own seed is kept. The test file takes no part.
"""

from __future__ import annotations

import argparse
import random
import re
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from nlp.names import blank_recogniser, save_recogniser, shipped
from nlp.training.name_corpus import (
    LABELS,
    SEED,
    Taught,
    authors_in,
    cleaned,
    name_lists,
    sentences_of,
    silver_sentences,
    taught,
)
from nlp.training.name_frames import invented
from nlp.training.name_lists import NameLists

WIDTH, DEPTH, ROWS = 96, 3, [4000, 1500, 2500, 1000]
RECOGNISER: dict[str, Any] = {
    "model": {
        "@architectures": "spacy.TransitionBasedParser.v2",
        "state_type": "ner",
        "extra_state_tokens": False,
        "hidden_width": 64,
        "maxout_pieces": 2,
        "use_upper": True,
        "nO": None,
        "tok2vec": {
            "@architectures": "spacy.Tok2Vec.v2",
            "embed": {
                "@architectures": "spacy.MultiHashEmbed.v2",
                "width": WIDTH,
                "attrs": ["NORM", "PREFIX", "SUFFIX", "SHAPE"],
                "rows": ROWS,
                "include_static_vectors": False,
            },
            "encode": {
                "@architectures": "spacy.MaxoutWindowEncoder.v2",
                "width": WIDTH,
                "depth": DEPTH,
                "window_size": 1,
                "maxout_pieces": 3,
            },
        },
    }
}
PASSES, DROPOUT, RATE = 8, 0.2, 0.001
FRAMES, SILVER = 4500, 1200  # sentences in each pass
DEV_SHARE = 10


def main() -> None:
    """Read, train, keep the best pass, measure."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--ner", type=Path, required=True, help="folder with train_corpus.txt and test_corpus.txt")
    parser.add_argument("--pairs", type=Path, required=True)
    parser.add_argument("-o", "--output", type=Path, required=True)
    parser.add_argument("--municipal", type=Path, help="labelled sentences to measure on")
    arguments = parser.parse_args()
    started = time.monotonic()
    rows = list(sentences_of(arguments.ner / "train_corpus.txt"))
    random.Random(SEED).shuffle(rows)
    share = len(rows) // DEV_SHARE
    train, counts = cleaned(rows[share:])
    print(f"{len(rows)} sentences, {len(train)} taught; {dict(counts)}")
    names = name_lists(authors_in(arguments.pairs))
    silver = list(silver_sentences(arguments.pairs, names))
    print(f"{len(silver)} sentences of parliament and government, {time.monotonic() - started:.0f} s")
    dev = [*map(taught, rows[:share]), *(Taught(*row) for row in invented(600, SEED + 1000, names))]
    settings = {"recogniser": RECOGNISER, "labels": _labels(train)}
    language = trained(settings, train, silver, names, dev, arguments.output)
    save_recogniser(language, settings, arguments.output)
    print(f"trained in {time.monotonic() - started:.0f} s")
    kept = shipped(arguments.output)
    report("webbnyheter test", kept, list(map(taught, sentences_of(arguments.ner / "test_corpus.txt"))))
    if arguments.municipal:
        report("municipal", kept, list(marked(arguments.municipal)))


# --- training ----------------------------------------------------------------------------------------------------


def trained(
    settings: dict[str, Any],
    train: Sequence[Taught],
    silver: Sequence[Taught],
    names: NameLists,
    dev: Sequence[Taught],
    output: Path,
) -> Any:
    """The pipeline of the pass with the best mean F1 over the labels of ``dev``."""
    from spacy.util import fix_random_seed, minibatch
    from thinc.api import Adam

    fix_random_seed(SEED)
    language = blank_recogniser(settings)
    optimiser = Adam(RATE, L2=0.01, grad_clip=1.0, use_averages=True)
    best = -1.0
    for turn in range(PASSES):
        chance = random.Random(SEED + turn)
        frames = [Taught(*row) for row in invented(FRAMES, SEED + turn, names)]
        rows = [*train, *frames, *chance.sample(silver, min(SILVER, len(silver)))]
        chance.shuffle(rows)
        optimiser.learn_rate = RATE * (1 - 0.9 * turn / PASSES)
        losses: dict[str, float] = {}
        for batch in minibatch(rows, 24 + 8 * turn):
            language.update([example(language, row) for row in batch], sgd=optimiser, drop=DROPOUT, losses=losses)
        with language.use_params(optimiser.averages):
            score = sum(scores(language, dev)[label][2] for label in LABELS) / len(LABELS)
            print(f"pass {turn + 1}: loss {losses['ner']:.0f}, dev F1 {score:.4f}", flush=True)
            if score > best:
                best = score
                save_recogniser(language, settings, output)
    return shipped(output)


def example(language: Any, row: Taught) -> Any:
    """The sentence as spaCy's training example; names that do not end where words end are left open."""
    from spacy.training import Example

    wanted = language.make_doc(row.text)
    spans, unknown = [], set[int]()
    for start, end, label in row.names:
        if span := wanted.char_span(start, end, label=label):
            spans.append(span)
        else:
            unknown.update(_words_at(wanted, start, end))
    for start, end in row.open:
        unknown.update(_words_at(wanted, start, end))
    unknown -= {token.i for span in spans for token in span}
    missing = [wanted[at : at + 1] for at in sorted(unknown)]
    wanted.set_ents(spans, missing=missing, default="outside")
    return Example(language.make_doc(row.text), wanted)


def _words_at(doc: Any, start: int, end: int) -> Iterator[int]:
    yield from (token.i for token in doc if token.idx < end and start < token.idx + len(token))


def _labels(train: Sequence[Taught]) -> dict[str, Any]:
    """What spaCy's recogniser must know of its labels before training."""
    counts = Counter(label for row in train for _, _, label in row.names)
    of_labels = {label: counts[label] for label in LABELS}
    # begin, inside, last; unit, which may be nothing; outside
    return {"1": of_labels, "2": of_labels, "3": of_labels, "4": of_labels | {"": 1}, "5": {"": 1}}


# --- measuring ---------------------------------------------------------------------------------------------------


def marked(path: Path) -> Iterator[Taught]:
    """Sentences whose names are marked "[PER Eva Ek]", one a line; lines that begin with # are left out."""
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("#") or not line.strip():
            continue
        text, spans = "", []
        for part in re.split(r"(\[(?:PER|ORG|LOC) [^\]]+\])", line):
            plain = part[5:-1] if part.startswith("[") else part
            if plain != part:
                spans.append((len(text), len(text) + len(plain), part[1:4]))
            text += plain
        yield Taught(text, spans)


def scores(language: Any, rows: Sequence[Taught]) -> dict[str, tuple[float, float, float]]:
    """Precision, recall and F1 of whole names, by label and for "all"."""
    found, wanted, right = Counter[str](), Counter[str](), Counter[str]()
    for row, doc in zip(rows, language.pipe(row.text for row in rows), strict=True):
        got = {(entity.start_char, entity.end_char, entity.label_) for entity in doc.ents}
        gold = set(row.names)
        for counter, spans in ((found, got), (wanted, gold), (right, got & gold)):
            counter.update(label for _, _, label in spans)
            counter["all"] += len(spans)
    result = {}
    for label in (*LABELS, "all"):
        precision, recall = right[label] / max(1, found[label]), right[label] / max(1, wanted[label])
        result[label] = (precision, recall, 2 * precision * recall / max(1e-9, precision + recall))
    return result


def report(title: str, language: Any, rows: Sequence[Taught]) -> None:
    """Print the scores as rows of a table."""
    for label, (precision, recall, f1) in scores(language, rows).items():
        print(f"| {title} | {label} | {precision:.3f} | {recall:.3f} | {f1:.3f} |")


if __name__ == "__main__":
    main()
