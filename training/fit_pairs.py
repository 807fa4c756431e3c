"""Train the cross-encoder."""

from __future__ import annotations

import sys
import time
from typing import TYPE_CHECKING

import numpy as np
import torch

from training.pair_model import PairModel

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from training.pair_lists import PairList

LISTS_A_STEP = 8
LEARNING_RATE = 4e-4
_WARM_UP = 0.06
_TOGETHER = 16
"""Pairs of like length that run through the model together: little padding."""
_SAID_EVERY = 50


def fit_pairs(lists: Sequence[PairList], folder: Path, seed: int) -> PairModel:
    """Return a cross-encoder trained on lists, in their order.

    The loss is listwise: minus the log-probability, under the softmax, of the right sentence (Cao et al., 2007), where
    "none of them" stands among them with a logit of 0 and is the right one of a list in which nothing answers. So
    logits can be compared between questions, and confidence can rest on them.
    """
    torch.set_num_threads(1)  # two trainings side by side do more than one on two cores
    torch.manual_seed(seed)
    model = PairModel(folder).train()
    weights = [weight for weight in model.parameters() if weight.requires_grad]
    optimizer = torch.optim.AdamW(weights, lr=LEARNING_RATE, weight_decay=0.01)
    steps = [lists[first : first + LISTS_A_STEP] for first in range(0, len(lists), LISTS_A_STEP)]
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda step: _rate(step, len(steps)))
    begun, recent = time.monotonic(), []
    for number, step in enumerate(steps, 1):
        loss = _loss(model, step)
        loss.backward()  # type: ignore[no-untyped-call]
        torch.nn.utils.clip_grad_norm_(weights, 1.0)
        optimizer.step()
        optimizer.zero_grad()
        schedule.step()
        recent.append(float(loss.detach()))
        if number % _SAID_EVERY == 0 or number == len(steps):
            spent = time.monotonic() - begun
            sys.stderr.write(f"step {number}/{len(steps)} loss {np.mean(recent):.3f} {spent:.0f} s\n")
            recent = []
    return model.eval()


def _rate(step: int, steps: int) -> float:
    """Return the share of the learning rate: a short warm-up, then down to nothing in a line."""
    warm = max(1, round(_WARM_UP * steps))
    return min((step + 1) / warm, max(0.0, (steps - step) / max(1, steps - warm)))


def _loss(model: PairModel, lists: Sequence[PairList]) -> torch.Tensor:
    tokens = [model.tokenize(row.question, row.texts) for row in lists]
    flat = [pair for row in tokens for pair in row]
    order = sorted(range(len(flat)), key=lambda place: len(flat[place][0]))
    parts = [order[first : first + _TOGETHER] for first in range(0, len(order), _TOGETHER)]
    logits = torch.cat([model([flat[place] for place in part]) for part in parts])
    logits = logits[torch.argsort(torch.tensor([place for part in parts for place in part]))]
    losses, first = [], 0
    for row in lists:
        inside = torch.cat([logits.new_zeros(1), logits[first : first + len(row.texts)]])
        losses.append(-torch.log_softmax(inside, 0)[1 if row.answered else 0])
        first += len(row.texts)
    return torch.stack(losses).mean()
