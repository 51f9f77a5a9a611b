"""The error of each iteration, as the script's process records it."""

from __future__ import annotations

from collections.abc import Callable
from io import SEEK_CUR, BytesIO
from typing import Any

from numpy import abs as absolute
from numpy import (
    array,
    concatenate,
    dtype,
    errstate,
    frombuffer,
    full,
    ndarray,
)

from .absent import ABSENT
from .error_means import (
    Errors,
    are_alike,
    averaged,
    group_means,
    joined,
    mean_of,
    mean_square,
    row_means,
)
from .hook_calls import ERROR, KIND, MISFIT, SEEN, SIZE, WRITE

Hook = Callable[[Any], Any]
Bind = Callable[[dict[str, object]], object]
MOST_BYTES = 1 << 16
"""Larger arrays are kept rather than copied."""
MUCH = 1 << 20
"""When there are so many bytes, they should be gathered."""
FLOAT = dtype(float)


class ErrorRecord:
    """Errors until they are told: one an iteration, or any number with marks between them.

    What is recorded is kept in a list; where all are arrays of one size, they are copied one after
    the other: that delays the script less than many small arrays that are kept.
    """

    def __init__(self, marking: bool, *, squares: bool = False) -> None:
        """With `squares`, an error is the mean of the squares of what is recorded."""
        self._squares = squares
        self._errors: list[Any] = []
        self._copies, self._size = BytesIO(), 0
        """Arrays recorded before those in the list, and the bytes of each."""
        self._marks: list[int] | None = [] if marking else None
        self._begin = 0
        """The first iteration whose error is not gathered."""
        self._gathered: list[tuple[int, Errors]] = []
        self._bind: Bind = dict
        self._hook: Hook = self._errors.append

    def install(self, bind: Bind) -> None:
        """Take a function that makes hooks known to the script."""
        self._bind = bind
        bind({WRITE: self._copies.write, KIND: FLOAT, MISFIT: self._misfit})
        self._use(self._hook, self._kept)

    def _use(self, hook: Hook, returning: Hook, size: int = 0) -> None:
        """Use what records an error, and what also returns it.

        Arrays of some bytes may be written into the copies without asking them.
        """
        self._hook = hook
        self._bind({ERROR: hook, SEEN: returning, SIZE: size})

    def append(self, error: Any) -> None:
        """Record an error."""
        self._hook(error)

    def result(self, error: Any) -> Any:
        """Record an error that others may change later, and return it."""
        self._hook(error.copy() if type(error) is ndarray else error)
        return error

    def part(self) -> None:
        """Part the last error from the script's array, which is about to be changed."""
        if self._errors and isinstance(self._errors[-1], ndarray):
            self._errors[-1] = self._errors[-1].copy()

    @property
    def is_marking(self) -> bool:
        return self._marks is not None

    @property
    def is_much(self) -> bool:
        """True when what is recorded takes much room."""
        kept = self._errors
        size = getattr(kept[-1], "nbytes", FLOAT.itemsize) if kept else 0
        return len(kept) * size + self._copies.tell() > MUCH

    @property
    def _count(self) -> int:
        """How many errors are recorded and not yet gathered."""
        return len(self._errors) + (self._copies.tell() // self._size if self._size else 0)

    def mark(self) -> None:
        """Begin an iteration, or end the last one."""
        if self._marks is not None:
            self._marks.append(self._count)

    def latest(self, iteration: int) -> float | None:
        """Return the error of the iteration that is being run, if it is known already."""
        first = iteration - self._begin if self._marks is None else (self._marks or [0])[-1]
        copied = self._table(memoryview(self._copies.getvalue())[: self._copies.tell()])
        present = [*copied, *self._errors][max(0, first) :]
        return self._mean_of(present) if present else None

    def gather(self, iteration: int, *, ended: bool = False) -> Errors | None:
        """Average the errors of the iterations before one.

        Return their numbers, (iterations, numbers of an error), if each has one array of one size.
        """
        first, marks = self._begin, self._marks
        count, self._begin = iteration - first, iteration
        if not count or (marks is None and not self._count):
            return None
        means, numbers = self._taken()
        if marks is not None:
            means = group_means(means, array(marks))
            marks[:] = [] if ended else [0]
        elif not ended:  # an exception came before one
            means = concatenate([means, full(max(0, count - len(means)), ABSENT)])
        self._gathered.append((first, means))
        return numbers if marks is None else None

    def _taken(self) -> tuple[Errors, Errors | None]:
        """Return the mean of each error that is recorded, and its numbers; and forget them."""
        errors, parts, tables = self._errors, list[Errors](), list[Errors]()
        if end := self._copies.tell():
            table = self._table(memoryview(self._copies.getvalue())[:end])  # not copied
            self._copies.seek(0)
            tables.append(table)
            with errstate(all="ignore"):
                parts.append(row_means(table**2 if self._squares else absolute(table)))
        if errors:
            parts.append(self._averaged(errors))
            sizes = {_size(error) for error in errors}
            self._size = sizes.pop() if len(sizes) == 1 else 0
            tables += [joined(errors).reshape(len(errors), -1)] if self._size else []
            copying = self._copying(self._size)
            if self._size:
                self._use(copying, copying, self._size)
            else:
                self._use(errors.append, self._kept)
            errors.clear()
        are_alike = self._size and len({table.shape[1] for table in tables}) == 1
        numbers = (concatenate(tables) if len(tables) > 1 else tables[0]) if are_alike else None
        return (concatenate(parts) if parts else full(0, ABSENT)), numbers

    def _table(self, data: memoryview) -> Errors:
        """Return copied arrays as the rows of a table."""
        table: Errors = frombuffer(data)
        return table.reshape(-1, self._size // FLOAT.itemsize) if data else table

    def _copying(self, size: int) -> Hook:
        """Return a function that copies arrays of some bytes, and keeps anything else."""

        def copy(
            error: Any,
            write: Callable[[Any], int] = self._copies.write,
            kind: object = FLOAT,
            size: int = size,
        ) -> Any:
            try:
                if error.dtype is kind:
                    written = write(error)
                    if written == size:
                        return error
                    return self._misfit(error)
            except Exception:
                pass  # it is no array, or its numbers lie apart
            self._use(self._errors.append, self._kept)
            return self._kept(error)

        return copy

    def _misfit(self, error: Any) -> Any:
        """Keep an error of another size, which has been copied."""
        self._copies.seek(-memoryview(error).nbytes, SEEK_CUR)
        self._use(self._errors.append, self._kept)
        return self._kept(error)

    def _kept(self, error: Any) -> Any:
        """Keep an error, and return it."""
        self._errors.append(error)
        return error

    def _mean_of(self, errors: list[Any]) -> float:
        if self._squares:
            errors = [mean_square(error) for error in errors]
        return mean_of(errors)

    def _averaged(self, errors: list[Any]) -> Errors:
        if not self._squares:
            return averaged(errors)
        if are_alike(errors) and all(
            error.dtype.char == "d" and error.flags.c_contiguous for error in errors
        ):  # else a sum of another order, or of shorter numbers
            table = joined(errors).reshape(len(errors), -1)
            with errstate(all="ignore"):
                found: Errors = (table**2).mean(axis=1)
            return found
        return averaged([mean_square(error) for error in errors])

    def take(self) -> list[tuple[int, Errors]]:
        """Return what was gathered and not yet taken: slices, each with its first iteration."""
        found: list[tuple[int, list[Errors]]] = []
        end = -1
        for first, means in self._gathered:
            if first != end:
                found.append((first, []))
            found[-1][1].append(means)
            end = first + len(means)
        self._gathered.clear()
        return [(first, concatenate(parts)) for first, parts in found]


def _size(error: Any) -> int:
    """Return the bytes of an array that can be copied; 0 for anything else."""
    if type(error) is not ndarray or error.dtype is not FLOAT or not error.flags.c_contiguous:
        return 0
    return error.nbytes if error.nbytes <= MOST_BYTES else 0
