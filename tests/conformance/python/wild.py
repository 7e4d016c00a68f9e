#!/usr/bin/env python3
"""fuzz_scenarios.py with one more profile: `wild`, which is `typed` with everything else that Rust can express.

Its programs are two to three times as long and nest deeper; `return`, `break` and `continue` leave `finally` blocks,
generators delegate to inner ones, operations are dropped midway, and the consumer iterates and drops.
"""
import random
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


def program(seed, profile, i):
    if profile != "wild":
        return others(seed, profile, i)
    rnd = random.Random("%s/%s/%d" % (seed, profile, i))
    g = Wild(rnd, profile)
    return {"name": "fuzz-%s-%s-%d" % (profile, seed, i), "hooks": "loop", "body": g.block(0, {}, 1, 6),
            "driver": g.driver()}


fuzz_scenarios.program = program

if __name__ == "__main__":
    fuzz_scenarios.main()
