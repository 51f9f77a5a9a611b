"""Settings: what is right in a file counts, and what is wrong is named with its line."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.pages import page
from helpers.terminal import PROGRAM, environment, terminal
from helpers.trainer import Trainer, opened, running
from helpers.waiting import DEADLINE
from tinynet_tui.cli import main as cli
from tinynet_tui.cli import viewing
from tinynet_tui.experiment.experiment import Experiment
from tinynet_tui.lecture.files import built_in
from tinynet_tui.settings.settings import DIGITS, MAX_FPS, Settings, check
from tinynet_tui.ui.app.lecture_app import LectureApp
from tinynet_tui.ui.keys.settings_file import default_path, example, key_name, known, load
from tinynet_tui.ui.keys.table import KEYS, LECTURE_KEYS, SCRIPT_KEYS

KNOWN = known()
BUILT_IN = {binding.id: binding.key for binding in (*KEYS, *LECTURE_KEYS, *SCRIPT_KEYS)}


def read(text: str) -> Settings:
    return check(text, KNOWN)


def mistakes(text: str) -> list[str]:
    return read(text).complaints("")


# What is set.


def test_nothing_need_be_set() -> None:
    assert read("") == Settings()
    assert read("# nothing\n\n[keys]\n") == Settings()
    assert read("keys = {}") == Settings()


def test_everything_can_be_set() -> None:
    text = 'theme = "nord"\nfps = 30\ndigits = 6\nmouse = false\n[keys]\n"step.line" = "k"\n'
    for written in (text, text.replace("\n", "\r\n"), "\ufeff" + text):
        found = read(written)
        assert found.complaints() == []
        assert (found.theme, found.fps, found.digits, found.mouse) == ("nord", 30, 6, False)
        assert found.keys == {"step.line": "k"}


@pytest.mark.parametrize(
    "text",
    [
        '[keys]\n"step.line" = "k,f2"',
        '[keys]\nstep.line = ["k", "F2"]',
        '[keys]\n"step.line" = [\n  "k",  # the first\n  " f2 ",\n]',
        '[keys.step]\nline = "k, f2"',
        'keys = { "step.line" = "k,f2,k" }',
        'keys.step.line = "k,f2"',
    ],
)
def test_keys_can_be_written_in_every_way_that_toml_has(text: str) -> None:
    assert read(text) == Settings(keys={"step.line": "k,f2"})


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("n", "n"),
        ("N", "N"),
        ("é", "é"),
        ("]", "right_square_bracket"),
        ("+", "plus"),
        ("plus", "plus"),
        (" ", "space"),
        (",", "comma"),
        ("Space", "space"),
        ("PgDn", "pagedown"),
        ("esc", "escape"),
        ("tab", "tab"),
        ("ctrl+i", "tab"),
        ("Ctrl+A", "ctrl+a"),
        ("shift+up", "shift+up"),
        ("alt+x", "alt+x"),
        ("f12", "f12"),
    ],
)
def test_a_key_has_one_name_however_it_is_written(written: str, name: str) -> None:
    assert key_name(written) == name
    assert key_name(name) == name


@pytest.mark.parametrize(
    "written", ["", "nn", "\x1b", "\u200b", "日", "shift+n", "ctrl+c", "ctrl+q", "<any>", "hyper+x"]
)
def test_what_is_no_key_is_refused(written: str) -> None:
    with pytest.raises(ValueError, match=r"not a key|always quits"):
        key_name(written)


def test_every_built_in_key_can_be_named() -> None:
    for keys in KNOWN.keys.values():
        assert [key_name(key) for key in keys] == [*keys]


# What is wrong.


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ('\ntheme = "nrod"', ":2: theme: there is no theme 'nrod': did you mean nord?"),
        ("theme = 3", ":1: theme: it must be the name of a theme, in quotes"),
        ("fps = 0", ":1: fps: it must be a whole number from 1 to 60"),
        ("fps = 61", ":1: fps: it must be a whole number from 1 to 60"),
        ("fps = true", ":1: fps: it must be a whole number from 1 to 60"),
        ("digits = 1", ":1: digits: it must be a whole number from 2 to 8"),
        ("digits = 2.0", ":1: digits: it must be a whole number from 2 to 8"),
        ('mouse = "no"', ":1: mouse: it must be true or false"),
        ("ascii = 1", ":1: ascii: it must be true or false"),
        ("\n\nthem = 1", ":3: them: there is no such setting: did you mean theme?"),
        ('[key]\n"a" = 1\n"b" = 2', ":1: key: there is no such setting: did you mean keys?"),
        ("fps = 3\n\n[colours]", ":3: colours: there is no such setting"),
        ("keys = 3", ":1: keys: write [keys] on a line of its own"),
        ("[fps]\nmost = 3", ":1: fps: it must be one value, not a table"),
        ("fps = 20\n\nfps = 30", ":3: fps: already set in line 1"),
        ("theme = nord", ":1: not TOML: a value is missing, or quotes around text"),
        ('theme = "nord', ":1: not TOML: a closing quote is missing"),
        ("fps 3", ":1: not TOML: expected '=' after a key in a key/value pair"),
        (
            '[keys]\n"step.lne" = "k"',
            ":2: keys: step.lne: there is no such action: did you mean step.line",
        ),
        ('[keys]\nplay = "kk"', ":2: keys: play: 'kk' is not a key"),
        ('[keys]\nplay = ""', ":2: keys: play: '' is not a key"),
        ("[keys]\nplay = []", ":2: keys: play: it needs a key"),
        ("[keys]\nplay = 3", ":2: keys: play: put the keys in quotes"),
        ('[keys]\nplay = "shift+k"', ":2: keys: play: shift+k is not a key: with shift it is 'K'"),
        ('[keys]\nplay = "k,ctrl+c"', ":2: keys: play: ctrl+c cannot be chosen: it always quits"),
        ('[keys]\n"quit.always" = "k"', ":2: keys: quit.always: there is no such action"),
        ('[keys]\nplay = "n"', ":2: keys: play: n is already the key of step.line"),
        ('[keys]\n\n"play" = "k"\ngoto = "k"', ":4: keys: goto: k is already the key of play"),
        ('[keys]\nplay = "PgDn"', ":2: keys: play: pagedown is already the key of scene.next"),
    ],
)
def test_a_mistake_is_named_with_its_line_and_the_rest_counts(text: str, complaint: str) -> None:
    (found,) = mistakes(text)
    assert found.startswith(complaint)
    assert found.isprintable()
    alone = read(text)
    mouse = re.search("^mouse", text, re.M)
    more = text if mouse else f"mouse = false\n{text}"
    assert read(more).mouse is bool(mouse)
    assert (read(more).theme, read(more).digits) == (alone.theme, alone.digits)


def test_a_list_without_end_spoils_only_itself() -> None:
    found = read('theme = "nord"\n[keys]\nplay = ["k",\n\ngoto = "G"\n')
    (complaint,) = found.complaints("")
    assert complaint.startswith(":3: not TOML: ")
    assert (found.theme, found.keys) == ("nord", {"goto": "G"})


def test_what_follows_a_broken_head_of_a_table_is_not_taken_for_something_else() -> None:
    found = read('fps = 20\n[keys\nplay = "k"\nfps = 3\n[keys]\ngoto = "G"\n')
    (complaint,) = found.complaints("")
    assert complaint.startswith(":2: not TOML: expected ']'")
    assert complaint.endswith("; this table is not read")
    assert (found.fps, found.keys) == (20, {"goto": "G"})


def test_keys_can_be_swapped_and_passed_on() -> None:
    assert read('[keys]\n"step.line" = "b"\n"back.line" = "n"').keys == {
        "step.line": "b",
        "back.line": "n",
    }
    assert read('[keys]\ngoto = "n"\n"step.line" = "k"').complaints() == []


def test_former_names_of_actions_are_still_read_but_not_listed() -> None:
    text = '[keys]\n"step.phase" = "k"\nback.phase = "j"\npredict = "T"\nslope = "Y"\nask = "O"'
    found = read(text)
    assert found.complaints() == []
    assert found.keys == {
        "step.line": "k",
        "back.line": "j",
        "quiz": "T",
        "gradient": "Y",
        "what-if": "O",
    }
    for former in ("step.phase", "back.phase", "predict", "slope", "ask"):
        assert f'"{former}"' not in example()
    both = '[keys]\n"step.phase" = "k"\n"step.line" = "j"'
    assert read(both).complaints() == [
        ":3: keys: step.line: already set in line 2 as step.phase, which counts"
    ]


@pytest.mark.parametrize(
    ("lines", "mistake"),
    [
        ('slope = "n"', ":2: keys: slope: n is already the key of step.line"),
        ('slope = "nn"', ":2: keys: slope: 'nn' is not a key"),
        (
            '"step.phase" = "k"\nslope = "k"',
            ":3: keys: slope: k is already the key of step.phase",
        ),
        (
            'gradient = "Y"\nslope = "D"',
            ":3: keys: slope: already set in line 2 as gradient, which counts",
        ),
    ],
)
def test_a_mistake_names_the_word_that_stands_in_its_line(lines: str, mistake: str) -> None:
    assert read(f"[keys]\n{lines}").complaints() == [mistake]


def test_a_swap_that_fails_on_one_side_fails_on_the_other() -> None:
    found = read('[keys]\n"step.line" = "b"\n"back.line" = "nn"')
    assert found.keys == {}
    assert [complaint.split(": ")[0] for complaint in found.complaints("")] == [":2", ":3"]


ACTIONS = st.sampled_from([*KNOWN.keys])
SOME_KEYS = st.sampled_from([*"nNbBpgkxyz", "space", "f2", "tab", "up", "pagedown", "ctrl+c"])


@given(st.dictionaries(ACTIONS, st.lists(SOME_KEYS, min_size=1, max_size=3)))
def test_no_two_actions_ever_share_a_key(wanted: Mapping[str, list[str]]) -> None:
    found = read("[keys]\n" + "".join(f'"{id}" = "{",".join(k)}"\n' for id, k in wanted.items()))
    assert len(found.keys) + len(found.mistakes) == len(wanted)
    keys = [key for id in KNOWN.keys for key in found.keys.get(id, BUILT_IN[id]).split(",")]
    assert len(keys) == len(set(keys))
    assert "ctrl+c" not in keys


WORDS = """theme fps keys play = . , [ ] { } " ' # "n" "nord" 30 \\ 1e9 true 1979-05-27 ä"""
PIECES = st.sampled_from([*WORDS.split(), '"' * 3, "\n", "\r\n", " ", "\x00", "\x1b"])


@given(st.lists(PIECES, max_size=40).map("".join) | st.text(max_size=200))
def test_any_text_gives_settings_and_lines_that_can_be_shown(text: str) -> None:
    found = read(text)
    assert found.theme in (None, *KNOWN.themes)
    assert 1 <= found.fps <= MAX_FPS
    assert found.digits is None or DIGITS[0] <= found.digits <= DIGITS[1]
    for complaint in found.complaints("x"):
        line = re.fullmatch(r"x:(\d+): .+", complaint)
        assert line is not None
        assert 1 <= int(line[1]) <= text.count("\n") + 1
        assert complaint.isprintable()


@pytest.mark.parametrize(
    "text",
    [
        "[" * 60_000,
        "fps = " + "[" * 900,
        "fps = [\n" + "[\n" * 900,
        "fps = " + "[" * 60_000,
        ".".join("a" * 30_000) + " = 1",
        "fps = " + "9" * 60_000,
        "fps = [" + "\n" * 60_000,
        "x = 1\n" * 10_000,
        "theme = '" + "x" * 60_000 + "'",
    ],
)
def test_what_is_absurd_is_told_in_short_lines(text: str) -> None:
    complaints = mistakes(text)
    assert complaints
    assert max(map(len, complaints)) < 500


@given(data=st.binary(max_size=200))
def test_any_bytes_can_be_a_file_of_settings(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "settings.toml"
    path.write_bytes(data)
    assert all(line.isprintable() for line in load(path, required=False).complaints())


def test_a_file_that_cannot_be_read_is_a_mistake_in_it(tmp_path: Path) -> None:
    path = tmp_path / "settings.toml"

    def complaints() -> list[str]:
        return load(path, required=False).complaints()

    assert complaints() == []
    path.write_bytes(b"fps = 20\n# \xff")
    assert complaints() == ["settings.toml:2: byte 0xff is not UTF-8"]
    path.write_bytes(b"#" * 70_000)
    assert complaints() == ["settings.toml: is longer than 65,536 bytes"]
    path.unlink()
    os.mkfifo(path)
    assert complaints() == ["settings.toml: is not a regular file"]


# The example.


def test_the_example_sets_nothing_and_without_its_marks_what_is_built_in() -> None:
    assert read(example()) == Settings()
    whole = read(re.sub(r'(?m)^#(?=["a-z])', "", example()))
    assert whole.complaints() == []
    assert whole.theme == "textual-dark"
    assert whole.keys == {id: keys for id, keys in BUILT_IN.items() if id != "quit.always"}


def test_the_example_in_the_manual_has_no_mistake() -> None:
    found = read(page("settings").block("theme = "))
    assert found.complaints() == []
    assert (found.theme, found.fps, found.digits, found.mouse) == ("nord", 20, 4, False)
    assert found.keys["step.line"] == "n,right_square_bracket"


# In the app.


def keyed(**keys: str) -> Settings:
    return Settings(keys={id.replace("__", "."): key for id, key in keys.items()})


async def help_of(trainer: Trainer, key: str) -> str:
    """Everything that the help says, opened and closed by a key."""
    await trainer.press(key)
    await trainer.until(lambda: trainer.app.screen is not trainer.main)
    sections = trainer.app.help_sections()
    await trainer.press(key)
    await trainer.until(lambda: trainer.app.screen is trainer.main)
    return "\n".join(f"{keys}|{does}" for _, lines in sections for keys, does in lines)


async def test_a_remapped_key_works_everywhere_and_the_old_one_does_nothing() -> None:
    keys = keyed(step__line="right_square_bracket,k", help="h", play="space", story="v")
    async with opened(settings=keys) as it:
        await it.shows(" ] b step", "h help")
        await it.press("n", "p", "right_square_bracket", "k")
        await it.rests_at(0, 3)
        told = await help_of(it, "h")
        assert "], k|run the next line" in told
        assert "h|help on all keys, panes and marks" in told
        assert "\nn|" not in told
        commands = [*it.app.get_system_commands(it.app.screen)]
        assert any(c.title == "step: run the next line" or c.help == "key ], k" for c in commands)
        await it.press("v")
        await it.until(lambda: it.app.screen is not it.main)
        await it.press("v")
        await it.until(lambda: it.app.screen is it.main)
        await it.press("w")
        assert it.app.screen is it.main


async def test_swapped_keys_are_swapped() -> None:
    async with opened(settings=keyed(step__line="b", back__line="n")) as it:
        await it.shows(" b n step")
        await it.press("b", "b")
        await it.rests_at(0, 3)
        await it.press("n")
        await it.rests_at(0, 2)


async def test_every_action_can_have_another_key() -> None:
    free = [f"f{number}" for number in range(2, 13)] + [
        f"{also}+f{n}" for also in ("ctrl", "shift") for n in range(1, 25)
    ]
    of_scripts = {key.id for key in SCRIPT_KEYS}
    ids = [id for id in KNOWN.keys if not id.startswith("scene.") and id not in of_scripts]
    given = dict(zip(ids, free, strict=False))
    async with opened(settings=Settings(keys=given)) as it:
        await it.press(given["view.map"])  # some keys are there on the map only
        await it.until(lambda: it.main.shown == "map")
        bound = {key: active.binding.id for key, active in it.app.active_bindings.items()}
        for id, key in given.items():
            assert bound[key] == id
            assert not {*KNOWN.keys[id]} & {*bound}, id


async def test_what_asks_names_the_remapped_keys() -> None:
    keys = keyed(quiz="T", step__line="k", answer__same="f9", faster="f7")
    async with opened(settings=keys) as it:
        await it.press("T", "k")
        await it.shows("k show it", "T end quiz", "f9", "↑ or f7")
        await it.press("f9")
        await it.until(lambda: it.main.quiz.verdict)


async def test_the_pane_that_asks_the_network_names_the_remapped_keys() -> None:
    async with opened(settings=Settings(keys={"what-if": "A", "leave": "f9"})) as it:
        await it.press("A")
        await it.until(lambda: it.main.what_if is not None)
        await it.press("tab", "tab", "tab")  # through the inputs, and to the next pane
        await it.shows("A: change the inputs, f9: close")
        await it.press("f9")
        await it.until(lambda: it.main.what_if is None)


async def test_tab_can_be_given_to_something_else() -> None:
    async with opened(settings=keyed(next="J", step__line="tab")) as it:
        await it.press("tab")
        await it.rests_at(0, 2)
        assert it.main.focused is None
        await it.press("J")
        await it.until(lambda: it.main.focused is not None)


async def test_the_keys_of_a_lecture_can_be_remapped() -> None:
    keys = keyed(scene__next="f5", scene__insert="I")
    async with running(LectureApp(built_in(), settings=keys)) as it:
        await it.shows("f5: ", "f5 next")
        await it.press("pagedown")
        await it.shows("1/19")
        for _ in range(10):
            if "f5: next scene" not in it.text:
                await it.press("f5")
        await it.press("f5")
        await it.shows("2/19")
        assert not any("pgdn" in line for line in it.lines)


async def test_the_theme_and_the_digits_are_those_of_the_settings() -> None:
    async with opened(settings=Settings(theme="textual-light")) as it:
        assert it.app.theme == "textual-light"
        assert it.app.has_class("-light-mode")
    async with opened(size=(160, 45), settings=Settings(digits=3)) as it:
        await it.shows("+0.441 ")
        assert "+0.4406" not in it.text
    async with opened(size=(100, 30), settings=Settings(digits=4)) as it:
        await it.shows("-0.1660")


# In a terminal, and without.


def typed(*words: str, folder: Path) -> tuple[int, str, str]:
    done = subprocess.run(
        [*PROGRAM, *words],
        capture_output=True,
        text=True,
        stdin=subprocess.DEVNULL,
        env=environment({"XDG_CONFIG_HOME": str(folder), "PYTHONUTF8": "1"}),
        timeout=DEADLINE,
    )
    return done.returncode, done.stdout, done.stderr


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """Where one's own settings are."""
    path = tmp_path / "tinynet-tui" / "settings.toml"
    path.parent.mkdir()
    return path


def test_one_s_own_settings_in_a_terminal(own: Path) -> None:
    own.write_text('fps = 20\ndigits = 99\n[keys]\n"step.line" = "]"\nhelp = "j"\n')
    changes = {"XDG_CONFIG_HOME": str(own.parent.parent), "XDG_STATE_HOME": str(own.parent)}
    with terminal(changes=changes) as it:
        it.wait_for("] runs the next line", "j help", "settings.toml:2: digits:", "step 1/9")
        it.send("n]")
        it.wait_for("step 2/9")
        it.send("j")
        it.wait_for("]         run the next line")
        it.send("j")
        it.send("]")
        it.wait_for("step 3/9")
        it.send("\x03")
        assert it.wait_for_end() == 0
        it.assert_restored()


def test_a_broken_file_opens_the_app_all_the_same(tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    path.write_text("theme = nord\nfps = [[\n\x1b[31m")
    with terminal("--settings", str(path)) as it:
        it.wait_for("mine.toml:1: not TOML", "2 more: see tinynet-tui settings", "step 1/9")
        it.send("q")
        assert it.wait_for_end() == 0
        it.assert_restored()


def test_the_command_prints_what_is_in_force_and_every_mistake(own: Path) -> None:
    status, out, err = typed("settings", folder=own.parent.parent)
    assert (status, err) == (0, "")
    assert str(own) in out
    assert "--new" in out
    own.write_text('fps = 99\ntheme = "nord"\n[keys]\nplay = "P"\ngoto = "n"\n')
    status, out, err = typed("settings", folder=own.parent.parent)
    assert (status, err) == (1, "")
    assert out.splitlines()[1:] == [
        "theme   nord",
        "fps     10",
        "digits  automatic (by width)",
        "mouse   true",
        "ascii   automatic (by locale)",
        "clicker false",
        "key     play: P",
        f"{own}:1: fps: it must be a whole number from 1 to 60",
        f"{own}:5: keys: goto: n is already the key of step.line",
    ]


def test_an_example_is_written_once(tmp_path: Path) -> None:
    status, out, err = typed("settings", "--new", folder=tmp_path)
    path = tmp_path / "tinynet-tui" / "settings.toml"
    assert (status, err) == (0, "")
    assert out.startswith(f"{path}: ")
    assert path.read_text() == example()
    assert typed("settings", folder=tmp_path)[0] == 0
    path.write_text("precious")
    status, out, err = typed("settings", "--new", folder=tmp_path)
    assert (status, out) == (2, "")
    assert err == f"tinynet-tui: {path}: already exists; it was not changed\n"
    assert path.read_text() == "precious"


def test_only_the_folder_of_the_own_file_is_made(tmp_path: Path) -> None:
    path = tmp_path / "none" / "mine.toml"
    status, out, err = typed("settings", "--new", str(path), folder=tmp_path)
    assert (status, out) == (2, "")
    assert err == f"tinynet-tui: {path}: cannot be written: No such file or directory\n"
    assert not path.parent.exists()


@pytest.mark.parametrize("words", [["settings", ""], ["settings", "--new", ""]])
def test_a_file_without_a_name_is_none(words: list[str], tmp_path: Path) -> None:
    assert typed(*words, folder=tmp_path) == (2, "", "tinynet-tui: FILE: the name is empty\n")


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        (["settings", "none.toml"], "none.toml: No such file or directory"),
        (["settings", "a", "b"], "settings takes one file, and 'b' is a second one"),
        (["settings", "--nwe"], "unknown option '--nwe' for settings; did you mean --new?"),
    ],
)
def test_usage_errors_are_one_line(
    words: list[str], reason: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(words) == 2
    assert capsys.readouterr() == ("", f"tinynet-tui: {reason}\n")


def test_a_file_that_is_asked_for_must_be_there() -> None:
    with terminal("--settings", "none.toml") as it:
        assert it.wait_for_end() == 2
        assert "tinynet-tui: --settings: none.toml: No such file or directory" in it.text


def test_the_command_line_wins(monkeypatch: pytest.MonkeyPatch, own: Path) -> None:
    own.write_text("fps = 20\nmouse = false\n")
    monkeypatch.setenv("XDG_CONFIG_HOME", str(own.parent.parent))
    found = []
    monkeypatch.setattr(viewing, "is_terminal", lambda stream: True)
    monkeypatch.setenv("TERM", "xterm-256color")

    def open_trainer(experiment: Experiment, *, settings: Settings, **_: object) -> int:
        found.append((settings.fps, settings.mouse))
        return 0

    monkeypatch.setattr("tinynet_tui.ui.app.launch.open_trainer", open_trainer)
    cli.main([])
    cli.main(["--fps", "30"])
    assert found == [(20, False), (30, False)]


@pytest.mark.skipif(sys.platform != "linux", reason="every platform has its own place")
def test_the_usual_place_of_the_platform(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("XDG_CONFIG_HOME")
    monkeypatch.setenv("HOME", "/home/somebody")
    assert default_path() == Path("/home/somebody/.config/tinynet-tui/settings.toml")
