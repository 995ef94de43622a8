#!/usr/bin/env python3
"""Runs statsforecast and Prophet on the origins of `smena bench forecast`.

For every hourly *.csv of a folder (columns timestamp[,series|queue],volume; local
wall time): the last 3 origins, 28 days apart, 28 days ahead, WAPE and daily WAPE
of all hours pooled, seconds of processor time an origin. Prints a Markdown table.

Hours of the week without data in most weeks are closed and taken out, so that
the libraries see a regular series; other absent hours get the value of the week
before. AutoETS and AutoTheta get the last 26 weeks, AutoARIMA the last 8 (its
search takes minutes on more), MSTL and Prophet the last two years.

    python3 -m venv peers && peers/bin/pip install statsforecast prophet
    peers/bin/python peers.py ../../../histories [METHOD ...]
"""
import glob, logging, os, resource, sys, warnings
import numpy as np, pandas as pd

warnings.filterwarnings("ignore")
logging.getLogger("cmdstanpy").setLevel(logging.ERROR)
logging.getLogger("prophet").setLevel(logging.ERROR)
WEEKS, STEP = {"AutoETS": 26, "AutoTheta": 26, "AutoARIMA": 8, "MSTL": 104, "Prophet": 104}, 28 * 24


def load(folder):
    """Yields name and hourly series, NaN where absent, from midnight to midnight."""
    for path in sorted(glob.glob(os.path.join(folder, "*_hourly.csv"))):
        rows = pd.read_csv(path, parse_dates=["timestamp"])
        key = next((k for k in ("series", "queue") if k in rows), None)
        groups = rows.groupby(key) if key else [(os.path.basename(path)[:-4], rows)]
        for name, g in groups:
            s = g.groupby("timestamp").volume.sum()
            first, last = s.index[0].normalize(), s.index[-1].normalize() + pd.Timedelta(days=1)
            yield name, s.reindex(pd.date_range(first, last, freq="h", inclusive="left"))


def opened(history):
    """Which of the 168 hours of the week have data in a third of the last 8 weeks."""
    recent = history[-8 * 168:]
    share = (~recent.isna()).groupby(recent.index.dayofweek * 24 + recent.index.hour).mean()
    return share[share > 1 / 3].index


def regular(history, hours, weeks):
    """The open hours of the last weeks, holes filled from the week before."""
    h = history.copy()
    for _ in range(8):
        h = h.fillna(h.shift(168)).fillna(h.shift(-168))
    h = h[-weeks * 168:]
    h = h[(h.index.dayofweek * 24 + h.index.hour).isin(hours)]
    return h.fillna(0.0)


def stats(method, history, future, hours):
    from statsforecast.models import AutoARIMA, AutoETS, AutoTheta, MSTL
    days = {h // 24 for h in hours}
    day, week = round(len(hours) / len(days)), len(hours)
    model = {"AutoETS": lambda: AutoETS(season_length=day), "AutoTheta": lambda: AutoTheta(season_length=week),
             "AutoARIMA": lambda: AutoARIMA(season_length=day, max_p=3, max_q=3, approximation=True, nmodels=12),
             "MSTL": lambda: MSTL(season_length=[day, week], trend_forecaster=AutoETS(model="ZZN"))}[method]()
    y = regular(history, hours, WEEKS[method]).values.astype(float)
    inside = (future.index.dayofweek * 24 + future.index.hour).isin(hours)
    out = pd.Series(0.0, index=future.index)
    out[inside] = model.forecast(y=y, h=int(inside.sum()))["mean"]
    return out


def prophet(history, future, hours):
    from prophet import Prophet
    h = history[-WEEKS["Prophet"] * 168:]
    h = h[(h.index.dayofweek * 24 + h.index.hour).isin(hours)].dropna()
    model = Prophet(daily_seasonality=True, weekly_seasonality=True, yearly_seasonality="auto", uncertainty_samples=0)
    model.fit(pd.DataFrame({"ds": h.index, "y": h.values}))
    out = pd.Series(model.predict(pd.DataFrame({"ds": future.index}))["yhat"].values, index=future.index)
    out[~(future.index.dayofweek * 24 + future.index.hour).isin(hours)] = 0.0
    return out


def used():
    """Seconds of processor time so far, those of finished children (Prophet's solver) too."""
    return sum(r.ru_utime + r.ru_stime for r in map(resource.getrusage, (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)))


def main():
    methods = sys.argv[2:] or list(WEEKS)
    import prophet as p, statsforecast as s
    print(f"statsforecast {s.__version__}, prophet {p.__version__}, Python {sys.version.split()[0]}\n")
    print("| series | method | WAPE | daily WAPE | CPU s |\n|---|---|---|---|---|", flush=True)
    for name, y in load(sys.argv[1]):
        for method in methods:
            wrong = daily = volume = took = n = 0
            for i in range(1, 4):
                history, future = y[: len(y) - i * STEP], y[len(y) - i * STEP: len(y) - (i - 1) * STEP]
                if len(history) < 26 * 24:
                    break
                hours, begin = opened(history), used()
                f = prophet(history, future, hours) if method == "Prophet" else stats(method, history, future, hours)
                took, n = took + used() - begin, n + 1
                e = (future - f.clip(lower=0)).fillna(0.0)
                wrong, volume = wrong + e.abs().sum(), volume + future.sum()
                daily += e.groupby(e.index.normalize()).sum().abs().sum()
            print(f"| {name} | {method} | {wrong / volume:.4f} | {daily / volume:.4f} | {took / n:.2f} |", flush=True)


if __name__ == "__main__":
    main()
