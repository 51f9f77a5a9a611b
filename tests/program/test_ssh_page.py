"""The instructions of the manual's page on SSH, word for word, with a real server on loopback."""

from __future__ import annotations

import re
import shlex
import subprocess
from functools import partial
from pathlib import Path

import pytest

from helpers.needs import needed
from helpers.pages import page
from helpers.program import fills
from helpers.ssh import PALETTE, TRUE_COLOUR, USER, serving
from helpers.terminal import Terminal, environment, terminal
from helpers.waiting import DEADLINE

PAGE = page("ssh")
block = PAGE.block


def run(client: tuple[str, ...]) -> subprocess.CompletedProcess[str]:
    """Run a client without a terminal to its end."""
    return subprocess.run(
        client, stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=DEADLINE
    )


def command(it: Terminal, text: str) -> None:
    """Give tmux a command, not so fast that it takes it for a paste."""
    it.send("\x02")
    it.wait_for_quiet(0.2)
    it.send(":")
    it.wait_until(lambda: it.text.split("\n")[-1].startswith(":"), "tmux's prompt")
    it.send(text)
    it.wait_for(f":{text}")
    it.send("\r")


@pytest.mark.parametrize("accepted", [True, False])
def test_with_the_clients_options_the_host_is_enough(tmp_path: Path, accepted: bool) -> None:
    file = tmp_path / "config"
    file.write_text(block("Host class"))
    line = "AcceptEnv LANG LC_* COLORTERM"
    assert line in PAGE.codes
    with serving(tmp_path, line if accepted else "") as server:
        client = server.client("tinynet-tui", options=(), configuration=file, host="class")
        chosen = run((client[0], "-G", *client[1:])).stdout
        assert "\ncompression yes\n" in chosen and "\nserveraliveinterval 5\n" in chosen
        with terminal(program=client) as it:
            it.wait_for("paused", "? help")
            assert (TRUE_COLOUR if accepted else PALETTE) in it.received
            assert (PALETTE if accepted else TRUE_COLOUR) not in it.received


def test_a_students_key_shows_the_lecturers_screen_and_does_nothing_else(tmp_path: Path) -> None:
    tmux = needed("tmux", "tmux")
    (lecturers,) = re.findall(r"^tmux .*", block("new-session"), re.M)
    assert "\nssh -C " in block("new-session")
    (line,) = block("restrict,pty").splitlines()
    restrictions, _ = line.split(" ssh-ed25519 ")
    touched = tmp_path / "touched"
    known = environment({"TMUX": None, "TMUX_TMPDIR": str(tmp_path)})

    def tell_tmux(*words: str) -> str:
        """Tell the class's tmux something, from outside; return what it says."""
        told = (tmux, "-L", "class", *words)
        return subprocess.run(
            told, env=known, capture_output=True, text=True, timeout=DEADLINE
        ).stdout

    def says_it_is_dead(it: Terminal) -> bool:
        """True once the end is shown. tmux 3.3 may miss it until another of its processes ends."""
        if "Pane is dead" in it.text:
            return True
        if tell_tmux("list-panes", "-F", "#{pane_dead}").strip() == "1":
            tell_tmux("run-shell", "-b", "true")
        return False

    with serving(tmp_path) as server:
        try:
            with terminal(program=server.client(lecturers)) as lecturer:
                lecturer.wait_for("iteration 0", "paused")
                server.authorize(restrictions)
                with terminal(program=server.client(f"touch {touched}")) as student:
                    student.wait_for("iteration 0", "paused")
                    student.send("nrq\x03\x02:")
                    lecturer.send("N")
                    for it in (lecturer, student):
                        it.wait_for("iteration 1 ", "step 1/9", "seed 1")
                    student.send("\x02d")
                    assert student.wait_for_end() == 0
                assert run(server.client("-s", "sftp", options=())).returncode != 0
                assert not touched.exists()
                # The whole height is the trainer's, and its end is not that of the class.
                lecturer.wait_until(partial(fills, lecturer, 80, 24), "a whole screen")
                server.authorize(restrictions)
                with terminal(program=server.client("")) as student:
                    student.wait_until(partial(fills, student, 80, 24), "a whole screen")
                    lecturer.send("q")
                    for it in (lecturer, student):
                        it.wait_until(partial(says_it_is_dead, it), "the trainer's end")
                    command(lecturer, "respawn-pane")
                    for it in (lecturer, student):
                        it.wait_for("iteration 0 ", "paused")
                    command(lecturer, "kill-session")
                    for it in (lecturer, student):
                        assert it.wait_for_end() == 0
        finally:
            tell_tmux("kill-server")


def test_a_guest_gets_the_trainer_and_nothing_else(tmp_path: Path) -> None:
    touched, batch = tmp_path / "touched", tmp_path / "batch"
    batch.write_text(f"put {batch} {touched}\n")
    forbidden = f"touch {shlex.quote(str(touched))}"
    with serving(tmp_path, block("Match User guest").replace("guest", USER)) as server:
        for command in (forbidden, "tinynet-tui train", ""):
            refused = run(server.client(command, options=()))
            assert (refused.returncode, refused.stdout) == (2, "")
            assert "needs a terminal" in refused.stderr
        with terminal(program=server.client(forbidden)) as it:
            it.wait_for("iteration 0", "paused", "? help")
            it.send("q")
            assert it.wait_for_end() == 0
            it.assert_restored()
        copied = run(server.client(program="sftp", options=("-b", str(batch))))
        assert copied.returncode != 0
        there = f"127.0.0.1:{server.port}"
        forwarded = run(server.client(options=("-W", there)))
        assert forwarded.returncode != 0 and "SSH-" not in forwarded.stdout
        assert not touched.exists()


def test_another_user_gets_what_is_asked_for(tmp_path: Path) -> None:
    """The same requests, so that a guest's are refused for no other reason."""
    touched, batch = tmp_path / "touched", tmp_path / "batch"
    batch.write_text(f"put {batch} {tmp_path / 'copied'}\n")
    with serving(tmp_path, block("Match User guest")) as server:
        assert run(server.client(f"touch {touched}", options=())).returncode == 0
        copied = run(server.client(program="sftp", options=("-b", str(batch))))
        assert copied.returncode == 0
        forwarded = run(server.client(options=("-W", f"127.0.0.1:{server.port}")))
        assert "SSH-" in forwarded.stdout
        assert touched.exists() and (tmp_path / "copied").exists()
