"""The program with a record of the commands that its worker obeys; soak.py runs it.

python soak_app.py RECORD [options of tinynet-tui]

Quitting would end the soak, so that its keys do nothing.
"""

from __future__ import annotations

import pickle
import sys
import traceback
from dataclasses import replace
from pathlib import Path

sys.path.insert(1, str(Path(__file__).parents[1]))

from helpers.straight import Ended, Obeyed
from tinynet_tui.cli import main as cli
from tinynet_tui.experiment.experiment import Experiment
from tinynet_tui.ui.app.trainer_app import TrainerApp
from tinynet_tui.worker.commands import Command, Open, Until
from tinynet_tui.worker.session import Session
from tinynet_tui.worker.worker import Worker


def main(path: str, arguments: list[str]) -> int:
    """Run the program; record the commands its worker obeys, any error, and the end."""
    # Opened before a kiosk forbids it.
    with open(path, "wb", buffering=0) as record:  # noqa: PTH123
        obey, stop = Session._obey_now, Worker.stop

        def write_down(self: Session, run_number: int, command: Command) -> None:
            record.write(pickle.dumps(Obeyed(_picklable(command), self._target)))
            obey(self, run_number, command)

        def write_end(self: Worker, timeout: float = 1.0) -> bool:
            stopped = stop(self, timeout)
            snapshot = self._session.timeline.snapshot()
            names = {"X", "y", *snapshot.experiment.script.names}
            values = {name: snapshot.value(name) for name in names}
            arrays = {name: value.array for name, value in values.items() if value is not None}
            ended = Ended(_fresh(snapshot.experiment), snapshot.position, arrays)
            record.write(pickle.dumps(ended))
            return stopped

        async def stay(self: TrainerApp) -> None:
            """Do nothing instead of quitting."""

        def begin_recording_errors(self: TrainerApp) -> None:
            """Record tracebacks, which a kiosk does not show."""
            handle = self._handle_exception

            def write_error(error: Exception) -> None:
                record.write(pickle.dumps("".join(traceback.format_exception(error))))
                handle(error)

            self._handle_exception = write_error  # type: ignore[method-assign]
            begin(self)

        begin = TrainerApp.begin
        TrainerApp.begin = begin_recording_errors  # type: ignore[method-assign]
        Session._obey_now, Worker.stop = write_down, write_end  # type: ignore[method-assign, assignment]
        TrainerApp.action_quit = stay  # type: ignore[method-assign]
        return cli.main(arguments)


def _picklable(command: Command) -> Command:
    if isinstance(command, Open):
        return command._replace(experiment=_fresh(command.experiment))
    if isinstance(command, Until):
        return Until(None)  # type: ignore[arg-type]  # where it leads shows when it came true
    return command


def _fresh(experiment: Experiment) -> Experiment:
    """Return an experiment without its cached values."""
    return replace(experiment)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2:]))
