"""Between Textual and a terminal that may be far away: any Textual app could use it.

`WireApp` and `Driver` are what an app takes from here. A back buffer sends only the cells that
differ from what the terminal shows, one frame is in flight at a time, nothing ever waits for the
terminal, and what has neither colours nor Unicode gets what it can show. Of Textual's private
names, `compositor` uses those of painting, `driver` its own driver's, `textual_private` the rest.
"""
