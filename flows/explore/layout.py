"""Where to draw the nodes of a network: springs after Fruchterman and Reingold (1991), from a fixed start.

The same network is always drawn the same. Names are wide and low, so nodes beside each other are kept further apart
than nodes above each other.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

STEPS = 400
GOLDEN_ANGLE = 2.399963
#: How much of the distance beside each other counts, and the room for a name in the unit square.
BESIDE = 0.6
NAME_WIDTH, NAME_HEIGHT = 0.15, 0.055

Places = NDArray[np.float64]


def positions(count: int, ties: Sequence[tuple[int, int]]) -> list[tuple[float, float]]:
    """A place in the unit square for each of `count` nodes: tied ones near, others apart, no name upon another."""
    if count <= 1:
        return [(0.5, 0.5)] * count
    where = _fitted(_sprung(count, ties))
    for _ in range(STEPS):
        where = _names_apart(where)
    return [(round(float(x), 3), round(float(y), 3)) for x, y in _fitted(where)]


def _sprung(count: int, ties: Sequence[tuple[int, int]]) -> Places:
    at = np.arange(count)
    spiral = np.sqrt((at + 0.5) / count)
    where = np.column_stack((np.cos(at * GOLDEN_ANGLE) * spiral, np.sin(at * GOLDEN_ANGLE) * spiral))
    tied = np.zeros((count, count))
    for left, right in ties:
        tied[left, right] = tied[right, left] = 1
    ideal = 1.6 / np.sqrt(count)
    for step in range(STEPS):
        apart = where[:, None, :] - where[None, :, :]
        distance = np.maximum(np.hypot(apart[..., 0] * BESIDE, apart[..., 1]), 0.01)
        push = np.where(distance < 3 * ideal, ideal**2 / distance**2, 0) - tied * distance / ideal
        move = (apart * push[:, :, None]).sum(axis=1) - 0.5 * where  # the last term keeps untied parts near
        length = np.maximum(np.linalg.norm(move, axis=1, keepdims=True), 1e-9)
        where = where + move / length * np.minimum(length, 0.12 * (1 - step / STEPS))
    return where


def _names_apart(where: Places) -> Places:
    """One step away from each other, up or down, for nodes whose names lie upon each other."""
    apart = where[:, None, :] - where[None, :, :]
    upon = (np.abs(apart[..., 0]) < NAME_WIDTH) & (np.abs(apart[..., 1]) < NAME_HEIGHT)
    np.fill_diagonal(upon, val=False)
    order = np.arange(len(where))
    way = np.where(apart[..., 1] != 0, np.sign(apart[..., 1]), np.sign(order[:, None] - order[None, :]))
    return where + np.column_stack((np.zeros(len(where)), (upon * way).sum(axis=1) * 0.004))


def _fitted(where: Places) -> Places:
    """Stretched to fill the unit square."""
    low, high = where.min(axis=0), where.max(axis=0)
    return np.asarray((where - low) / np.maximum(high - low, 1e-9))
