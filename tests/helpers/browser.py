"""A page in headless Chromium, by its remote debugging, and what the page shows."""

from __future__ import annotations

import asyncio
import base64
import itertools
import json
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import aiohttp
import pyte

from helpers.needs import needed
from helpers.terminal import Emulator, environment
from helpers.waiting import DEADLINE

FLAGS = (
    *("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
    *("--disable-dev-shm-usage", "--remote-debugging-port=0", "--window-size=1000,700"),
)
KEYS = {" ": ("Space", 32), "Enter": ("Enter", 13), "Escape": ("Escape", 27)}


class Tab:
    """A tab: it is typed into as a person types, and what its terminal received is emulated."""

    def __init__(self, debugger: aiohttp.ClientWebSocketResponse) -> None:
        self._debugger = debugger
        self._numbers = itertools.count(1)
        self._answers: dict[int, asyncio.Future[Any]] = {}
        self.requested: list[str] = []
        """The addresses that were asked for."""
        self.received = bytearray()
        self.screen = Emulator(80, 24)
        self._stream = pyte.ByteStream(self.screen)
        self._listening = asyncio.create_task(self._listen())

    async def _listen(self) -> None:
        async for message in self._debugger:
            told = message.json()
            params = told.get("params", {})
            if told.get("id") in self._answers:
                self._answers.pop(told["id"]).set_result(told.get("result", told))
            elif told.get("method") == "Network.requestWillBeSent":
                self.requested.append(params["request"]["url"])
            elif told.get("method") == "Network.webSocketCreated":
                self.requested.append(params["url"])
            elif told.get("method") == "Network.webSocketFrameSent":
                self._note_size(params["response"]["payloadData"])
            elif told.get("method") == "Network.webSocketFrameReceived":
                self._note_output(params["response"])

    def _note_size(self, sent: str) -> None:
        message: list[Any] = json.loads(sent)
        if message[0] == "resize":
            self.screen.resize(message[1]["height"], message[1]["width"])
            self.screen.erase_in_display(2)

    def _note_output(self, frame: dict[str, Any]) -> None:
        if frame["opcode"] == aiohttp.WSMsgType.BINARY:
            data = base64.b64decode(frame["payloadData"])
            self.received += data
            self._stream.feed(data)

    async def ask(self, method: str, **params: Any) -> Any:
        number = next(self._numbers)
        answer = self._answers[number] = asyncio.get_running_loop().create_future()
        await self._debugger.send_json({"id": number, "method": method, "params": params})
        return await asyncio.wait_for(answer, DEADLINE)

    async def open(self, address: str) -> None:
        for domain in ("Network", "Page", "Runtime"):
            await self.ask(f"{domain}.enable")
        await self.ask("Page.navigate", url=address)

    async def evaluate(self, code: str) -> Any:
        answer = await self.ask("Runtime.evaluate", expression=code, returnByValue=True)
        return answer["result"].get("value")

    async def type(self, *keys: str) -> None:
        """Press keys: characters, or names in KEYS."""
        for key in keys:
            code, number = KEYS.get(key) or (f"Key{key.upper()}", ord(key.upper()))
            text = {"Enter": "\r", "Escape": ""}.get(key, key)
            common = {"key": key, "code": code, "windowsVirtualKeyCode": number}
            down = {"text": text} if text else {}
            await self.ask("Input.dispatchKeyEvent", type="keyDown", **common, **down)
            await self.ask("Input.dispatchKeyEvent", type="keyUp", **common)

    async def resize(self, width: int, height: int) -> None:
        await self.ask(
            "Emulation.setDeviceMetricsOverride",
            width=width,
            height=height,
            deviceScaleFactor=1,
            mobile=False,
        )

    async def picture(self) -> bytes:
        return base64.b64decode((await self.ask("Page.captureScreenshot"))["data"])

    @property
    def text(self) -> str:
        return self.screen.text

    async def wait_until(self, condition: Callable[[], object], what: str) -> None:
        try:
            async with asyncio.timeout(DEADLINE):
                while not condition():
                    await asyncio.sleep(0.02)
        except TimeoutError:
            raise AssertionError(f"in vain for {what}:\n{self.text}") from None

    async def wait_for(self, *texts: str) -> None:
        await self.wait_until(lambda: all(one in self.text for one in texts), " ".join(texts))


class Browser:
    """Chromium without a window."""

    def __init__(self, session: aiohttp.ClientSession, address: str) -> None:
        self._session, self._address = session, address
        self._tabs: dict[Tab, str] = {}

    async def tab(self, address: str) -> Tab:
        """Open a tab."""
        async with self._session.put(f"{self._address}/json/new?about:blank") as answer:
            target = await answer.json(content_type=None)
        debugger = await self._session.ws_connect(
            target["webSocketDebuggerUrl"], max_msg_size=0, heartbeat=None
        )
        tab = Tab(debugger)
        self._tabs[tab] = target["id"]
        await tab.open(address)
        return tab

    async def close(self, tab: Tab) -> None:
        """Close a tab, as a person does."""
        async with self._session.get(f"{self._address}/json/close/{self._tabs[tab]}") as answer:
            await answer.read()


@asynccontextmanager
async def browser(folder: Path) -> AsyncIterator[Browser]:
    """Run a browser whose files are in a folder."""
    process = await asyncio.create_subprocess_exec(
        needed("chromium", "chromium"),
        *(*FLAGS, f"--user-data-dir={folder / 'chromium'}", "about:blank"),
        env=environment({"HOME": str(folder), "XDG_CONFIG_HOME": str(folder / "chromium")}),
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.DEVNULL,
        stderr=asyncio.subprocess.PIPE,
    )
    assert process.stderr is not None
    try:
        address = await asyncio.wait_for(_address(process.stderr), DEADLINE)
        drain = asyncio.create_task(process.stderr.read())
        async with aiohttp.ClientSession() as session:
            yield Browser(session, address)
        drain.cancel()
    finally:
        process.terminate()
        await process.wait()


async def _address(stderr: asyncio.StreamReader) -> str:
    async for line in stderr:
        _, found, rest = line.decode().partition("DevTools listening on ws://")
        if found:
            return f"http://{rest.split('/')[0]}"
    raise AssertionError("Chromium has not started")
