#!/usr/bin/env python3
# A tidy program: argparse, logging to stdout, a dataclass of settings, a class with fit, main().
"""Train a tiny classifier."""
import argparse
import dataclasses
import logging
import sys

import numpy as np


@dataclasses.dataclass
class Settings:
    epochs: int = 350
    rate: float = 0.25
    seed: int = 314


class Classifier:
    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.rng = np.random.default_rng(settings.seed)
        self._w = self.rng.normal(size=3)

    @property
    def w(self):
        return self._w

    def fit(self, X, y):
        s = self.settings
        for epoch in range(s.epochs):
            p = self.predict(X)
            error = y - p
            self._w += s.rate * error @ X
            if epoch % 100 == 0:
                logging.info("epoch %d: %.5f", epoch, np.abs(error).mean())
        return self

    def predict(self, X):
        return 1 / (1 + np.exp(-X @ self._w))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    for field in dataclasses.fields(Settings):
        parser.add_argument(f"--{field.name}", type=type(field.default), default=field.default)
    logging.basicConfig(stream=sys.stdout, level=logging.INFO, format="%(levelname)s %(message)s")
    model = Classifier(Settings(**vars(parser.parse_args())))
    X = np.array([[1.0, 0.2, 0.5], [1.0, 0.8, 0.4], [1.0, 0.3, 0.9], [1.0, 0.9, 0.9]])
    model.fit(X, np.array([0.0, 1.0, 0.0, 1.0]))
    print(np.round(model.predict(X), 3), np.round(model.w, 3))


if __name__ == "__main__":
    main()
