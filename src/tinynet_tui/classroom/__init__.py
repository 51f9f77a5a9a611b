"""The class: what a lecturer's screen shows goes to everybody who follows, a few bytes a step."""
