"""The slopes of NumPy's operations, one rule for each."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, TypeAlias

import numpy as np

from .tape import Array, unbroadcast

Slopes: TypeAlias = Callable[..., tuple[Any, ...]]

ELEMENTWISE: dict[str, Slopes] = {
    "add": lambda s, a, b, y: (s, s),
    "subtract": lambda s, a, b, y: (s, -s),
    "multiply": lambda s, a, b, y: (s * b, s * a),
    "divide": lambda s, a, b, y: (s / b, -s * a / (b * b)),
    "true_divide": lambda s, a, b, y: (s / b, -s * a / (b * b)),
    "power": lambda s, a, b, y: (
        s * b * np.power(a, np.where(b == 0, 1.0, b - 1.0)),
        s * np.where(a > 0, y * np.log(np.where(a > 0, a, 1.0)), 0.0),
    ),
    "negative": lambda s, a, y: (-s,),
    "positive": lambda s, a, y: (s,),
    "exp": lambda s, a, y: (s * y,),
    "exp2": lambda s, a, y: (s * y * np.log(2),),
    "expm1": lambda s, a, y: (s * (y + 1),),
    "log": lambda s, a, y: (s / a,),
    "log2": lambda s, a, y: (s / a / np.log(2),),
    "log10": lambda s, a, y: (s / a / np.log(10),),
    "log1p": lambda s, a, y: (s / (1 + a),),
    "tanh": lambda s, a, y: (s * (1 - y * y),),
    "sinh": lambda s, a, y: (s * np.cosh(a),),
    "cosh": lambda s, a, y: (s * np.sinh(a),),
    "arctan": lambda s, a, y: (s / (1 + a * a),),
    "sin": lambda s, a, y: (s * np.cos(a),),
    "cos": lambda s, a, y: (-s * np.sin(a),),
    "sqrt": lambda s, a, y: (s / (2 * y),),
    "square": lambda s, a, y: (2 * s * a,),
    "reciprocal": lambda s, a, y: (-s * y * y,),
    "absolute": lambda s, a, y: (s * np.sign(a),),
    "fabs": lambda s, a, y: (s * np.sign(a),),
    "maximum": lambda s, a, b, y: (s * (a >= b), s * (a < b)),
    "minimum": lambda s, a, b, y: (s * (a <= b), s * (a > b)),
    "logaddexp": lambda s, a, b, y: (s * np.exp(a - y), s * np.exp(b - y)),
    "clip": lambda s, a, low, high, y: (s * ((a >= low) & (a <= high)), None, None),
    "where": lambda s, c, a, b, y: (
        None,
        s * np.asarray(c, dtype=bool),
        s * ~np.asarray(c, dtype=bool),
    ),
    "nan_to_num": lambda s, a, y: (s * np.isfinite(a),),
    "expit": lambda s, a, y: (s * y * (1 - y),),
}
"""Given the slope at the result, the operands and the result: the slopes at the operands."""

FLAT = {
    *("sign", "floor", "ceil", "rint", "trunc", "round", "heaviside", "floor_divide", "remainder"),
    *("greater", "greater_equal", "less", "less_equal", "equal", "not_equal", "isnan", "isfinite"),
    *("isinf", "logical_and", "logical_or", "logical_not", "logical_xor", "bitwise_and"),
    *("bitwise_or", "bitwise_xor", "invert", "signbit", "fmod", "argmax", "argmin", "argsort"),
}
"""Operations whose slope is 0 wherever there is one."""
LINEAR = {"add", "subtract", "negative", "positive"}
"""Operations whose slopes are 1 and -1."""
STEPS = {"sign", "heaviside", "greater", "greater_equal", "less", "less_equal", "round", "rint"}
"""Those of them that an output may go through."""


def elementwise(name: str, slope: Array, operands: Sequence[Array], result: Array) -> list[Any]:
    """Return the slopes at the operands of an elementwise operation."""
    if name in FLAT:
        return [None] * len(operands)
    numbers = [np.asarray(one, dtype=float) if one.dtype.kind in "biu" else one for one in operands]
    found = ELEMENTWISE[name](slope, *numbers, result)
    return [
        None if one is None else unbroadcast(np.broadcast_to(one, np.shape(result)), op.shape)
        for one, op in zip(found, operands, strict=True)
    ]


def product(slope: Array, a: Array, b: Array) -> tuple[Array, Array]:
    """Return the slopes at the factors of `a @ b`, also of vectors and of piles of matrices."""
    if not a.ndim or not b.ndim:
        return unbroadcast(slope * b, a.shape), unbroadcast(slope * a, b.shape)
    left, right, wide = a, b, slope
    if a.ndim == 1:
        left, wide = a[None, :], wide[..., None, :] if b.ndim > 1 else wide[..., None]
    if b.ndim == 1:
        right, wide = b[:, None], wide[..., None]
    if a.ndim == b.ndim == 1:
        wide = slope.reshape(1, 1)
    at_left = wide @ np.swapaxes(right, -1, -2)
    at_right = np.swapaxes(left, -1, -2) @ wide
    return (
        unbroadcast(at_left, left.shape).reshape(a.shape),
        unbroadcast(at_right, right.shape).reshape(b.shape),
    )


def spread(slope: Array, shape: tuple[int, ...], axis: Any, *, keepdims: bool) -> Array:
    """Return what was summed along an axis in the shape that it had before."""
    if axis is not None and not keepdims and shape:
        slope = np.expand_dims(slope, axis)
    if axis is None:
        slope = slope.reshape((1,) * len(shape))
    return np.broadcast_to(slope, shape)


def reduced(name: str, slope: Array, a: Array, result: Array, axis: Any, keepdims: bool) -> Array:
    """Return the slope at an array of which a sum, a mean or the like was taken."""
    wide = spread(slope, a.shape, axis, keepdims=keepdims)
    whole = spread(result, a.shape, axis, keepdims=keepdims)
    count = max(1, a.size // max(1, result.size))
    match name:
        case "sum":
            return wide
        case "mean" | "average":
            return wide / count
        case "max" | "min" | "amax" | "amin":
            chosen = a == whole
            among = spread(chosen.sum(axis=axis), a.shape, axis, keepdims=False)
            return np.asarray(wide * chosen / among)
        case "prod":
            return wide * whole / a
        case "var" | "std":
            apart = a - spread(a.mean(axis=axis), a.shape, axis, keepdims=False)
            slope = 2 * apart / count
            return np.asarray(wide * (slope if name == "var" else slope / (2 * whole)))
        case "norm":
            return wide * a / whole
    raise NotImplementedError(name)
