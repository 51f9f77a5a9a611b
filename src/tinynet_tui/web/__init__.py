"""The trainer on a page: a server that starts a kiosk for each visitor."""
