"""Calls, those of the script's own functions among them."""

from __future__ import annotations

import ast

from .nodes import Constant, Leaf, Node, UnknownError, identifier
from .numpy_calls import PLAIN, NumPyCalls
from .own import Argument, Call, is_function_of
from .script import Callee
from .things import Keyed, Scope, Several, Thing


class Calls(NumPyCalls):
    """Reads calls."""

    def call(self, call: ast.Call, scope: Scope, text: str) -> Thing:
        """Return what a call returns."""
        if any(isinstance(one, ast.Starred) for one in call.args):
            raise UnknownError
        if any(word.arg is None for word in call.keywords):
            raise UnknownError
        if isinstance(call.func, ast.Name) and call.func.id == "dict" and not call.args:
            parts: dict[object, Thing] = {}
            for word in call.keywords:
                parts[word.arg] = self.thing(word.value, scope)
            return Keyed(parts)
        name = self.numpy_name(call.func, scope)
        if name is not None:
            if name in ("array", "asarray", "matrix") and call.args:
                inner = self.thing(call.args[0], scope)
                if isinstance(inner, Several):
                    raise UnknownError
            nodes = [self.node(one, scope) for one in call.args[:1]]
            return self.of_numpy(name, nodes, call, scope, text)
        match call.func:
            case ast.Name(called) if called in self.text.functions:
                return self._own(called, self.text.functions[called], None, call, scope, text)
            case ast.Attribute(value, called) if called in self.text.methods:
                owner = self.thing(value, scope)
                if not isinstance(owner, Node):
                    method = self.text.methods[called]
                    return self._own(called, method, owner, call, scope, text)
            case ast.Lambda():
                return self._own("", call.func, None, call, scope, text)
        if isinstance(call.func, ast.Attribute) and call.func.attr in PLAIN:
            inner = self.node(call.func.value, scope)
            return self.of_numpy(call.func.attr, [inner], call, scope, text, method=True)
        raise UnknownError

    # The script's own functions.

    def _own(
        self,
        name: str,
        function: Callee,
        owner: Thing | None,
        call: ast.Call,
        scope: Scope,
        text: str,
    ) -> Thing:
        arguments = self.arguments(function, owner, call, scope)
        alone = len(call.args) + len(call.keywords) == 1
        shaped = [word for word, node in arguments.items() if isinstance(node, Node) and node.shape]
        if len(shaped) == 1:
            found = self._applied(name, function, arguments, shaped[0], text, alone=alone)
            if found is not None:
                return found
        body = self._body(function, dict(arguments))
        if not isinstance(body, Node):
            return body
        arrays = {
            word: node
            for word, node in arguments.items()
            if isinstance(node, Node)
            and node.shape == body.shape
            and not isinstance(node, Constant)
        }
        if len(arrays) != 1:
            return body
        (word,) = arrays
        found = self._applied(name, function, arguments, word, text, alone=alone)
        return body if found is None else found

    def _applied(
        self,
        name: str,
        function: Callee,
        arguments: dict[str, Thing],
        word: str,
        text: str,
        *,
        alone: bool,
    ) -> Call | None:
        """Return a call that acts on each element of an argument; None if it does more."""
        node = arguments[word]
        assert isinstance(node, Node)
        argument = Argument(word, node)
        inside = self._body(function, {**arguments, word: argument})
        if not isinstance(inside, Node) or inside.shape != node.shape or inside is argument:
            return None
        if not is_function_of(inside, argument):
            return None
        return Call(identifier(name) or "f", argument, inside, text, alone=alone)

    def arguments(
        self, function: Callee, owner: Thing | None, call: ast.Call, scope: Scope
    ) -> dict[str, Thing]:
        """Return what a function's arguments stand for in a call."""
        wanted = function.args
        if wanted.vararg or wanted.kwarg or wanted.posonlyargs:
            raise UnknownError
        names = [one.arg for one in wanted.args]
        found: dict[str, Thing] = {}
        given = [self.thing(one, scope) for one in call.args]
        if owner is not None:
            given = [owner, *given]
        if len(given) > len(names):
            raise UnknownError
        found.update(zip(names, given, strict=False))
        for word in call.keywords:
            assert word.arg is not None
            found[word.arg] = self.thing(word.value, scope)
        defaults = dict(
            zip(names[len(names) - len(wanted.defaults) :], wanted.defaults, strict=True)
        )
        for one, value in zip(wanted.kwonlyargs, wanted.kw_defaults, strict=True):
            names.append(one.arg)
            if value is not None:
                defaults[one.arg] = value
        for name in names:
            if name not in found:
                if name not in defaults:
                    raise UnknownError
                found[name] = self.thing(defaults[name], {})
        if {*found} - {*names}:
            raise UnknownError
        return found

    def _body(self, function: Callee, scope: dict[str, Thing]) -> Thing:
        """Return what a function returns; UnknownError if it does more than to compute that."""
        if isinstance(function, ast.Lambda):
            return self.thing(function.body, scope)
        if function.decorator_list or isinstance(function, ast.AsyncFunctionDef):
            raise UnknownError
        found = self._run(function.body, scope)
        if found is None:
            raise UnknownError
        return found

    def _run(self, body: list[ast.stmt], scope: dict[str, Thing]) -> Thing | None:
        """Return what some statements return; None if they do not."""
        for statement in body:
            match statement:
                case ast.Expr(ast.Constant()) | ast.Pass():
                    pass
                case ast.Return(ast.expr() as value):
                    return self.thing(value, scope)
                case ast.If(test, then, otherwise):
                    branch = then if self.truth(test, scope) else otherwise
                    found = self._run(branch, scope)
                    if found is not None:
                        return found
                case ast.Assign([ast.Name(name)], value):
                    scope[name] = self.thing(value, scope)
                case ast.Assign([ast.Attribute(ast.Name()) as target], value):
                    scope[self.text.text(target)] = self.thing(value, scope)
                case ast.AugAssign(ast.Name(name), operator, value) if name in scope:
                    before = scope[name]
                    if not isinstance(before, Node) or isinstance(before, Leaf | Argument):
                        raise UnknownError
                    after = self.node(value, scope)
                    scope[name] = self.operation(
                        type(operator), before, after, f"{before.text} {after.text}"
                    )
                case _:
                    raise UnknownError
        return None
