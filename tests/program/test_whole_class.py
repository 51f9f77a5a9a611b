"""A whole class in real terminals, some of them behind a real sshd: everybody has the same numbers.

A lecturer leads the built-in lecture. Three follow on the same machine, with screens of other
sizes, a guest follows whom a ForceCommand lets in, and one from another computer, with an ssh of
their own and another home. The last two have an account of their own where a test may make one.
"""

from __future__ import annotations

import os
import re
import shlex
import signal
import subprocess
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from random import Random

import pytest

from helpers.accounts import as_account, second_account
from helpers.class_screens import differences, wait_for_agreement
from helpers.classroom import short_folder
from helpers.ssh import Server, serving
from helpers.terminal import Terminal, terminal
from helpers.waiting import DEADLINE
from tinynet_tui.lecture.files import built_in
from tinynet_tui.lecture.scene import NUMBERS, Scene
from tinynet_tui.timeline.timeline import Timeline

NAME = f"whole{os.getpid()}"
SCENES = built_in().scenes
PLAIN = [
    number
    for number, scene in enumerate(SCENES, 1)
    if scene.view == NUMBERS and not (scene.ask or scene.predict or scene.script)
]
"""The numbers of scenes that ask nothing and show the numbers."""
STEPS = ("l1", "l2", "l2_error", "l2_delta", "l1_error", "l1_delta", "syn1", "syn0")
PAGE_DOWN, BACKSPACE, UP, RIGHT = "\x1b[6~", "\x7f", "\x1b[A", "\x1b[C"
FOLLOW = ("follow", NAME)


class WholeClass:
    """A lecturer and those who follow, each in a terminal."""

    leads: Terminal

    def __init__(self, stack: ExitStack) -> None:
        self._stack = stack
        folder = stack.enter_context(short_folder())
        folder.chmod(0o755)
        self._home = home = _folder(folder / "home")
        self.student = stack.enter_context(second_account(home))
        guests = f"ForceCommand {home}/tinynet-tui follow --kiosk {NAME}\n"
        self._host = stack.enter_context(serving(_folder(folder / "host"), "", home))
        self._guests = stack.enter_context(serving(_folder(folder / "guests"), guests, home))
        self._give_ssh(folder)
        self._scene = 1
        self.leads = self.lead()
        self.small, self.tiny, self.large = (
            self.open(*FOLLOW, size=size) for size in ((80, 24), (60, 20), (200, 60))
        )
        self.guest = self.let_guest_in()
        self.far = self.open(
            *("follow", f"ssh://lab.example/{NAME}"),
            size=(100, 30),
            program=(*as_account(self.student), str(home / "tinynet-tui")),
            changes={
                "HOME": str(home),
                "PATH": f"{home}:{os.environ['PATH']}",
                "XDG_CONFIG_HOME": None,
                "XDG_STATE_HOME": None,
            },
        )

    def _give_ssh(self, folder: Path) -> None:
        """Give the student what is theirs: a home, keys, and an `ssh` that knows the host."""
        *client, _ = self._client(self._host, options=())
        ssh = self._home / "ssh"
        ssh.write_text(f'#!/bin/sh\nexec {shlex.join(map(str, client))} "$@"\n')
        ssh.chmod(0o755)
        for path in (self._home, *folder.glob("*/user"), folder / "host", folder / "guests"):
            if as_account(self.student):
                subprocess.run(["chown", self.student, path], check=True, timeout=DEADLINE)

    def _client(self, server: Server, options: tuple[str, ...]) -> tuple[str, ...]:
        return server.client(options=options, user=self.student)

    def open(self, *arguments: str, **options: object) -> Terminal:
        return self._stack.enter_context(terminal(*arguments, **options))  # type: ignore[arg-type]

    def lead(self, *options: str) -> Terminal:
        self.leads = self.open("lecture", "--lead", NAME, *options, size=(120, 40))
        self.leads.wait_for(f"/{len(SCENES)} ", " here")
        return self.leads

    def let_guest_in(self) -> Terminal:
        self.guest = self.open(program=self._client(self._guests, ("-t",)), size=(90, 28))
        return self.guest

    @property
    def following(self) -> tuple[Terminal, ...]:
        return (self.small, self.tiny, self.large, self.guest, self.far)

    def agree(self) -> None:
        """Wait until the same numbers stand on all screens."""
        wait_for_agreement(self.leads, *self.following)

    def wait_for_all(self, text: str) -> None:
        for it in self.following:
            it.wait_for(text)

    def open_scene(self, number: int) -> None:
        self._scene = number
        self.leads.send(f"g#{number}\r")
        self.leads.wait_for(f"╭ {number}/{len(SCENES)} ")

    # What a lecturer does at random.

    def lead_at_random(self, chance: Random, keys: int) -> None:
        """Open a scene, do something there, and end at rest at some iteration."""
        self.open_scene(chance.choice(PLAIN))
        for _ in range(keys):
            chance.choice([self.turn, self.step, self.jump, self.edit, self.reseed, self.play])(
                chance
            )
        self.jump(chance)

    def _changes(self, keys: str) -> None:
        before = self.leads.text
        self.leads.send(keys)
        self.leads.wait_until(lambda: self.leads.text != before, f"what {keys!r} does")

    def pause(self) -> None:
        """Pause, if it plays."""
        if "playing" in self.leads.text:
            self.leads.send(" ")
        self.leads.wait_for("paused")

    def turn(self, chance: Random) -> None:
        """Open another scene and turn its page."""
        number = chance.choice([one for one in PLAIN if one != self._scene])
        self.open_scene(number)
        self._changes(PAGE_DOWN)
        if SCENES[number - 1].play:
            self.leads.wait_for("playing")
        self.pause()

    def step(self, chance: Random) -> None:
        self._changes(chance.choice("nN"))

    def jump(self, chance: Random) -> None:
        at = chance.randrange(1, 3000)
        self.leads.send(f"g{at}:{chance.choice(STEPS)}\r")
        self.leads.wait_for(f"iteration {at:,} ")

    def edit(self, chance: Random) -> None:
        self.leads.send(RIGHT * chance.randrange(4) + "\r")
        self.leads.wait_for("edit ", "enter keeps it")
        self.leads.send(UP * chance.randrange(1, 4) + "\r")
        self.leads.wait_until(lambda: "enter keeps it" not in self.leads.text, "the edit's end")

    def reseed(self, _: Random) -> None:
        before = self.leads.number_after("seed")
        self.leads.send("r")
        self.leads.wait_until(lambda: self.leads.number_after("seed") != before, "a seed")

    def play(self, _: Random) -> None:
        seen = {self.leads.number_after("iteration")}

        def goes_on() -> bool:
            seen.add(self.leads.number_after("iteration"))
            return len(seen) > 3

        self.leads.send(" ")
        self.leads.wait_until(goes_on, "iterations")
        self.pause()


def _folder(path: Path) -> Path:
    path.mkdir()
    return path


@pytest.fixture
def everybody() -> Iterator[WholeClass]:
    """A class of five who follow, at the beginning of the lecture."""
    with ExitStack() as stack:
        it = WholeClass(stack)
        it.leads.wait_for("5 here")
        it.agree()
        yield it


@pytest.mark.parametrize("seed", [1, 2])
def test_the_same_numbers_stand_on_every_screen(everybody: WholeClass, seed: int) -> None:
    it, chance = everybody, Random(seed)
    for _ in range(2):
        it.lead_at_random(chance, keys=4)
        it.agree()
        away_and_back(it, chance)
    answer(it, chance)
    for drop in (cut_ssh, close_a_terminal, drop_the_guest, lose_the_lecturer):
        drop(it)
        it.lead_at_random(chance, keys=2)
        it.agree()
        it.leads.wait_for("5 here")
    it.leads.send("q")
    it.leads.wait_for("end the lecture for everybody? y")
    it.leads.send("y")
    assert it.leads.wait_for_end() == 0
    it.wait_for_all("the class is over")
    for one in it.following:
        one.send("q")
        assert one.wait_for_end() == 0
        one.assert_restored()


def away_and_back(it: WholeClass, chance: Random) -> None:
    """One looks elsewhere while the lecturer goes on, and rejoins."""
    one = chance.choice(it.following)
    one.send("n")
    one.wait_for("away from the lecturer")
    it.leads.wait_for("4 here · 1 away")
    it.jump(chance)
    wait_for_agreement(it.leads, *(other for other in it.following if other is not one))
    assert "away from the lecturer" in one.text and any(differences(it.leads, one))
    one.send(BACKSPACE)
    it.agree()
    it.leads.wait_for("5 here")


# Answers.

SIGNS = {"+": "positive", "-": "negative", "0": "zero"}
Bar = tuple[str, str, str]
BAR = re.compile(r"│ (positive|negative|zero) +(\d+) █*( right)? ")


def answer(it: WholeClass, chance: Random) -> None:
    """A sign is asked for; all answer, one changes the answer, and all see what was answered."""
    number, scene = next(
        (number, scene)
        for number, scene in enumerate(SCENES, 1)
        if scene.ask and scene.ask.kind == "sign"
    )
    it.open_scene(number)
    it.leads.wait_for("answered 0 of 5")
    it.wait_for_all("positive")
    given = [chance.choice("+-0") for _ in it.following]
    it.following[0].send("0")
    it.leads.wait_for("answered 1 of 5")
    for one, key in zip(it.following, given, strict=True):
        one.send(key)
        one.wait_for(f"your answer: {SIGNS[key]} ")
    it.leads.wait_for("answered 5 of 5")
    for one in (it.following[0], it.leads):  # nothing tells that an answer has changed
        one.wait_until_idle()
    it.leads.send(PAGE_DOWN)
    right = sign(scene)
    expected = {
        (SIGNS[key], str(given.count(key)), " right" if key == right else "")
        for key in {*given, right}
    }
    least = {one for one in expected if one[2]}
    for one in (it.leads, *it.following):  # small screens may show the right one alone
        wait_for_bars(one, expected, expected if one in (it.leads, it.large) else least)
    assert ("Right: " in it.large.text) == (given[it.following.index(it.large)] == right)
    it.agree()


def sign(scene: Scene) -> str:
    """Return the key that is the right answer, computed by an own run."""
    assert scene.ask is not None and scene.ask.cell is not None
    run = Timeline(scene.experiment)
    run.approach(scene.position.iteration)
    run.stand_at(scene.position.step)
    number = run.snapshot().current.values[scene.ask.name][scene.ask.cell]
    return "+" if number > 0 else "-" if number < 0 else "0"


def wait_for_bars(it: Terminal, given: set[Bar], least: set[Bar]) -> None:
    """Wait until a screen has shown what was answered, if need be on several pages of the text."""
    seen: set[Bar] = set()
    turned: set[str] = set()

    def has_shown() -> bool:
        seen.update(BAR.findall(it.text))
        if "pgdn: more" in it.text and it.text not in turned:
            turned.add(it.text)
            it.send(PAGE_DOWN)
        return seen >= least

    it.wait_until(has_shown, f"{least}")
    assert seen <= given


# Drops.


def cut_ssh(it: WholeClass) -> None:
    """Kill the ssh of the one far away, who connects again."""
    [client] = children(it.far)
    os.kill(client, signal.SIGKILL)
    it.far.wait_until(lambda: [one for one in children(it.far) if one != client], "another ssh")


def children(it: Terminal) -> list[int]:
    tasks = Path(f"/proc/{it.process.pid}/task").glob("*/children")
    return [int(one) for task in tasks for one in task.read_text().split()]


def close_a_terminal(it: WholeClass) -> None:
    """Close the terminal of one who comes back."""
    it.small.close()
    it.leads.wait_for("4 here")
    it.small = it.open(*FOLLOW)


def drop_the_guest(it: WholeClass) -> None:
    """Kill the guest's ssh; the guest logs in again."""
    it.guest.signal(signal.SIGKILL)
    it.leads.wait_for("4 here")
    it.let_guest_in()


def lose_the_lecturer(it: WholeClass) -> None:
    """Kill the lecturer, who comes back to another scene."""
    it.leads.signal(signal.SIGKILL)
    it.wait_for_all("the lecturer is gone")
    it.lead("--scene", str(PLAIN[-1]))
