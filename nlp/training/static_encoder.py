"""Train the shipped encoder: a table of word-piece vectors whose mean is a text's vector.

    python -m nlp.training.static_encoder --pairs PAIRS.jsonl.xz --queries QUERIES.jsonl -o FOLDER

1. Every text as terms of the search's own analyser (``nlp.training.term_corpus``); a vocabulary of the commonest
   terms and of pieces for the rest (``nlp.training.bags``).
2. First vectors by latent semantic analysis (``nlp.training.latent``).
3. Contrast (``nlp.training.samples``): a title, a summary, another window or a sibling's heading against a window of a
   text; the other texts of the batch are the wrong answers (multiple negatives ranking), at all dimensions and at a
   quarter of them (Matryoshka). Then the same with user-style queries mixed in.
4. Rows as int8 with a scale each.

Seeds are fixed; interpellations of 2020 and 2021 and the held-back queries take no part (``nlp.training.texts``).
"""

from __future__ import annotations

import argparse
import time
from pathlib import Path
from typing import NamedTuple

import numpy as np
import torch
from safetensors.numpy import save_file
from tokenizers import Tokenizer

from nlp.training.bags import Bags, Batch, bags_of, pieces_of_terms, word_pieces
from nlp.training.latent import latent_vectors
from nlp.training.samples import Pairs, Samples
from nlp.training.term_corpus import TermCorpus, TermNumbers, kept_corpus
from nlp.training.texts import OwnQuestion, Query, is_held_back, own_questions, queries_in

SCALE = 20.0  # one over the temperature of the contrast
WARM_UP = 10  # steps


def main() -> None:
    """Read, tokenise, train, save."""
    options = _options()
    torch.set_num_threads(options.threads)
    began = time.time()
    corpus, numbers = kept_corpus(options.pairs, options.keep)
    print(f"{len(corpus.ids)} texts as terms, {time.time() - began:.0f} s", flush=True)
    material = _material(corpus, numbers, options)
    size = material.tokenizer.get_vocab_size()
    print(f"{size} pieces, {time.time() - began:.0f} s", flush=True)
    windows = Samples(corpus, material.queries, material.own, 0).window_units()
    start = latent_vectors(material.bags, windows, size, options.dimensions, options.norm_power)
    print(f"first vectors, {time.time() - began:.0f} s", flush=True)
    tables = []
    for seed in range(options.seed, options.seed + options.runs):
        samples = Samples(corpus, material.queries, material.own, seed)
        tables.append(learned(start.clone(), material.bags, samples, options))
    save(options.output, material.tokenizer, torch.stack(tables).mean(dim=0).numpy())
    print(f"saved to {options.output}, {time.time() - began:.0f} s", flush=True)


class Material(NamedTuple):
    """What every run trains on."""

    tokenizer: Tokenizer
    bags: Bags
    queries: list[Query]
    own: list[OwnQuestion]


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--pairs", type=Path, required=True)
    parser.add_argument("--queries", type=Path, required=True)
    parser.add_argument("-o", "--output", type=Path, required=True)
    parser.add_argument("--keep", type=Path, help="folder for the texts as terms, so that the next run need not read")
    parser.add_argument("--vocabulary", type=int, default=38_000)
    parser.add_argument("--dimensions", type=int, default=256)
    parser.add_argument("--norm-power", type=float, default=0.5)
    parser.add_argument("--batch", type=int, default=2048)
    parser.add_argument("--steps", type=int, default=200)
    parser.add_argument("--rate", type=float, default=0.1)
    parser.add_argument("--query-steps", type=int, default=120)
    parser.add_argument("--query-rate", type=float, default=0.05)
    parser.add_argument("--query-share", type=float, default=0.5)
    parser.add_argument("--siblings", type=float, default=0.15, help="share of batches made of sections of one whole")
    parser.add_argument("--seed", type=int, default=20)
    parser.add_argument("--runs", type=int, default=2, help="runs with seeds of their own, whose tables are averaged")
    parser.add_argument("--threads", type=int, default=2)
    return parser.parse_args()


def _material(corpus: TermCorpus, numbers: TermNumbers, options: argparse.Namespace) -> Material:
    """Tokenizer, and bags of all units: those of the texts, then the queries, our own questions and their answers."""
    known = set(corpus.ids)
    queries = [one for one in queries_in(options.queries) if one.text_id in known and not is_held_back(one.text_id)]
    own = own_questions()
    asked = [query.query for query in queries] + [question for row in own for question in row.questions]
    answers = [row.answer for row in own]
    units = [*np.split(corpus.numbers, np.cumsum(corpus.lengths)[:-1]), *map(numbers.of, [*asked, *answers])]
    terms = numbers.terms()
    counts = np.bincount(corpus.numbers, minlength=len(terms))
    tokenizer = word_pieces(terms, counts, options.vocabulary)
    return Material(tokenizer, bags_of(units, pieces_of_terms(tokenizer, terms)), queries, own)


def learned(table: torch.Tensor, bags: Bags, samples: Samples, options: argparse.Namespace) -> torch.Tensor:
    """The table after both phases: texts alone, then queries among them."""
    table.requires_grad_()
    train(table, bags, samples, options.steps, options.rate, 0.0, options)
    train(table, bags, samples, options.query_steps, options.query_rate, options.query_share, options)
    return table.detach()


def train(
    table: torch.Tensor,
    bags: Bags,
    samples: Samples,
    steps: int,
    rate: float,
    query_share: float,
    options: argparse.Namespace,
) -> None:
    """Steps of Adam whose rate rises for a moment, then falls to nothing."""
    optimizer = torch.optim.Adam([table], lr=rate)
    began = time.time()
    for step in range(steps):
        for group in optimizer.param_groups:
            group["lr"] = rate * min(1.0, (step + 1) / WARM_UP) * (1 - step / steps)
        pairs = samples.batch(options.batch, query_share, options.siblings)
        loss = contrast(table, bags, pairs)
        optimizer.zero_grad(set_to_none=True)
        loss.backward()
        optimizer.step()
        if step % 20 == 0:
            print(f"  step {step}/{steps} loss {loss.item():.3f} {time.time() - began:.0f} s", flush=True)


def contrast(table: torch.Tensor, bags: Bags, pairs: Pairs) -> torch.Tensor:
    """How badly each question tells its answer from the others' answers, at all dimensions and at the first quarter."""
    asked = vectors(table, bags.of(pairs.asked))
    answers = vectors(table, bags.of_two(pairs.titles, pairs.answers))
    wanted = torch.arange(len(asked))
    losses = []
    for size in (table.shape[1], table.shape[1] // 4):
        left = torch.nn.functional.normalize(asked[:, :size], dim=1)
        right = torch.nn.functional.normalize(answers[:, :size], dim=1)
        losses.append(torch.nn.functional.cross_entropy(left @ right.T * SCALE, wanted))
    return torch.stack(losses).mean()


def vectors(table: torch.Tensor, batch: Batch) -> torch.Tensor:
    """Sums of the texts' pieces."""
    return torch.nn.functional.embedding_bag(
        torch.from_numpy(batch.pieces.astype(np.int64)),
        table,
        torch.from_numpy(batch.starts.astype(np.int64)),
        mode="sum",
        per_sample_weights=torch.from_numpy(batch.counts),
    )


def save(folder: Path, tokenizer: Tokenizer, rows: np.ndarray) -> None:
    """Tokenizer and table; rows as int8, each with the scale that gives its values back."""
    folder.mkdir(parents=True, exist_ok=True)
    scales = np.maximum(np.abs(rows).max(axis=1), 1e-6) / 127
    whole = np.rint(rows / scales[:, None]).astype(np.int8)
    save_file({"rows": whole, "scales": scales.astype(np.float32)}, folder / "model.safetensors")
    tokenizer.save(str(folder / "tokenizer.json"), pretty=False)


if __name__ == "__main__":
    main()
