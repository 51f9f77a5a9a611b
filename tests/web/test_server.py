"""The page in a browser, the processes of its visitors, and what the server refuses."""

from __future__ import annotations

import asyncio
import os
import signal
import socket
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import aiohttp
import pytest

from helpers.browser import browser
from helpers.program import ON_LINUX
from helpers.terminal import environment
from helpers.waiting import DEADLINE

pytestmark = [pytest.mark.slow, ON_LINUX]


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port: int = found.getsockname()[1]
        return port


class Served:
    """A server of the page in a process of its own."""

    def __init__(self, process: asyncio.subprocess.Process, port: int) -> None:
        self.process, self.port = process, port
        self.address = f"http://127.0.0.1:{port}/"

    @property
    def visitors(self) -> set[int]:
        """The processes that the server has started."""
        path = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children")
        return {int(number) for number in path.read_text().split()}

    async def wait_for_visitors(self, count: int) -> set[int]:
        async with asyncio.timeout(DEADLINE):
            while len(self.visitors) != count:
                await asyncio.sleep(0.05)
        return self.visitors


@asynccontextmanager
async def served(folder: Path, *arguments: str) -> AsyncIterator[Served]:
    """Serve the page from a folder, in an environment that is not a page's."""
    port = free_port()
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "tinynet_tui", "serve", "--port", str(port), *arguments),
        cwd=folder,
        env=environment({"TERM": "linux", "TMUX": "x", "STY": "y", "LC_ALL": "C", "COLUMNS": "9"}),
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )
    assert process.stdout is not None
    try:
        said = await asyncio.wait_for(process.stdout.readline(), DEADLINE)
        assert said.decode() == f"http://127.0.0.1:{port}/ shows the trainer; ctrl+c ends it\n"
        yield Served(process, port)
    finally:
        if process.returncode is None:
            process.send_signal(signal.SIGINT)
        rest = await asyncio.wait_for(process.stdout.read(), DEADLINE)
        assert await process.wait() in (0, -signal.SIGKILL)
        assert rest == b""


def exists(process: int) -> bool:
    return Path(f"/proc/{process}").exists()


async def wait_for_end(*processes: int) -> None:
    async with asyncio.timeout(DEADLINE):
        while any(exists(one) for one in processes):
            await asyncio.sleep(0.05)


async def test_a_visitor_opens_steps_plays_resizes_and_closes(tmp_path: Path) -> None:
    folder = tmp_path / "served"
    folder.mkdir()
    (folder / "own.csv").write_text("0,0,0\n0,1,1\n1,0,1\n1,1,0\n")
    arguments = ("--dataset", "own.csv", "--hidden", "3")
    async with served(folder, *arguments) as server, browser(tmp_path) as chromium:
        tab = await chromium.tab(server.address)
        await tab.wait_for("own.csv 2-3-1", "iteration 0", "? help", "┤")
        await tab.type("n")
        await tab.wait_for("step 2/9")
        await tab.type("N")
        await tab.wait_for("iteration 1 ", "step 2/9")
        await tab.type(" ")
        await tab.wait_for("playing")
        await tab.type(" ")
        await tab.wait_for("paused")
        for width, height in ((700, 480), (1600, 1000)):
            before = tab.screen.columns, tab.screen.lines
            await tab.resize(width, height)
            await tab.wait_until(
                lambda before=before: (  # type: ignore[misc]
                    (tab.screen.columns, tab.screen.lines) != before
                    and "paused" in tab.screen.display[-1]
                    and tab.screen.display[1].rstrip()[-1] == "╮"
                    and len(tab.screen.display[1].rstrip()) == tab.screen.columns
                ),
                "a screen of another size",
            )
        # What is seen is drawn: a page without a picture would have one colour.
        assert len(await tab.picture()) > 20_000
        # Nothing was asked of anybody else.
        assert {one.split("/")[2] for one in tab.requested} == {f"127.0.0.1:{server.port}"}
        # Neither file nor setting is to be had.
        await tab.type("?")
        await tab.wait_for("reseed")
        assert "save" not in tab.text
        await tab.type("Escape")
        await tab.type("s", "i")
        await tab.wait_for("paused")
        (process,) = server.visitors
        await chromium.close(tab)
        await wait_for_end(process)
        assert server.visitors == set()
    assert sorted(path.name for path in folder.iterdir()) == ["own.csv"]


async def test_each_visitor_has_a_run_and_a_process_of_their_own(tmp_path: Path) -> None:
    async with served(tmp_path, "lecture", "--scene", "2") as server, browser(tmp_path) as chromium:
        first, second = [await chromium.tab(server.address) for _ in range(2)]
        for tab in (first, second):
            await tab.wait_for("2/19")
        processes = await server.wait_for_visitors(2)
        await first.type("n", "q")
        await first.wait_until(lambda: len(server.visitors) == 1, "the end of a process")
        async with asyncio.timeout(DEADLINE):
            while "-closed" not in await first.evaluate("document.body.className"):
                await asyncio.sleep(0.05)
        assert "-closed" not in await second.evaluate("document.body.className")
        (left,) = server.visitors
        assert left in processes
        os.kill(left, signal.SIGKILL)  # and a page whose process is gone says so, too
        async with asyncio.timeout(DEADLINE):
            while "-closed" not in await second.evaluate("document.body.className"):
                await asyncio.sleep(0.05)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
async def test_when_the_server_ends_so_do_its_visitors(
    number: signal.Signals, tmp_path: Path
) -> None:
    async with served(tmp_path, "--play") as server, aiohttp.ClientSession() as client:
        pages = [await client.ws_connect(f"{server.address}ws") for _ in range(2)]
        processes = await server.wait_for_visitors(2)
        for page in pages:
            assert (await page.receive(DEADLINE)).type is aiohttp.WSMsgType.BINARY
        server.process.send_signal(number)
        assert await asyncio.wait_for(server.process.wait(), DEADLINE) in (0, -number)
        await wait_for_end(*processes)


async def test_a_process_that_hangs_is_ended_with_its_page(tmp_path: Path) -> None:
    flat_out = ("--play", "--fps", "60")
    async with served(tmp_path, *flat_out) as server, aiohttp.ClientSession() as client:
        page = await client.ws_connect(f"{server.address}ws?width=400&height=200")
        (process,) = await server.wait_for_visitors(1)
        assert (await page.receive(DEADLINE)).type is aiohttp.WSMsgType.BINARY
        os.kill(process, signal.SIGSTOP)  # as good as one that hangs
        await page.close()
        await wait_for_end(process)


@pytest.mark.parametrize(
    "sent", ["[]", "{}", "1", "x", '["stdin"]', '["resize", {"width": "x"}]', '["stdin", 5]']
)
async def test_what_no_page_of_ours_sends_ends_only_its_own_session(
    sent: str, tmp_path: Path
) -> None:
    async with served(tmp_path) as server, aiohttp.ClientSession() as client:
        other = await client.ws_connect(f"{server.address}ws")
        (process,) = await server.wait_for_visitors(1)
        page = await client.ws_connect(f"{server.address}ws")
        await server.wait_for_visitors(2)
        await page.send_str(sent)
        if sent != "[]":
            await page.send_str("nonsense")
        assert await server.wait_for_visitors(1) == {process}
        await other.send_str('["stdin", "q"]')
        await server.wait_for_visitors(0)


async def test_it_serves_pages_of_its_own_only_and_no_more_than_allowed(tmp_path: Path) -> None:
    async with served(tmp_path, "--visitors", "1") as server, aiohttp.ClientSession() as client:
        for origin, taken in (("http://evil.example", False), (server.address[:-1], True)):
            try:
                page = await client.ws_connect(f"{server.address}ws", origin=origin)
            except aiohttp.WSServerHandshakeError as error:
                assert not taken and error.status == 403
            else:
                assert taken
        async with client.get(server.address) as full:
            assert full.status == 503
            assert await full.text() == "All 1 places are taken. Try again later.\n"
        with pytest.raises(aiohttp.WSServerHandshakeError, match="503"):
            await client.ws_connect(f"{server.address}ws")
        await page.close()
        await server.wait_for_visitors(0)
        async with client.get(server.address) as again:
            assert again.status == 200


async def test_it_listens_on_this_machine_only(tmp_path: Path) -> None:
    async with served(tmp_path) as server:
        with socket.socket() as other:
            other.settimeout(DEADLINE)
            with pytest.raises(ConnectionRefusedError):
                other.connect(("127.0.0.2", server.port))
