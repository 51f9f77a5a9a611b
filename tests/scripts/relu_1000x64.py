# ReLU with a masked write and a squared loss, on 1,000 samples of 64 features.
import numpy as np

gen = np.random.default_rng(640)
signals = gen.standard_normal((1000, 64))
secret = gen.standard_normal((64, 3))
wanted = np.abs(signals @ secret) ** 0.5

enter = gen.standard_normal((64, 48)) * np.sqrt(2 / 64)
leave = gen.standard_normal((48, 3)) * np.sqrt(2 / 48)
pace = 2e-5

for round_no in range(40):
    # there
    pre = signals @ enter
    act = pre.copy()
    act[pre < 0] = 0
    got = act @ leave
    gap = got - wanted
    squared_loss = (gap ** 2).sum()
    if not round_no % 5:
        print('%3i  %.8g' % (round_no, squared_loss))

    # and back again
    slope_got = 2 * gap
    slope_leave = act.T @ slope_got
    slope_act = slope_got @ leave.T
    slope_act[pre < 0] = 0
    slope_enter = signals.T @ slope_act

    enter -= pace * slope_enter
    leave -= pace * slope_leave

print('dead neurons:', int((act.max(axis=0) == 0).sum()))
