"""Between Textual and a terminal that may be far away; any Textual app could use it.

An app takes `WireApp` and `Driver` from here. A back buffer sends only the cells that differ from
what the terminal shows. One frame is in flight at a time, and until the app ends nothing waits for
the terminal. Terminals without colours or Unicode get what they can show. Textual's private names
are used in `compositor` (for painting), `driver` (those of its base class) and `textual_private`
(the rest).
"""
