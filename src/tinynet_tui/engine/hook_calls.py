"""The calls of hooks that are inserted into a script: their names, and the statements of them."""

from __future__ import annotations

import ast

PREFIX = "__tinynet_"
NEXT = f"{PREFIX}next__"
BEGINS = f"{PREFIX}begins__"
STEP = f"{PREFIX}step__"
ROUND = f"{PREFIX}round__"
ENDED = f"{PREFIX}ended__"
ERROR = f"{PREFIX}error__"
SIZE = f"{PREFIX}size__"
KIND = f"{PREFIX}kind__"
WRITE = f"{PREFIX}write__"
MISFIT = f"{PREFIX}misfit__"
SEEN = f"{PREFIX}seen__"
RESULT = f"{PREFIX}result__"
COMPARE = f"{PREFIX}compare__"
TRY = f"{PREFIX}try__"
TRIED = f"{PREFIX}tried__"


def watch_hook(number: int) -> str:
    """Return the name of the hook that notes one of the weights."""
    return f"{PREFIX}watch_{number}__"


def attempt(at: ast.stmt, *hooks: ast.stmt) -> ast.stmt:
    """Return calls of hooks that do not stop the script if they cannot be made."""
    nothing = ast.ExceptHandler(ast.Name("Exception", ast.Load()), None, [ast.Pass()])
    return ast.copy_location(ast.Try([*hooks], [nothing], [], []), at)


def calling(name: str, at: ast.stmt, *arguments: ast.expr) -> ast.stmt:
    """Return a statement that calls a hook, in the line of another one."""
    return ast.copy_location(ast.Expr(call(name, *arguments)), at)


def recording(at: ast.stmt, expression: ast.expr) -> ast.stmt:
    """Return a statement that records an error; one without a value does not stop the script."""
    nothing = ast.ExceptHandler(
        ast.Name("Exception", ast.Load()), None, [calling(ERROR, at, ast.Constant(float("nan")))]
    )
    return ast.copy_location(ast.Try([calling(ERROR, at, expression)], [nothing], [], []), at)


def copying(at: ast.stmt, expression: ast.expr) -> ast.stmt:
    """Return a statement that records an error, and copies a variable's array by itself.

    A function of ours that looks whether it can be copied would take longer than the copy.
    """
    plainly = recording(at, expression)
    if not isinstance(expression, ast.Name):
        return plainly
    text = f"""
try:
    if {SIZE} and {expression.id}.dtype is {KIND}:
        if {WRITE}({expression.id}) != {SIZE}:
            {MISFIT}({expression.id})
    else:
        {ERROR}({expression.id})
except Exception:
    pass"""
    made = ast.parse(text).body[0]
    for node in ast.walk(made):
        ast.copy_location(node, at)
    assert isinstance(made, ast.Try)
    made.handlers[0].body = [plainly]
    return made


def trying(at: ast.stmt, expression: ast.expr) -> ast.stmt:
    """Return a statement that tries an expression, the first time."""
    fails = ast.ExceptHandler(ast.Name("BaseException", ast.Load()), None, [calling(TRIED, at)])
    tries = ast.Try([calling(TRIED, at, expression)], [fails], [], [])
    return ast.copy_location(ast.If(call(TRY), [tries], []), at)


def call(name: str, *arguments: ast.expr) -> ast.Call:
    """Return an expression that calls a hook."""
    return ast.Call(ast.Name(name, ast.Load()), list(arguments), [])


def begins() -> ast.Call:
    """Return an expression that is true when an iteration is to be run step by step.

    It calls `next`, which Python does sooner than a method of what it is called for.
    """
    return call(NEXT, ast.Name(BEGINS, ast.Load()))
