"""The keys that answer a question, for the last line and for the explanation."""

from __future__ import annotations

from tinynet_tui.explain.quiz import Answer, Question
from tinynet_tui.ui.canvas.view import RunView
from tinynet_tui.ui.keys.last_line import Key

_ANSWERS: tuple[Answer, ...] = ("up", "down", "same")


def answer_keys(asked: Question, view: RunView) -> list[list[Key]]:
    """Return the keys with what they answer, in some forms from long to short."""
    up, down = view.key("up", "↑"), view.key("down", "↓")
    if asked.way == "choices":
        actions = ("answer('up')", "answer('down')")
        listed = " | ".join(asked.choices)
        return [[Key(f"{up} {down}", does, actions)] for does in (listed, "choose")]
    if asked.takes_enter:
        enter = view.key("edit", "enter")
        long = "type a number" if asked.way == "number" else "this one, at the cursor"
        short = "type" if asked.way == "number" else "this one"
        return [[Key(enter, does, ("edit",))] for does in (long, short)]
    faster, slower = view.key("faster", "+"), view.key("slower", "-")
    same, meanings = view.key("answer.same", "0"), (asked.up, asked.down, asked.same)
    forms = []
    for keys in ((f"{up} {faster}", f"{down} {slower}", same), (up, down, same)):
        forms.append(
            [
                Key(key, words, (f"answer('{answer}')",) * len(key.split()))
                for key, words, answer in zip(keys, meanings, _ANSWERS, strict=True)
            ]
        )
    return [*forms, [key._replace(does="") for key in forms[0]]]  # + and - say what they mean


def answer_lines(asked: Question, view: RunView) -> list[str]:
    """Return the answers with their keys, a line each; the one that is given is marked."""
    if asked.way == "choices":
        up, down = view.key("up", "↑"), view.key("down", "↓")
        listed = "  ".join(_mark(choice == asked.given) + choice for choice in asked.choices)
        return [f" {listed}", f"   {up} or {down}  choose"]
    if asked.takes_enter:
        [key], *_ = answer_keys(asked, view)
        given = [f" {_mark(True)}{asked.given}"] if asked.given else []
        return [*given, f"   {key.key:8}{key.does}"]
    keys = (
        (f"{view.key('up', '↑')} or {view.key('faster', '+')}", asked.up),
        (f"{view.key('down', '↓')} or {view.key('slower', '-')}", asked.down),
        (view.key("answer.same", "0"), asked.same),
    )
    return [f" {_mark(says == asked.given)}{key:8}{says}" for key, says in keys]


def _mark(is_given: bool) -> str:
    return "► " if is_given else "  "
