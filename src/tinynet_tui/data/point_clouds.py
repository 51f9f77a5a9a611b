"""Two-dimensional point clouds: two classes of points, drawn by a seed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, fields
from math import isnan
from typing import TypeAlias

import numpy as np

from tinynet_tui.network.array import Array
from tinynet_tui.support.parse_numbers import integer, number
from tinynet_tui.support.quote import quoted

from .names import CLOUDS

MOST_POINTS = 10_000
DECIMALS = 2
"""Decimals of the coordinates: few enough to be shown, and the same on every machine."""

Shape: TypeAlias = Callable[[Array, Array, Array], tuple[Array, Array]]
"""Takes each point's class (0 or 1) and two random numbers from 0 to 1; returns x and y."""


def circle(classes: Array, u: Array, v: Array) -> tuple[Array, Array]:
    """Place class 1 in a disc of radius 0.5, class 0 in a ring of 0.7 to 1 around it."""
    return _polar(np.where(classes == 1, 0.5 * np.sqrt(u), 0.7 + 0.3 * u), 2 * np.pi * v)


def moons(classes: Array, u: Array, v: Array) -> tuple[Array, Array]:
    """Place the classes on two interlocking half circles."""
    x, y = _polar(np.ones_like(u), np.pi * u)
    upper = classes == 1
    return (np.where(upper, x, 1 - x) - 0.5) / 1.5, (np.where(upper, y, 0.5 - y) - 0.25) / 1.5


def spiral(classes: Array, u: Array, v: Array) -> tuple[Array, Array]:
    """Place the classes on two arms that wind once around the centre."""
    return _polar(0.1 + 0.9 * u, 2 * np.pi * u + np.pi * classes)


def blobs(classes: Array, u: Array, v: Array) -> tuple[Array, Array]:
    """Place class 1 in a disc around (0.5, 0.5), class 0 in one around (-0.5, -0.5)."""
    x, y = _polar(0.3 * np.sqrt(u), 2 * np.pi * v)
    return x + classes - 0.5, y + classes - 0.5


def _polar(radius: Array, angle: Array) -> tuple[Array, Array]:
    return radius * np.cos(angle), radius * np.sin(angle)


SHAPES: dict[str, Shape] = dict(zip(CLOUDS, (circle, moons, spiral, blobs), strict=True))


@dataclass(frozen=True)
class Cloud:
    """A cloud of points in a shape, drawn by a seed."""

    shape: str
    points: int = 100
    noise: float = 0.05
    """The standard deviation of the noise in both coordinates."""
    seed: int = 1

    def __post_init__(self) -> None:
        if not 2 <= self.points <= MOST_POINTS:
            raise ValueError(
                f"{self.shape}: points={self.points} is not between 2 and {MOST_POINTS:,}"
            )
        if not 0 <= self.noise <= 1:
            raise ValueError(f"{self.shape}: noise={_plain(self.noise)} is not between 0 and 1")
        if not 0 <= self.seed < 2**32:
            raise ValueError(f"{self.shape}: seed={self.seed} is not between 0 and {2**32 - 1}")

    @classmethod
    def parse(cls, shape: str, text: str) -> Cloud:
        """Read `points=200,noise=0.1,seed=7`, in any order; raises ValueError."""
        options: dict[str, float] = {}
        for part in text.split(","):
            name, _, value = part.partition("=")
            if name not in OPTIONS:
                raise ValueError(
                    f"{shape}: {quoted(part, 40)} is not one of {', '.join(OPTIONS)}=NUMBER"
                )
            if name in options:
                raise ValueError(f"{shape}: {name} is given twice")
            try:
                options[name] = _read(name, value)
            except ValueError as error:
                raise ValueError(f"{shape}: {name}={error}") from None
        return cls(shape, **options)  # type: ignore[arg-type]

    @property
    def spec(self) -> str:
        """The shortest text that draws it again: options with their defaults are left out."""
        values = [(name, getattr(self, name)) for name in OPTIONS]
        given = [f"{name}={_plain(v)}" for name, v in values if v != getattr(Cloud, name)]
        return f"{self.shape}:{','.join(given)}" if given else self.shape

    def draw(self) -> tuple[Array, Array]:
        """Return X, (points, 3) with a column of ones, and y, (points, 1); the classes alternate.

        More noise moves the same points further in the same directions.
        """
        random = np.random.RandomState(self.seed)  # draws the same in every version of NumPy
        classes: Array = np.arange(1.0, self.points + 1) % 2
        u, v = random.random_sample((2, self.points))
        noise = self.noise * random.standard_normal((2, self.points))
        x, y = SHAPES[self.shape](classes, u, v) + noise
        inputs = np.column_stack([x, y, np.ones(self.points)]).round(DECIMALS) + 0.0  # no -0
        return inputs, classes.reshape(-1, 1)


OPTIONS = tuple(field.name for field in fields(Cloud))[1:]


def _read(name: str, text: str) -> float:
    if name != "noise":
        return integer(text)
    if isnan(value := number(text)):
        raise ValueError(f"{text!r} is not a number")
    return value + 0.0  # never -0.0


def _plain(value: float) -> str:
    return repr(value).removesuffix(".0")
