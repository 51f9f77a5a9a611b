"""Small pages, in place of the manual's own."""

from __future__ import annotations

from pathlib import Path

PAGES = {
    "alpha": """\
# The learning rate

For everybody who changes *alpha*. This is the second sentence.

See [Guests](guests.md#keys), [the video](https://example.org/video) or <https://example.org>.

![A picture](../../screenshots/alpha.svg)

## Too large

With `--alpha 100` the error **rises** — it does not fall.

- start small
- then double it
  until it is too much

```sh
tinynet-tui --alpha 10
```
""",
    "guests": """\
# For guests

A guest sees the trainer and nothing else.

## Keys

| key | what it does |
|---|---|
| `n` | runs the next line |
| `s` | nothing: a guest saves no file |
"""
    + "\nOne more paragraph.\n" * 30
    + "\n## The end\n\nA zebra stands here.\n",
}


def written(folder: Path) -> Path:
    """Write the pages into a folder."""
    for name, text in PAGES.items():
        (folder / f"{name}.md").write_text(text, encoding="utf-8")
    return folder
