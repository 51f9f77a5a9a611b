"""The file of the last session: what `--resume` needs to open the same numbers again."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from tinynet_tui.data.dataset import Dataset
from tinynet_tui.experiment.cursor import Cursor
from tinynet_tui.experiment.experiment import Experiment
from tinynet_tui.experiment.position import Position
from tinynet_tui.support.files import FileError, put, read, shown

MOST_BYTES = 10_000_000
"""Enough for a hundred thousand edits; without edits a file has two hundred bytes."""


def default_path() -> Path:
    """Return the file's path, in the platform's folder for state."""
    from platformdirs import user_state_path

    return user_state_path("tinynet-tui") / "left.json"


def counts_path() -> Path:
    """Return the path of the file with the counts of the bug lab, beside it."""
    return default_path().with_name("lab.json")


class LastSession(NamedTuple):
    """The state of the trainer when it ended."""

    command: list[str]
    """The words of the command that reopens it, from any folder."""
    data: str
    """A digest of the data, to notice a change."""

    @classmethod
    def at(
        cls,
        experiment: Experiment,
        iterations: int,
        position: Position,
        subject: str,
        cursor: Cursor,
    ) -> LastSession:
        """Describe a position as `reopen` does, but with the absolute path of a CSV file."""
        from .reopen_command import reopen  # needed at the end only

        dataset = experiment.dataset
        if dataset.is_file:
            dataset = replace(dataset, spec=str(Path(dataset.spec).absolute()))
            experiment = replace(experiment, dataset=dataset)
        return cls(reopen(experiment, iterations, position, subject, cursor), _digest(dataset))

    def write(self, path: Path) -> None:
        """Write the file, whole or not at all; FileError if that fails."""
        import json

        put(path, json.dumps(self._asdict()).encode(), durable=False)

    @classmethod
    def read(cls, path: Path) -> LastSession:
        """Read the file; FileError if that fails or if it is not a last session."""
        try:
            path.lstat()
        except FileNotFoundError:
            reason = "there is no such file; the trainer writes it when you quit"
            raise FileError(f"{shown(path)}: {reason}") from None
        except OSError:
            pass  # `read` below reports it
        import json

        source = read(path, MOST_BYTES)
        try:
            match json.loads(source.text):
                case {"command": [str(), *_] as command, "data": str(data)} if all(
                    isinstance(word, str) for word in command
                ):
                    return cls(command, data)
        except (ValueError, RecursionError):
            pass
        raise FileError(f"{source.name}: is not a last session of the trainer")

    def greeting(self, experiment: Experiment, position: Position) -> str:
        """Return a message for the reopened session."""
        if _digest(experiment.dataset) == self.data:
            return f"last session, at {position.text(experiment.script)}"
        return f"{experiment.dataset.name} has changed since the last session: the numbers differ"


def _digest(dataset: Dataset) -> str:
    from hashlib import sha256  # slow to import

    return sha256(dataset.X.tobytes() + dataset.y.tobytes()).hexdigest()[:16]
