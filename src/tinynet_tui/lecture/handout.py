"""A lecture to take home: one HTML file that loads nothing, for the screen and for paper."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from html import escape

from .asking import Ask

MARK = '<!doctype html>\n<html lang="en">\n<meta charset="utf-8">\n<!-- a tinynet-tui handout -->\n'
"""How every handout begins; a file that begins so may be written anew."""
_STYLE = """\
:root{color-scheme:light dark;--ink:#1c1c1c;--paper:#fff;--quiet:#595959;--rule:#b5b5b5}
body{margin:2rem auto;max-width:46rem;padding:0 1rem;color:var(--ink);background:var(--paper);\
font:1rem/1.45 system-ui,sans-serif}
h1,h2{line-height:1.2}
h2{margin:0 0 .4rem;font-size:1.25rem}
h2 small{font-weight:normal;font-size:.85rem;color:var(--quiet)}
section{margin:0 0 2.2rem}
img{display:block;width:100%;height:auto}
p{margin:.5rem 0}
pre{margin:.2rem 0;white-space:pre-wrap}
.ask{border-left:.25rem solid var(--rule);padding-left:.8rem}
.line{height:1.9rem;border-bottom:1px solid var(--rule)}
.box{display:inline-block;width:.8em;height:.8em;margin:0 .35em 0 0;border:1px solid var(--ink);\
vertical-align:-.05em}
.reply span{margin-right:1.6em;white-space:nowrap}
.reply .gap{display:inline-block;width:7em;margin:0;border-bottom:1px solid var(--ink)}
.reply .short{width:2.5em}
.right{font-weight:bold}
@media screen and (prefers-color-scheme:dark){:root{--ink:#e4e4e4;--paper:#16181b;--quiet:#a8a8a8;\
--rule:#5c5c5c}}
@media print{@page{margin:14mm 16mm}:root{color-scheme:light}
body{margin:0;max-width:none;padding:0;font-size:10.5pt}
section{break-inside:avoid}
h2{break-after:avoid}
picture{display:block;width:120mm}
.answers{break-before:page}
.answers section{margin-bottom:1rem}}
"""


@dataclass(frozen=True)
class Page:
    """A scene as it stands on the screen, its numbers written out."""

    title: str
    where: str
    """The position, and what is run."""
    light: str
    """The screen as SVG, dark on light."""
    dark: str
    text: tuple[str, ...]
    question: tuple[str, ...]
    ask: Ask | None
    right: str
    """What the run says is right, if something can be answered."""
    answer: tuple[str, ...]


def document(title: str, pages: Sequence[Page]) -> str:
    """Return the handout: scenes with screen, text and question; the answers at the end."""
    body = "".join((*_scenes(pages), *_answers(pages)))
    name = escape(title or "Lecture")
    width = '<meta name="viewport" content="width=device-width">\n'
    head = f"{MARK}{width}<title>{name}</title>\n<style>\n{_STYLE}</style>\n"
    return f"{head}<h1>{name}</h1>\n{body}</html>\n"


def _scenes(pages: Sequence[Page]) -> Iterator[str]:
    for number, page in enumerate(pages, 1):
        yield f"<section>\n{_heading(number, page)}{_picture(page)}{_paragraphs(page.text)}"
        if page.question:
            yield f'<div class="ask">\n{_paragraphs(page.question)}{_reply(page.ask)}</div>\n'
        yield "</section>\n"


def _answers(pages: Sequence[Page]) -> Iterator[str]:
    answered = [(number, page) for number, page in enumerate(pages, 1) if page.answer]
    if not answered:
        return
    yield '<div class="answers">\n<h1>Answers</h1>\n'
    for number, page in answered:
        right = f'<p class="right">{escape(page.right)}.</p>\n' if page.right else ""
        yield f"<section>\n{_heading(number, page)}{right}{_paragraphs(page.answer)}</section>\n"
    yield "</div>\n"


def _heading(number: int, page: Page) -> str:
    where = f" <small>{escape(page.where)}</small>" if page.where else ""
    return f"<h2>{number} {escape(page.title)}{where}</h2>\n"


def _picture(page: Page) -> str:
    """Return the screen; each picture has styles of its own, so it is an image of its own."""
    light, dark = (
        f"data:image/svg+xml;base64,{b64encode(svg.encode()).decode()}"
        for svg in (page.light, page.dark)
    )
    only = 'media="screen and (prefers-color-scheme:dark)"'
    alt = escape(f"The screen of the scene {page.title}")
    return f'<picture><source {only} srcset="{dark}">\n<img alt="{alt}" src="{light}"></picture>\n'


def _paragraphs(texts: Iterable[str]) -> str:
    return "".join(
        f"<pre>{escape(text.removeprefix('    '))}</pre>\n"
        if text.startswith("    ") or "\n" in text  # code
        else f"<p>{escape(text)}</p>\n"
        for text in texts
    )


def _reply(ask: Ask | None) -> str:
    """Return room for an answer."""
    if ask is None:
        return '<div class="line"></div>\n'
    what, gap = escape(ask.called), '<span class="gap"></span>'
    match ask.kind:
        case "number":
            inside = f"{what} = {gap} (within {escape(ask.within)})"
        case "cell":
            short = gap.replace("gap", "gap short")
            inside = f"{what} [ {short} , {short} ]"
        case _:
            options = ask.choices if ask.kind == "choices" else ("positive", "negative", "zero")
            boxes = (f'<span><i class="box"></i>{escape(one)}</span>' for one in options)
            inside = f"{what}: {''.join(boxes)}"
    return f'<p class="reply">{inside}</p>\n'
