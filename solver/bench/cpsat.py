#!/usr/bin/env python3
"""Solve a Curtois & Qu shift-scheduling instance with CP-SAT, for comparison.

Needs ortools, pinned so that a table can be made again:
    pip install ortools==9.15.6755

    cpsat.py INSTANCE ROSTER [--seconds 60] [--workers 2] [--seed 1]

writes the roster as a table (id, then a token a day, "-" off) and prints one
line of JSON: objective, bound, lawful_seconds, seconds, build_seconds, status.
The time limit is the search's alone; reading and building the model come on top.

The model: a Boolean for each person, day and shift the person may work.
  at most one a day, forbidden successors   AddAtMostOne over cliques
  longest runs                              a sum over each sliding window
  shortest runs, of work and of days off    one clause for each run too short
  minutes, shifts of a type, weekends       a linear sum a person
  demand                                    linear, with counted slack both ways
  requests                                  in the objective
"""
import argparse
import json
import sys
import time

from ortools.sat.python import cp_model


class Instance:
    """The text format: sections of comma-separated lines, # for comments."""

    def __init__(self, path):
        self.days, self.shifts, self.staff = 0, {}, {}
        self.off, self.wants, self.cover = set(), [], []
        section = ""
        for line in open(path, encoding="utf-8-sig"):
            line = line.strip()
            if line.startswith("SECTION_"):
                section = line[len("SECTION_"):].lower()
            elif line and not line.startswith("#"):
                getattr(self, "read_" + section)([f.strip() for f in line.split(",")])

    def read_horizon(self, f):
        self.days = int(f[0])

    def read_shifts(self, f):
        bars = {s for s in (f[2] if len(f) > 2 else "").split("|") if s}
        self.shifts[f[0]] = (int(f[1]), bars)

    def read_staff(self, f):
        most = dict(item.split("=") for item in f[1].split("|") if item)
        names = ("max_minutes", "min_minutes", "max_run", "min_run", "min_off", "max_weekends")
        person = dict(zip(names, map(int, f[2:8])))
        person["most"] = {s: int(n) for s, n in most.items() if int(n) > 0}
        self.staff[f[0]] = person

    def read_days_off(self, f):
        self.off.update((f[0], int(d)) for d in f[1:] if d)

    def read_shift_on_requests(self, f):
        self.wants.append((f[0], int(f[1]), f[2], int(f[3]), True))

    def read_shift_off_requests(self, f):
        self.wants.append((f[0], int(f[1]), f[2], int(f[3]), False))

    def read_cover(self, f):
        self.cover.append((int(f[0]), f[1], int(f[2]), int(f[3]), int(f[4])))


class Model:
    def __init__(self, ins):
        self.ins, self.m = ins, cp_model.CpModel()
        self.x = {}
        self.cost, self.constant = [], 0
        for who in ins.staff:
            self.person(who)
        self.demand()
        self.requests()
        self.m.minimize(sum(self.cost) + self.constant)

    def person(self, who):
        ins, m, limits = self.ins, self.m, self.ins.staff[who]
        works = []
        for d in range(ins.days):
            today = {}
            if (who, d) not in ins.off:
                today = {s: m.new_bool_var("") for s in limits["most"]}
            self.x.update({(who, d, s): v for s, v in today.items()})
            w = m.new_bool_var("")
            m.add_exactly_one([w.negated(), *today.values()])
            works.append(w)
        self.successions(who)
        self.counts(who, works)
        self.runs(works, limits["max_run"], limits["min_run"], limits["min_off"])

    def successions(self, who):
        for d in range(self.ins.days - 1):
            for s, (_, bars) in self.ins.shifts.items():
                first = self.x.get((who, d, s))
                then = [self.x[who, d + 1, t] for t in sorted(bars) if (who, d + 1, t) in self.x]
                if first is not None and then:
                    self.m.add_at_most_one([first, *then])

    def counts(self, who, works):
        ins, m, limits = self.ins, self.m, self.ins.staff[who]
        mine = {s: [self.x[who, d, s] for d in range(ins.days) if (who, d, s) in self.x] for s in limits["most"]}
        for s, most in limits["most"].items():
            if len(mine[s]) > most:
                m.add(sum(mine[s]) <= most)
        minutes = sum(ins.shifts[s][0] * sum(vs) for s, vs in mine.items() if vs)
        if any(mine.values()):
            m.add_linear_constraint(minutes, limits["min_minutes"], limits["max_minutes"])
        elif limits["min_minutes"] > 0:
            m.add_bool_or([])  # nobody can work no hours and enough of them
        weekends = []
        for sat in range(5, ins.days, 7):
            busy = m.new_bool_var("")
            m.add_implication(works[sat], busy)
            m.add_implication(works[sat + 1], busy)
            weekends.append(busy)
        m.add(sum(weekends) <= limits["max_weekends"])

    def runs(self, works, max_run, min_run, min_off):
        m, n = self.m, len(works)
        for d in range(n - max_run):
            m.add(sum(works[d:d + max_run + 1]) <= max_run)
        frees = [w.negated() for w in works]
        self.not_shorter(works, min_run)
        self.not_shorter(frees, min_off)

    def not_shorter(self, lits, least):
        """No inner run of true literals is shorter; those at an edge may go on outside."""
        for length in range(1, least):
            for d in range(1, len(lits) - length):
                inner = [v.negated() for v in lits[d:d + length]]
                self.m.add_bool_or([lits[d - 1], *inner, lits[d + length]])

    def demand(self):
        m = self.m
        for d, s, want, missing, surplus in self.ins.cover:
            have = [self.x[who, d, s] for who in self.ins.staff if (who, d, s) in self.x]
            under = m.new_int_var(0, want, "")
            over = m.new_int_var(0, max(len(have) - want, 0), "")
            m.add(sum(have) + under - over == want)
            self.cost += [missing * under, surplus * over]

    def requests(self):
        for who, d, s, weight, on in self.ins.wants:
            v = self.x.get((who, d, s))
            if on:
                self.constant += weight
            if v is not None:
                self.cost.append(-weight * v if on else weight * v)


class First(cp_model.CpSolverSolutionCallback):
    """Notes when the first roster was there."""

    def __init__(self):
        super().__init__()
        self.at = None

    def on_solution_callback(self):
        if self.at is None:
            self.at = self.wall_time


def write(path, ins, model, solver):
    with open(path, "w", encoding="utf-8") as out:
        for who in ins.staff:
            row = ["-"] * ins.days
            for d in range(ins.days):
                for s in ins.shifts:
                    v = model.x.get((who, d, s))
                    if v is not None and solver.boolean_value(v):
                        row[d] = s
            print(who, *row, file=out)


def main():
    args = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    args.add_argument("instance")
    args.add_argument("roster")
    args.add_argument("--seconds", type=float, default=60)
    args.add_argument("--workers", type=int, default=2)
    args.add_argument("--seed", type=int, default=1)
    a = args.parse_args()

    begun = time.monotonic()
    ins = Instance(a.instance)
    model = Model(ins)
    built = time.monotonic() - begun
    solver = cp_model.CpSolver()
    solver.parameters.max_time_in_seconds = a.seconds
    solver.parameters.num_workers = a.workers
    solver.parameters.random_seed = a.seed
    first = First()
    status = solver.solve(model.m, first)
    found = status in (cp_model.OPTIMAL, cp_model.FEASIBLE)
    if found:
        write(a.roster, ins, model, solver)
    print(json.dumps({
        "objective": round(solver.objective_value) if found else None,
        "bound": solver.best_objective_bound,
        "lawful_seconds": first.at,
        "seconds": round(solver.wall_time, 2),
        "build_seconds": round(built, 2),
        "status": solver.status_name(status).lower(),
    }))
    return 0 if found else 1


if __name__ == "__main__":
    sys.exit(main())
