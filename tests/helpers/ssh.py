"""OpenSSH's server on loopback with its own keys, port and configuration, and its client."""

from __future__ import annotations

import os
import pwd
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from helpers.needs import needed
from helpers.slow_link import LOOPBACK
from helpers.terminal import environment
from helpers.waiting import DEADLINE, Patience

USER = pwd.getpwuid(os.geteuid()).pw_name
"""The user who runs the tests: only root could let in anyone else."""

SEPARATED = Path("/run/sshd")
"""The empty folder without which Debian's sshd does not start as root."""

CONFIGURATION = """\
ListenAddress {address}
Port {port}
HostKey {folder}/host
PidFile none
AuthorizedKeysFile {folder}/authorized_keys
PermitRootLogin prohibit-password
PasswordAuthentication no
KbdInteractiveAuthentication no
StrictModes no
UsePAM no
PrintMotd no
PrintLastLog no
Subsystem sftp internal-sftp
SetEnv {environment}
"""


class Server:
    """A running server."""

    def __init__(self, folder: Path, configuration: str = "", programs: Path | None = None) -> None:
        """Start the server with its files in a folder; `configuration` holds additional lines.

        `programs` is where sessions look for programs first, otherwise beside this Python.
        """
        self._folder = folder
        self._programs = programs or Path(sys.executable).parent
        self._more = configuration
        for name in ("host", "user"):
            _generate(folder / name)
        self.authorize("")
        self._start()

    def authorize(self, restrictions: str) -> None:
        """Accept the user's key, with restrictions in the form of `authorized_keys`."""
        key = (self._folder / "user.pub").read_text()
        (self._folder / "authorized_keys").write_text(f"{restrictions} {key}".lstrip())

    def client(
        self,
        *command: str,
        options: Sequence[str] = ("-t",),
        port: int | None = None,
        program: str = "ssh",
        configuration: str | Path = "none",
        host: str = LOOPBACK,
        user: str = USER,
    ) -> tuple[str, ...]:
        """Return the command line of ssh, or of another program with the same options.

        `port` is that of a link in between. Whatever `host` of the client's configuration is
        given, it stands for this server.
        """
        settings = {
            "HostName": LOOPBACK,
            "Port": port or self.port,
            "User": user,
            "IdentityFile": self._folder / "user",
            "IdentitiesOnly": "yes",
            "IdentityAgent": "none",
            "UserKnownHostsFile": self._folder / "known_hosts",
            "StrictHostKeyChecking": "no",
            "LogLevel": "ERROR",
        }
        known = [word for name, value in settings.items() for word in ("-o", f"{name}={value}")]
        client = needed(program, "openssh-client")
        return (client, "-F", str(configuration), *known, *options, host, *command)

    def stop(self) -> None:
        """Stop the server; open sessions go on."""
        self._process.kill()
        self._process.wait()

    def _start(self) -> None:
        sshd = needed("sshd", "openssh-server")
        if os.geteuid() == 0:
            SEPARATED.mkdir(mode=0o755, exist_ok=True)
        log, file = self._folder / "log", self._folder / "sshd_config"
        patience = Patience()
        while patience.left:
            self.port = _free_port()
            log.write_text("")
            file.write_text(
                CONFIGURATION.format(
                    address=LOOPBACK,
                    port=self.port,
                    folder=self._folder,
                    environment=" ".join(f'"{name}={value}"' for name, value in self._given()),
                )
                + self._more
            )
            self._process = subprocess.Popen(
                [sshd, "-D", "-f", file, "-E", log], stdin=subprocess.DEVNULL
            )
            while self._process.poll() is None and patience.left:
                if "Server listening" in log.read_text():
                    return
                time.sleep(0.01)
            # Another process may have taken the port meanwhile.
            if "Address already in use" not in log.read_text():
                break
        self.stop()
        raise AssertionError(f"sshd did not start:\n{log.read_text()}")

    def _given(self) -> Iterator[tuple[str, str]]:
        """The variables that sessions get in addition to sshd's own."""
        yield "PATH", f"{self._programs}:{os.environ['PATH']}"
        yield "HOME", str(self._folder)  # without the developer's own settings of shells and tmux
        yield "TMUX_TMPDIR", str(self._folder)
        for name, value in environment().items():
            if name.startswith(("LC_", "XDG_")):
                yield name, value


def _generate(file: Path) -> None:
    """Make a key pair."""
    keygen = needed("ssh-keygen", "openssh-client")
    subprocess.run(
        [keygen, "-q", "-t", "ed25519", "-N", "", "-f", file], check=True, timeout=DEADLINE
    )


def _free_port() -> int:
    with socket.create_server((LOOPBACK, 0)) as taken:
        return int(taken.getsockname()[1])


@contextmanager
def serving(
    folder: Path, configuration: str = "", programs: Path | None = None
) -> Iterator[Server]:
    """A server for the length of a block."""
    server = Server(folder, configuration, programs)
    try:
        yield server
    finally:
        server.stop()


TRUE_COLOUR, PALETTE = b"8;2;", b"8;5;"
"""How SGR parameters of true colours and of 256 colours begin."""
