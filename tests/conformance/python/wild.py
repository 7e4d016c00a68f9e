#!/usr/bin/env python3
"""fuzz_scenarios.py with one more profile: `wild`, which is `typed` with everything else that Rust can express.

Its programs are two to three times as long and nest deeper; `return`, `break` and `continue` leave `finally` blocks,
generators delegate to inner ones, operations are dropped midway, and the consumer iterates and drops.
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


fuzz_scenarios.PROFILES["wild"] = {"ops": "next send throw close abandon for drop shutdown",
                                   "body": "delegate finreturn", "hooks": ["loop"], "typed": True}
others = fuzz_scenarios.program
consumers = 1                          # how many programs in a row have the same body


def generator(rnd, profile):
    return (Wild if profile == "wild" else fuzz_scenarios.Gen)(rnd, profile)


def program(seed, profile, i):
    """Program i has the body of the first of its `consumers`, and a consumer of its own."""
    first = i - i % consumers
    if first == i and profile != "wild":
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
