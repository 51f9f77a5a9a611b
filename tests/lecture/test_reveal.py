"""Text that waits for pagedown, and code whose lines stay as they are."""

from __future__ import annotations

import pytest

from tinynet_tui.lecture.check import check
from tinynet_tui.lecture.scene import Scene


def scene(text: str) -> Scene:
    checked = check(text)
    assert checked.mistakes == ()
    return checked.lecture.scenes[0]


def test_the_text_waits_at_three_dots() -> None:
    one = scene("# One\nat: 3\n\na\nb\n...\nc ...\n\n d\n…\n? e\n= f\n")
    assert one.text == (("a", " ", "b"), ("c ...",), ("d",))
    assert one.pauses == (1, 3)


CODE = """\
# One
```python
# no scene
for j in range(3):
    at: 3
    print({"a": 1})  # and <b>

? no question
...
```
text
? What?
= That:
  ```
  - b
  ```
Notes:
```
# no scene either
```
# Two
"""


def test_code_keeps_its_lines() -> None:
    one = scene(CODE)
    code = [
        "# no scene",
        "for j in range(3):",
        "    at: 3",
        '    print({"a": 1})  # and <b>',
        "",
        "? no question",
        "...",
    ]
    assert "".join(map(str, one.text[0])).split("\n") == code
    assert one.text[1:] == (("text",),)
    assert one.answer == (("That:",), ("  - b",))
    assert one.notes == ("```", "# no scene either", "```")
    assert one.pauses == ()
    assert len(check(CODE).lecture.scenes) == 2


def test_empty_code_is_no_paragraph() -> None:
    one = scene("# One\n\n```\n```\n\ntext\n...\nmore\n")
    assert (one.text, one.pauses) == ((("text",), ("more",)), (1,))


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("...\n\ntext", 2, "there is no text before ..."),
        ("text\n...\n\n...\nmore", 5, "... is already in line 3"),
        ("text\n\n? a\n...\n= b", 5, "... belongs in the scene's text, before its question"),
        ("text\n...", 3, "nothing follows after ..."),
        ("text\n\n```\ncode\n# Two\n", 4, "this code has no end: close it with ```"),
    ],
)
def test_what_is_wrong_is_said_with_its_line(text: str, line: int, message: str) -> None:
    (mistake,) = check(f"# One\n{text}\n").mistakes
    assert (mistake.line, mistake.message) == (line, message)
