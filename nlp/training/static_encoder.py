"""Train the shipped encoder: a table of word-piece vectors whose mean is a text's vector.

    python -m nlp.training.static_encoder --pairs PAIRS.jsonl.xz --queries QUERIES.jsonl -o FOLDER

1. WordPiece vocabulary over the prepared texts (``nlp.prepared``: stems, parts of compounds).
2. Contrast: title, summary or another window of a text against one of its windows; the other texts of the batch are the
   wrong answers (multiple negatives ranking), at 256, 128 and 64 dimensions (Matryoshka).
3. The same with user-style queries, mixed with title pairs so that nothing is forgotten.

Seeds are fixed; interpellations of 2020 and 2021 and the held-back queries take no part (``nlp.training.texts``).
"""

from __future__ import annotations

import argparse
import json
import random
import time
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import numpy as np
import torch
from safetensors.numpy import save_file
from tokenizers import Tokenizer, models, normalizers, pre_tokenizers, trainers

from nlp.prepared import Form, damped, every_term, plain
from nlp.training.texts import Query, is_held_back, queries_in, training_texts
from nlp.windows import windows_of

SEED = 20
DIMENSIONS, SLICES = 256, (256, 128, 64)
BATCH, SCALE = 2048, 20.0
TITLE_RATE, QUERY_RATE = 0.2, 0.07
WARM_UP = 10  # steps
WINDOWS_KEPT = 8  # of one text: a long law shall not drown the rest
TOKENS_KEPT = 400
FORMS: dict[str, Form] = {"terms": every_term, "plain": plain}


class Prepared(NamedTuple):
    """A training text as word pieces: heads (title, summary), and windows of its body."""

    id: str
    heads: list[np.ndarray]
    windows: list[np.ndarray]


def main() -> None:
    """Read, tokenise, train, save."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--pairs", type=Path, required=True)
    parser.add_argument("--queries", type=Path, required=True)
    parser.add_argument("-o", "--output", type=Path, required=True)
    parser.add_argument("--form", choices=sorted(FORMS), default="terms")
    parser.add_argument("--vocabulary", type=int, default=38_000)
    parser.add_argument("--pairs-per-text", type=int, default=6)
    parser.add_argument("--passes", type=int, default=2)
    parser.add_argument("--query-passes", type=int, default=10)
    parser.add_argument("--replayed", type=int, default=15_000)
    parser.add_argument("--threads", type=int, default=2)
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    random.seed(SEED)
    form = FORMS[options.form]
    began = time.time()
    tokenizer, texts = tokenised_texts(options.pairs, form, options.vocabulary)
    print(f"{len(texts)} texts tokenised, {time.time() - began:.0f} s", flush=True)
    queries = [query for query in queries_in(options.queries) if not is_held_back(query.text_id)]
    asked = dict(zip(queries, encoded(tokenizer, [form(query.query) for query in queries]), strict=True))
    table = learned(texts, asked, tokenizer.get_vocab_size(), options)
    save(options.output, tokenizer, table.weight.detach().numpy())
    print(f"saved to {options.output}, {time.time() - began:.0f} s", flush=True)


def tokenised_texts(path: Path, form: Form, vocabulary: int) -> tuple[Tokenizer, list[Prepared]]:
    """The word-piece tokenizer trained on every prepared text, and the texts in pieces."""
    ids, parts, kinds = [], [], []
    for text in training_texts(path):
        spans = list(windows_of(text.body[:40_000]))
        if len(spans) > WINDOWS_KEPT:
            spans = spans[:2] + random.sample(spans[2:], WINDOWS_KEPT - 2)
        heads = [part for part in (text.title, text.summary[:2000]) if part]
        windows = [text.body[start:end] for start, end in spans if end - start > 40]
        if not heads or len(heads) + len(windows) < 2:
            continue
        ids.append(text.id)
        kinds.append((len(heads), len(windows)))
        parts += [form(part) for part in (*heads, *windows)]
    tokenizer = word_pieces(parts, vocabulary)
    pieces = iter(encoded(tokenizer, parts))
    texts = []
    for text_id, (heads_count, windows_count) in zip(ids, kinds, strict=True):
        heads_pieces = [next(pieces) for _ in range(heads_count)]
        texts.append(Prepared(text_id, heads_pieces, [next(pieces) for _ in range(windows_count)]))
    return tokenizer, texts


def word_pieces(texts: list[str], vocabulary: int) -> Tokenizer:
    """WordPiece over words split at blanks and punctuation; lower case, å ä ö kept."""
    tokenizer = Tokenizer(models.WordPiece(unk_token="[UNK]", max_input_chars_per_word=64))
    tokenizer.normalizer = normalizers.Sequence([normalizers.NFKC(), normalizers.Lowercase()])
    tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    trainer = trainers.WordPieceTrainer(
        vocab_size=vocabulary, min_frequency=3, special_tokens=["[UNK]"], limit_alphabet=300, show_progress=False
    )
    tokenizer.train_from_iterator(texts, trainer)
    return tokenizer


def encoded(tokenizer: Tokenizer, texts: list[str]) -> Iterator[np.ndarray]:
    """Word-piece ids of each text, repetition damped as the archive's encoder does, cut at the first few hundred."""
    for at in range(0, len(texts), 5000):
        for encoding in tokenizer.encode_batch_fast(texts[at : at + 5000], add_special_tokens=False):
            yield np.array(damped(encoding.ids[:TOKENS_KEPT]) or [0], np.int32)


Pair = tuple[np.ndarray, np.ndarray]


def learned(
    texts: list[Prepared], asked: dict[Query, np.ndarray], vocabulary: int, options: argparse.Namespace
) -> torch.nn.EmbeddingBag:
    """The table after both stages."""
    torch.manual_seed(SEED)
    random.seed(SEED)
    table = torch.nn.EmbeddingBag(vocabulary, DIMENSIONS, mode="mean")
    pairs: list[Pair] = []
    for _ in range(options.passes):
        pairs += neighbours_together(texts, options.pairs_per_text)
    print(f"{len(pairs)} pairs", flush=True)
    train(table, pairs, [TITLE_RATE * (1 - at / len(pairs)) for at in range(0, len(pairs), BATCH)])
    answers = {text.id: text for text in texts}
    for number in range(options.query_passes):
        mixed = query_pairs(asked, answers) + random.sample(pairs, min(len(pairs), options.replayed))
        random.shuffle(mixed)
        rate = QUERY_RATE * (1 - number / options.query_passes)
        train(table, mixed, [rate] * len(range(0, len(mixed), BATCH)))
    return table


def neighbours_together(texts: list[Prepared], per_text: int) -> list[Pair]:
    """Pairs in whole batches; in every second batch all texts come from one publisher, so that telling them apart
    is harder than telling a law from a speech."""
    publishers = {text.id: text.id.split(":")[0] for text in texts}
    half = len(texts) // 2
    shuffled = random.sample(texts, len(texts))
    batches = _batches(title_pairs(shuffled[:half], per_text))
    for publisher in sorted(set(publishers.values())):
        own = [text for text in shuffled[half:] if publishers[text.id] == publisher]
        batches += _batches(title_pairs(own, per_text))
    random.shuffle(batches)
    return [pair for batch in batches for pair in batch]


def _batches(pairs: list[Pair]) -> list[list[Pair]]:
    return [pairs[at : at + BATCH] for at in range(0, len(pairs) - BATCH + 1, BATCH)]


def title_pairs(texts: list[Prepared], per_text: int) -> list[Pair]:
    """Pairs that say the same: title or summary with a window, and two windows of one text."""
    pairs: list[Pair] = []
    for text in texts:
        windows = random.sample(text.windows, len(text.windows))
        for number in range(min(per_text, max(2, len(windows)) + 1)):
            head = text.heads[number % len(text.heads)]
            if windows:
                window = windows[number % len(windows)]
                other = windows[(number + 1) % len(windows)]
                pairs.append((other, window) if number >= 4 and other is not window else (head, window))
            elif number == 0 and len(text.heads) > 1:
                pairs.append((text.heads[0], text.heads[1]))
    random.shuffle(pairs)
    return pairs


def query_pairs(asked: dict[Query, np.ndarray], answers: dict[str, Prepared]) -> list[Pair]:
    """Each query with one window of its answer drawn by chance, every second time under its title as in the archive."""
    pairs: list[Pair] = []
    for query, pieces in asked.items():
        answer = answers.get(query.text_id)
        if answer:
            window = random.choice(answer.windows or answer.heads)
            pairs.append((pieces, np.concatenate([answer.heads[0], window]) if random.random() < 0.5 else window))
    return pairs


def train(table: torch.nn.EmbeddingBag, pairs: list[Pair], rates: list[float]) -> None:
    """One step of Adam for each batch of the pairs, at the rate given for it."""
    optimizer = torch.optim.Adam(table.parameters(), lr=rates[0])
    began = time.time()
    for step, rate in enumerate(rates):
        batch = pairs[step * BATCH : (step + 1) * BATCH]
        for group in optimizer.param_groups:
            group["lr"] = rate * min(1.0, (step + 1) / WARM_UP)
        loss = contrast(vectors(table, [one for one, _ in batch]), vectors(table, [other for _, other in batch]))
        optimizer.zero_grad(set_to_none=True)
        loss.backward()
        optimizer.step()
        if step % 50 == 0:
            print(f"  step {step}/{len(rates)} loss {loss.item():.3f} {time.time() - began:.0f} s", flush=True)


def vectors(table: torch.nn.EmbeddingBag, texts: list[np.ndarray]) -> torch.Tensor:
    """Mean vectors of the texts."""
    offsets = np.cumsum([0, *(len(text) for text in texts[:-1])])
    return table(torch.from_numpy(np.concatenate(texts)), torch.from_numpy(offsets.astype(np.int32)))


def contrast(asked: torch.Tensor, answers: torch.Tensor) -> torch.Tensor:
    """Multiple negatives ranking loss, both ways, averaged over the Matryoshka slices."""
    wanted = torch.arange(len(asked))
    losses = []
    for size in SLICES:
        left = torch.nn.functional.normalize(asked[:, :size], dim=1)
        right = torch.nn.functional.normalize(answers[:, :size], dim=1)
        scores = left @ right.T * SCALE
        losses.append(torch.nn.functional.cross_entropy(scores, wanted))
    return torch.stack(losses).mean()


def save(folder: Path, tokenizer: Tokenizer, weights: np.ndarray) -> None:
    """The folder as sentence-transformers lays it out, weights in float16."""
    folder.mkdir(parents=True, exist_ok=True)
    save_file({"embedding.weight": weights.astype(np.float16)}, folder / "model.safetensors")
    tokenizer.save(str(folder / "tokenizer.json"), pretty=False)
    modules = [
        {"idx": 0, "name": "0", "path": "", "type": "sentence_transformers.models.StaticEmbedding"},
        {"idx": 1, "name": "1", "path": "1_Normalize", "type": "sentence_transformers.models.Normalize"},
    ]
    (folder / "modules.json").write_text(json.dumps(modules, indent=1) + "\n")


if __name__ == "__main__":
    main()
