# Reads a CSV file that lies beside the script, found by __file__.
import csv
from pathlib import Path

import numpy as np

HERE = Path(__file__).resolve().parent

with open(HERE / "data" / "apples.csv", newline="") as handle:
    reader = csv.reader(handle)
    header = next(reader)
    rows = [[float(cell) for cell in row] for row in reader]

table = np.array(rows)
features, good = table[:, :3], table[:, 3:]
features = (features - features.mean(axis=0)) / features.std(axis=0)
features = np.hstack([features, np.ones((len(features), 1))])

np.random.seed(len(header))
w = np.random.uniform(-0.1, 0.1, (4, 1))
for epoch in range(400):
    chance = 1 / (1 + np.exp(-features @ w))
    off = good - chance
    w += 0.1 * features.T @ off
    if epoch % 100 == 0:
        print(epoch, "mean off", np.abs(off).mean())

for name, value in zip(header[:3] + ["bias"], w[:, 0]):
    print(f"{name:>10} {value:+.4f}")
