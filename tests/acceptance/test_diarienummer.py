"""Case numbers as printed by 45 diaries, in the lines in which municipalities print them; and owners never met."""

from __future__ import annotations

from pathlib import Path

import pytest

from nlp.swedish import load_swedish
from tests.bench.diarienummer import measured_by_layout, measured_look_alikes, measured_without_owner

pytestmark = pytest.mark.shared

# owners of different cities, shapes and kinds; `python -m tests.bench.diarienummer` takes all of them
SAMPLE = (
    "lst-stockholm", "sthlm-trafik", "sthlm-sbn", "sthlm-aldren", "sthlm-sdn-alvsjo", "sthlm-sdn-farsta",
    "tyreso-ksm", "gbg-srn", "malmo-sbn", "uppsala-scn", "botkyrka-tef", "nykoping-sbn", "ludvika-mb", "ockelbo-ks",
)  # fmt: skip


def test_printed_numbers_in_every_layout(shared: Path) -> None:
    score = measured_by_layout(shared, load_swedish())
    assert sum(score.asked.values()) > 7000
    assert score.share >= 0.99, score.wrong[:10]
    assert all(score.right[layout] / asked >= 0.99 for layout, asked in score.asked.items()), score.right


def test_no_look_alike_is_taken(shared: Path) -> None:
    score = measured_look_alikes(shared, load_swedish())
    assert score.share == 1.0, score.wrong


def test_owners_left_out_by_turns(shared: Path) -> None:
    score = measured_without_owner(shared, SAMPLE)
    assert score.share >= 0.99, score.wrong[:10]
