"""MACD sets over a random walk with a fused numba loop: one pass for each set, money in doubles, the same figures as the scalar peer in C#."""
import sys
import time

import numba
import numpy as np


@numba.njit
def macd(opens, closes, fast, slow, signal, cash, quantity, fee):
    kf, ks, kg = 2.0 / (fast + 1), 2.0 / (slow + 1), 2.0 / (signal + 1)
    f = s = g = fsum = ssum = gsum = previous = total = squares = drawdown = 0.0
    peak = last = cash
    held = order = trades = 0
    first = slow - 1 + signal - 1
    for i in range(closes.size):
        close = closes[i]
        if order != 0:
            price = opens[i]
            cash -= order * quantity * price + fee * quantity * price
            if order < 0:
                trades += 1
            held += order * quantity
            order = 0
        equity = cash + held * close
        if equity > peak:
            peak = equity
        elif peak - equity > drawdown:
            drawdown = peak - equity
        change = equity / last - 1.0
        total += change
        squares += change * change
        last = equity
        if i < fast:
            fsum += close
            f = fsum / fast
        else:
            f += kf * (close - f)
        if i < slow:
            ssum += close
            s = ssum / slow
        else:
            s += ks * (close - s)
        if i < slow - 1:
            continue
        line = f - s
        if i <= first:
            gsum += line
            g = gsum / signal
        else:
            g += kg * (line - g)
        if i < first:
            continue
        difference = line - g
        if i > first:
            if previous <= 0.0 and difference > 0.0 and held == 0:
                order = 1
            elif previous >= 0.0 and difference < 0.0 and held > 0:
                order = -1
        previous = difference
    return last, trades, drawdown, total, squares


@numba.njit
def sweep(opens, closes, sets, out):
    for i in range(sets.shape[0]):
        out[i, 0], out[i, 1], out[i, 2], out[i, 3], out[i, 4] = macd(opens, closes, sets[i, 0], sets[i, 1], sets[i, 2], 1e6, 100, 0.0003)


def main():
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 5
    sets = np.array([(f, s, g) for f in range(5, 15) for s in range(20, 60, 4) for g in range(5, 15)], np.int64)
    print(f"numba {numba.__version__}, one thread, best of {rounds} rounds")
    for count, bars in ((1_000, 100_000), (100, 1_000_000)):
        rng = np.random.default_rng(1)
        steps = rng.integers(-30, 31, bars)
        closes = np.maximum(200, 40_000 + np.cumsum(steps)) * 0.05
        opens = closes - steps * 0.05
        out = np.empty((count, 5))
        sweep(opens[:500], closes[:500], sets[:count], out)
        best = float("inf")
        for _ in range(rounds):
            began = time.process_time()
            sweep(opens, closes, sets[:count], out)
            best = min(best, time.process_time() - began)
        print(f"{count} MACD sets x {bars} bars: {count * bars / best / 1e6:.0f} M bar-sets/s of processor time")


main()
