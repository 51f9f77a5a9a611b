"""How a class stands, in the words of the last line of one who follows."""

from __future__ import annotations

from tinynet_tui.classroom.news import News


def standing(news: News, score: str) -> str:
    """Return how the class stands; `score` is told at its end."""
    name = "".join(char if char.isprintable() else "?" for char in news.lecturer[:32])
    if news.status == "following":
        lecture = "'s lecture" if news.state and news.state.lecture else ""
        return f"following {name or 'the lecturer'}{lecture}"
    if news.status == "over" and score:
        return f"the class is over · {score}"
    return (
        news.why
        or {
            "waiting": "waiting for the class to begin",
            "lost": "the lecturer is gone; waiting until they are back",
            "over": "the class is over",
            "refused": "this class cannot be followed",
        }[news.status]
    )


def away(news: News, key: str, *, misses: bool) -> str:
    """Return where the lecturer is of whom one is away, and that a key rejoins.

    `misses` tells that a question's answer is shown that is not seen here.
    """
    if news.status == "over":
        return f"the class is over · {key} goes back to its end"
    if news.status == "following" and misses:
        return f"the answer is shown · {key} rejoins"
    scene = f" (scene {news.state.scene + 1})" if news.state and news.state.lecture else ""
    return f"away from the lecturer{' (gone)' if news.status == 'lost' else scene} · {key} rejoins"
