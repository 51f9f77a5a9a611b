"""The first and the last line of the screen: the state of the run, and the keys."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from rich.cells import cell_len

from tinynet_tui.experiment.edits import counted
from tinynet_tui.experiment.fields import EDITS, in_words
from tinynet_tui.explain.quiz import Question
from tinynet_tui.network.right import percent
from tinynet_tui.ui.canvas.canvas import Canvas, Row, Span, cut
from tinynet_tui.ui.canvas.view import RunView, View
from tinynet_tui.ui.drawing.answer_keys import answer_keys
from tinynet_tui.ui.keys.last_line import GIVE_WAY_LAST, Key
from tinynet_tui.ui.keys.table import ON_MAP

from .key_row import KeyRow, width_of

FIRST_KEYS = (("step('step')", "runs the next line"), ("play", "plays"), ("help", "help"))
"""The actions of the keys to press first, and what they do."""


class StatusLine(Canvas):
    """Experiment, iteration and error in one line, as much as fits."""

    def rows(self, view: View, width: int, height: int) -> Sequence[Row]:
        # Below 100 columns the long forms would fit in one frame and not in the next.
        for left, right, tail in _choices(view)[0 if width >= 100 else 3 :]:
            gap = width - cell_len(left) - cell_len(right) - width_of(tail) - 1
            if gap >= 2 * bool(left):
                break
        return [((left + " " * gap, "text"), (right, "strong"), *tail)]


def _choices(view: View) -> list[tuple[str, str, list[Span]]]:
    """Return the candidate lines as (left, iteration, error), from the longest to the shortest.

    A divergence is in all of them; the error is the last to go.
    """
    snapshot, experiment = view.snapshot, view.experiment
    fields = [field for field in in_words() if field is not EDITS]
    title, sizes, seed, *others = (field.words(experiment) for field in fields)
    alpha, edits = "".join(f"  {words}" for words in others if words), ""
    if experiment.edits:
        done = "" if snapshot.edits == len(experiment.edits) else f"{snapshot.edits} of "
        edits = f"  {done}{counted(len(experiment.edits), 'edit')}"
    alpha += edits
    network = f"{sizes}  {seed}"
    what = f"{experiment.dataset.name} {network}"
    number = snapshot.position.iteration
    iteration = f"iteration {number:,}"
    goal = f" of {view.frame.goal:,}"
    percent = f" {100 * min(1, number / view.frame.goal):3.0f}%"
    diverged = _divergence(view)
    right = _right(view)
    long, usual = [*_error(view, digits=12), *right, *diverged], [*_error(view), *right, *diverged]
    brief = [*_error(view, brief=True), *diverged]
    return [
        (f" tinynet  {title} {network}{alpha}", iteration + goal + percent, long),
        (f" tinynet  {what}{alpha}", iteration + goal + percent, long),
        (f" tinynet  {what}{alpha}", iteration + goal, long),
        (f" tinynet  {what}{alpha}", iteration + goal, usual),
        (f" {what}{alpha}", iteration + goal, usual),
        (f" {what}{alpha}", iteration, usual),
        (f" {network}{alpha}", iteration, usual),
        (f" {seed}{alpha}", iteration, usual),
        (alpha[1:], iteration, usual),
        (edits[1:], iteration, usual),
        ("", iteration, usual),
        ("", iteration, [*_error(view), *diverged]),
        ("", iteration, brief),
        ("", f"it. {number:,}", brief),
        ("", f"it. {number:,}", diverged or brief),
        ("", f"{number}", _divergence(view, brief=True) or brief),
    ]


def _error(view: View, *, digits: int = 0, brief: bool = False) -> list[Span]:
    """Return the error in six decimals, or in the script's twelve significant digits."""
    error = view.snapshot.error
    if view.hides_error:
        return [("  error ?", "muted")]
    if error is None:
        return [("  error ·", "muted")]
    value, iteration = error
    if digits:
        text = f"  error {value:<#16.{digits}g}"
    else:
        text = f"  error {value:.6f}" if 1e-3 <= value < 1e6 else f"  error {value:.2e}"
    if iteration == view.snapshot.position.iteration:
        return [(text, "strong")]
    return [(text + (" (-1)" if brief else f" ({iteration:,})"), "muted")]


def _right(view: View) -> list[Span]:
    """Return the share of right examples, with more than a few of them."""
    shares = None if view.hides_error else view.snapshot.right
    if shares is None:
        return []
    test = "" if shares.test is None else f" test {percent(shares.test)}"
    known_at = view.snapshot.error and view.snapshot.error[1]
    style = "strong" if known_at == view.snapshot.position.iteration else "muted"
    return [(f"  right {percent(shares.train)}{test}", style)]


def _divergence(view: View, *, brief: bool = False) -> list[Span]:
    """Return since which iteration numbers are not finite; nothing while all are."""
    since = view.snapshot.diverged
    if since is None:
        return []
    return [(f"  diverged at {since}" if brief else f"  diverged at {since:,}", "alert")]


def _back(keys: Sequence[Key]) -> list[Key]:
    """Return the keys without those that go on."""
    found = []
    for key in keys:
        if key.action.startswith("step("):
            back = key.key.split()[-1]
            key = Key(back, f"{key.does} back", key.actions[1:])
        if key.action != "play" and key.actions:
            found.append(key)
    return found


class KeyLine(KeyRow[RunView]):
    """What the run is doing, its speed, and as many keys as fit, which can be clicked."""

    def __init__(self, keys: Sequence[Key], *, id: str) -> None:
        super().__init__(id=id)
        self.keys = keys
        self.note = ""
        """A message shown instead of the state, until the next Frame."""
        self.has_trail = True
        """Whether a key goes back along hops, so that it comes first after one."""
        self.shows_answer = True
        """Whether a key shows the answer to a scene's question."""
        self.is_urgent = False
        """Whether to show that also beside a question, or in its place if space is short."""
        self.standing = ""
        """What stands beside the state, or in its place if space is short."""
        self.enlarged = False
        """Whether a pane is enlarged, so that the key of the way back comes first."""
        self.on_map = False
        """Whether the decision map is shown, which has a key of its own."""
        self.shows_position = False
        """Whether to name the position, because no visible pane shows the step."""
        self.here: Mapping[str, str] = {}
        """What some actions do at this position, where that is something else than usually."""
        self.at_end = False
        """Whether the run is at its end, where no key goes on."""
        self.first_time = False
        """Whether to show the first keys to press, in place of all others, while paused."""

    def know(self) -> None:
        """Show the usual keys from now on."""
        if self.first_time:
            self.first_time = False
            if self.view:
                self.show(self.view)

    def rows(self, view: RunView, width: int, height: int) -> Sequence[Row]:
        if view.asked is not None and (view.asked.waits or not self.note):
            answers = self._answers(view, view.asked, width)
            if answers:
                return answers
        going = bool(view.frame.job)
        message = self.note or view.verdict
        speed = "" if going or message else f"  {view.frame.speed.words}"
        where = ""
        if self.shows_position and not going:
            where = f"  {view.position_text}"
        back = {"enlarge": "back"} if self.enlarged else {}
        play = "stop" if going else "pause" if view.frame.playing else "play"
        does = {"play": play, **self.here, **back}
        keys = [key._replace(does=does.get(key.action, key.does)) for key in self.keys]
        keys = [key for key in keys if self.on_map or key.action not in ON_MAP]
        if self.at_end and not going:
            keys = _back(keys)
        if back:  # the way back comes first
            keys.sort(key=lambda key: key.action != "enlarge")
        trail = self.has_trail and view.frame.hop is not None and view.frame.hops > 0 and not going
        if trail:
            keys = [key for key in keys if "return" not in key.actions]
            keys.insert(0, Key(view.key("return", "backspace"), "goes back", ("return",)))
        if going:  # what stops it comes first
            keys.sort(key=lambda key: key.action != "play")
        text = f" {self._state(message, view.state, width)}"
        helps = next(key for key in keys if key.action == GIVE_WAY_LAST[0])
        of_hop = view.frame.hop is not None and not going
        is_tight = of_hop and cell_len(text) + helps.length > width - 2
        text = cut(text, width)
        if is_tight:  # then only the sentence
            keys = []
        if self.first_time and not (going or message or view.frame.playing):
            for before in ([(text, "strong"), (f"{speed}  ", "text")], []):
                line = self._hint(view, before)
                if width_of(line) <= width:
                    return [line]
        room = width - cell_len(text) - helps.length
        rest = next((rest for rest in (speed + where, speed) if len(rest) < room), "")
        hop = (GIVE_WAY_LAST[0], "return") if trail else ()
        first = (*hop, *back, *(("play", "help", "quit") if going else GIVE_WAY_LAST))
        gap = "" if is_tight else f"{rest}  "
        return self.line([(text, "strong"), (gap, "text")], keys, width, first)

    def stand(self, standing: str, *, urgent: bool = False) -> None:
        """Show this beside the state from now on; if it is `urgent`, also beside a question."""
        if (standing, urgent) != (self.standing, self.is_urgent):
            self.standing, self.is_urgent = standing, urgent
            if self.view:
                self.show(self.view)

    def _state(self, message: str, state: str, width: int) -> str:
        """Return the message or the state, and what stands beside it, as far as they fit."""
        if not self.standing:
            return message or state
        both = f"{message or state} · {self.standing}"
        least = sum(key.length for key in self.keys if key.action in GIVE_WAY_LAST)
        return both if cell_len(both) + 2 + least <= width else message or self.standing

    def _hint(self, view: RunView, before: Sequence[Span]) -> Row:
        """Return the first keys to press, which can be clicked, after what stands `before` them."""
        spans = [*before]
        self._targets = []
        for action, does in FIRST_KEYS:
            group = next(key for key in self.keys if action in key.actions)
            name = group.key.split()[group.actions.index(action)]
            between = " |" if view.ascii else " ·"
            spans.append((between if self._targets else "", "muted"))
            key = Key(name, does, (action,))
            self._targets += key.targets(width_of(spans))
            spans += [(f" {name}", "strong"), (f" {does}", "muted")]
        return tuple(spans)

    def _answers(self, view: RunView, asked: Question, width: int) -> Sequence[Row]:
        """Return the line with the possible answers, in words if they fit; none without room."""
        intro = f" your answer: {asked.given} " if asked.given else f" {asked.what}? "
        forms = answer_keys(asked, view)
        if self.note:
            intro, forms = f" {self.note} ·", [*forms, []]
        elif self.is_urgent:
            intro = f" {self.standing} ·{intro}"
            forms = [*(keys for keys in forms if keys[0].does), []]
        room = width + 1 - cell_len(intro)
        fitting = (keys for keys in forms if sum(key.length for key in keys) <= room)
        answers = next(fitting, forms[-1])
        if not answers and (self.note or not self.shows_answer):
            return []
        others = [
            Key(view.key("step.line", "n"), "show it", ("step('step')",)),
            Key(view.key("quiz", "t"), "end quiz", ("quiz",)),
        ]
        if asked.waits:
            others = [Key(view.key("help", "?"), "help", ("help",))]
            if self.shows_answer:
                others.insert(0, Key(view.key("scene.next", "pgdn"), "show it", ("page(1)",)))
        return self.line([(intro, "strong")], [*answers, *others], width)
