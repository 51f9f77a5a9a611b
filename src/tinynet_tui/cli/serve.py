"""The command `serve`: the trainer or a lecture on a page, a kiosk for each visitor.

The server's packages, an extra, are imported only when everything else is right.
"""

from __future__ import annotations

import argparse
import errno

from tinynet_tui.support import sandbox

from .experiment_options import ExperimentParser
from .lecture import lecture_parser, lecture_to_show
from .opening import add_any_run, add_run, opening
from .parser import PROGRAM, Example, Parser, UsageError, whole_number
from .ready import be_ready
from .settings import in_force

HOST, PORT, VISITORS = "127.0.0.1", 8000, 30
EXTRA = "pip install 'tinynet-tui[web]'"
LECTURE = "lecture"
ABOUT = (
    "Show the trainer in a browser, or a lecture after the word lecture. Each visitor gets a "
    "kiosk of their own. All other options are those of the trainer or of the lecture. ctrl+c "
    "ends it."
)
EXAMPLES = (
    Example(f"{PROGRAM} serve --dataset moons --hidden 8", "show other data to this machine only"),
    Example(
        f"{PROGRAM} serve lecture --host 0.0.0.0 --port 8080", "show the lecture to the network"
    ),
)


def serve_parser() -> Parser:
    """Return the parser of `serve`."""
    parser = Parser("serve", ABOUT, EXAMPLES, takes="[lecture [FILE]] [options]")
    _add_server(parser)
    return parser


def guest_parser() -> Parser:
    """Return the parser of all options for a trainer that is served."""
    parser = ExperimentParser("serve")
    _add_server(parser)
    add_run(parser)
    add_any_run(parser)
    return parser


def _add_server(parser: Parser) -> None:
    group = parser.group("the server")
    group.add_argument(
        "--host",
        metavar="ADDRESS",
        default=HOST,
        help="the address to listen on; 0.0.0.0 is every address of this machine "
        f"(default {HOST})\n\nBy default only this machine reaches the page.",
    )
    group.add_argument(
        "--port",
        metavar="N",
        type=whole_number(1, 65_535),
        default=PORT,
        help=f"the port to listen on (default {PORT})",
    )
    group.add_argument(
        "--visitors",
        metavar="N",
        type=whole_number(1, 1000),
        default=VISITORS,
        help=f"how many visitors at a time (default {VISITORS})",
    )


def serve(arguments: list[str]) -> int:
    """Run the server until ctrl+c; return the exit status."""
    server, words = serve_parser().read_known(arguments)
    if not sandbox.can_confine():
        raise UsageError("serve gives each visitor a kiosk, and this system cannot confine a guest")
    words = [*words, sandbox.OPTION]
    _check(words)
    try:
        from tinynet_tui.web.server import GuestServer
    except ModuleNotFoundError as error:
        raise UsageError(f"serve needs {error.name}, which is not installed: {EXTRA}") from None
    be_ready()
    page = GuestServer(
        words,
        host=server.host,
        port=server.port,
        visitors=server.visitors,
        ready=lambda: _announce(server),
    )
    try:
        page.serve()
    except (OSError, UnicodeError) as error:
        raise UsageError(_why_not(error, server.host, server.port)) from None
    return 0


def _check(words: list[str]) -> None:
    """Raise UsageError if the kiosk would not open."""
    is_lecture = words[0] == LECTURE
    if is_lecture:
        parser: Parser = lecture_parser()
        _add_server(parser)  # for a hint at an option that is misspelt
    else:
        parser = guest_parser()
    options = parser.read(words[is_lecture:])
    in_force(options)
    if is_lecture:
        lecture_to_show(options)
    else:
        opening(options, words)


def _why_not(error: Exception, host: str, port: int) -> str:
    """Return why an address cannot be listened on."""
    number = error.errno if isinstance(error, OSError) else None
    if number == errno.EADDRINUSE:
        return f"--port: {port} is taken; try --port {port + 1 if port < 65_535 else PORT}"
    if number in (errno.EACCES, errno.EPERM):
        return f"--port: {port} is not allowed; try --port {PORT}"
    return f"--host: {host[:60]!r} is not an address of this machine"


def _announce(server: argparse.Namespace) -> None:
    import socket

    is_any = server.host in ("", "0.0.0.0", "::")
    host = socket.gethostname() if is_any else server.host
    place = f"[{host}]" if ":" in host else host
    print(f"http://{place}:{server.port}/ shows the trainer; ctrl+c ends it", flush=True)
