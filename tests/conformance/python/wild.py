#!/usr/bin/env python3
"""fuzz_scenarios.py with two more profiles, and with several consumers for a body (--consumers).

`wild` is `typed` with most of what else Rust can express: its programs are two to three times as long and nest deeper;
`return`, `break` and `continue` leave `finally` blocks, generators delegate to inner ones, tasks are cancelled and
operations dropped midway, and the consumer iterates and deletes, with hooks and without.

`cleanup` is about consumers that go away: tasks are cancelled, operations dropped midway or polled by hand, generators
deleted with hooks and without, and bodies handle GeneratorExit.
"""
import argparse, random, sys
import fuzz_scenarios


class Wild(fuzz_scenarios.Gen):
    def __init__(self, rnd, profile):
        super().__init__(rnd, profile)
        self.budget = rnd.randint(6, 40)

    def kinds(self, depth, ctx):
        w = dict(self.w)
        if depth >= 6: w["try"] = 0
        if depth >= 5: w["loop"] = 0
        if depth == 0: w["raise"] *= 0.2; w["return"] *= 0.2
        if not ctx.get("handler"): w["reraise"] = 0
        if not ctx.get("loop"): w["jump"] = 0
        if depth >= 4 or ctx.get("sub"): w["delegate"] = 0
        return w

    def driver(self):
        return super().driver() + super().driver()


fuzz_scenarios.PROFILES["wild"] = {"ops": "next send throw close cancel abandon for drop shutdown",
                                   "body": "delegate finreturn", "hooks": ["loop", "none"], "typed": True}


class Cleanup(fuzz_scenarios.Gen):
    BODY = {"yield": 12, "recv": 5, "await": 40, "ready": 1, "log": 6, "raise": 2, "reraise": 4, "return": 1, "loop": 5,
            "jump": 4, "try": 26, "delegate": 6}
    OPS = ["next", "next", "next", "next", "next", "send", "throw", "close", "close"]
    in_driver = False

    def __init__(self, rnd, profile):
        super().__init__(rnd, profile)
        self.budget = rnd.randint(4, 24)
        if rnd.random() < 0.3:
            self.catches = self.catches + [["Exit"], ["Exit"], ["E2", "Exit"], ["BaseException"]]

    def exc(self, pool=None):
        """Exit is thrown, and never raised by a body."""
        caught = self.caught
        if not self.in_driver:
            self.caught = [name for name in caught if name != "Exit"]
        e = super().exc(pool)
        self.caught = caught
        return e

    def driver(self):
        """The consumer goes away in the middle of an operation, and what is left is closed, dropped or gone on with."""
        self.in_driver = True
        r = self.r
        ops = [self.basic(r.choice(["next", "next", "send"])) for _ in range(r.choice([0, 0, 1, 1, 2, 3]))]
        for _ in range(r.randint(1, 3)):
            op = self.basic(r.choice(self.OPS))
            if r.random() < 0.2:
                ops += self.in_a_slot(op)
            else:
                op[r.choice(["cancel_after", "abandon_after", "abandon_after"])] = r.choice([1, 1, 1, 2, 2, 3, 4])
                ops.append(op)
            ops += [self.other() for _ in range(r.choice([0, 0, 1, 2]))]
        return ops

    def in_a_slot(self, op):
        """An operation that is polled by hand, one at a time; at its end nothing is left in the slot."""
        is_next = op["op"] == "next" or op.get("v", 0) is None
        # What of it has ended is seldom touched again: Rust cannot express that for anext().
        polls = ["poll"] * self.r.choice([0, 1] if is_next else [0, 1, 1, 2])
        end = self.r.choice([[], [], [], ["cancel"], [] if is_next else ["finish"]])
        return [{"op": "make", "slot": "a", "do": op}] + [{"op": k, "slot": "a"} for k in polls + end + ["abandon"]]

    def other(self):
        k = self.r.choice(self.OPS + ["drop", "drop", "for", "shutdown"])
        if k == "for":
            return {"op": k, "max": self.r.choice([0, 1, 2])}
        return {"op": k} if k in ("drop", "shutdown") else self.basic(k)


fuzz_scenarios.PROFILES["cleanup"] = {"ops": "",
                                      "body": "delegate finreturn", "hooks": ["loop", "none"], "typed": True}
GENERATORS = {"wild": Wild, "cleanup": Cleanup}
others = fuzz_scenarios.program
consumers = 1                          # how many programs in a row have the same body


def generator(rnd, profile):
    return GENERATORS.get(profile, fuzz_scenarios.Gen)(rnd, profile)


def program(seed, profile, i):
    """Program i has the body of the first of its `consumers`, and a consumer of its own."""
    first = i - i % consumers
    if first == i and profile not in GENERATORS:
        return others(seed, profile, i)
    g = generator(random.Random("%s/%s/%d" % (seed, profile, first)), profile)
    body = g.block(0, {}, 1, 6)
    if first != i:
        g.r = random.Random("%s/%s/%d/%d" % (seed, profile, first, i))
    hooks = g.r.choice(fuzz_scenarios.PROFILES[profile]["hooks"])
    return {"name": "fuzz-%s-%s-%d" % (profile, seed, i), "hooks": hooks, "body": body, "driver": g.driver()}


fuzz_scenarios.program = program


def main():
    global consumers
    ap = argparse.ArgumentParser(add_help=False)
    ap.add_argument("--consumers", type=int, default=1)
    a, rest = ap.parse_known_args()
    consumers = max(a.consumers, 1)
    sys.argv[1:] = rest
    fuzz_scenarios.main()


if __name__ == "__main__":
    main()
