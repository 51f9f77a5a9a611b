"""The program, with a record of the commands its worker obeys: run in a terminal by soak.py.

python soak_app.py RECORD [options of tinynet-tui]

Only quitting is left out, which would end the soak: its keys are pressed and do nothing.
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
    """Run the program, and write down what its worker obeys and where it ends."""
    # Opened before the program can forbid it: the record is no part of it.
    with open(path, "wb", buffering=0) as record:  # noqa: PTH123
        obey, stop = Session.obey, Worker.stop

        def write_down(self: Session, run_number: int, command: Command) -> None:
            if not self._must_wait(command):
                record.write(pickle.dumps(Obeyed(_plain(command), self._target)))
            obey(self, run_number, command)

        def write_end(self: Worker, timeout: float = 1.0) -> bool:
            stopped = stop(self, timeout)
            snapshot = self._session.timeline.snapshot()
            values = {name: snapshot.value(name) for name in _names(snapshot.experiment)}
            arrays = {name: value.array for name, value in values.items() if value is not None}
            ended = Ended(_fresh(snapshot.experiment), snapshot.position, arrays)
            record.write(pickle.dumps(ended))
            return stopped

        async def stay(self: TrainerApp) -> None:
            """Do not quit."""

        def begin_to_confess(self: TrainerApp) -> None:
            """Tell where it failed, too: a kiosk does not."""
            handle = self._handle_exception

            def confess(error: Exception) -> None:
                record.write(pickle.dumps("".join(traceback.format_exception(error))))
                handle(error)

            self._handle_exception = confess  # type: ignore[method-assign]
            begin(self)

        begin = TrainerApp.begin
        TrainerApp.begin = begin_to_confess  # type: ignore[method-assign]
        Session.obey, Worker.stop = write_down, write_end  # type: ignore[method-assign]
        TrainerApp.action_quit = stay  # type: ignore[method-assign]
        return cli.main(arguments)


def _names(experiment: Experiment) -> set[str]:
    return {"X", "y", *experiment.script.names}


def _plain(command: Command) -> Command:
    """Return a command that can be written down."""
    if isinstance(command, Open):
        return command._replace(experiment=_fresh(command.experiment))
    if isinstance(command, Until):
        return Until(None)  # type: ignore[arg-type]  # when it comes true is seen by where it leads
    return command


def _fresh(experiment: Experiment) -> Experiment:
    """Return an experiment without what it has worked out so far."""
    return replace(experiment)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2:]))
