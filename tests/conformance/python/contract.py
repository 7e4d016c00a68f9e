#!/usr/bin/env python3
"""CPython under asyncgen's contract: JSON programs in, one a line; {"trace": [...]} out, one a line.

Bodies are compiled and run as agenlang.py does it, by the real interpreter, and driven by the real asend() and
athrow(). Only the consumer is another one, where the contract of asyncgen differs from PEP 525 on purpose:

- close() is athrow(GeneratorExit()) instead of aclose(). So CPython does not remember that the generator was being
  closed, and after an ignored exit it is simply suspended again. The item that it yielded comes back:
  `= ignored exit, yielded K`.
- Exit that leaves the body outside of a close(), which happens after an ignored one, is the end, not an exception.
- An operation that is dropped (abandon, kill) is kept here, and the next next() or close() continues it.

A program in which none of this happens leaves the trace that agenlang.py gives; `--self-test` compares the two.
"""
import argparse, json, sys
import agenlang, fuzz_scenarios

IGNORED = "async generator ignored GeneratorExit"


class IgnoredExit(Exception):
    def __init__(self, item):
        self.item = item


class Close:
    """The awaitable of close(). It begins at the first send(), but the hooks see it when it is made."""

    def __init__(self, run, g):
        self.run, self.g = run, g
        exit = GeneratorExit()
        run.thrown.append(exit)        # scrubbed there: a traceback would keep the generator alive
        self.exit = g.athrow(exit)

    def send(self, _):
        run = self.run
        while True:
            if run.step_under_way is None:
                if self.g.ag_frame is None:
                    raise StopIteration(None)
                run.step_under_way = self.exit, True
            step, exiting = run.step_under_way
            try:
                step.send(None)
                return None            # it suspends
            except StopIteration as yielded:
                run.step_under_way = None
                if exiting:
                    raise IgnoredExit(yielded.value) from None
            except (GeneratorExit, StopAsyncIteration):
                run.step_under_way = None
                raise StopIteration(None) from None
            except BaseException:
                run.step_under_way = None
                raise

    def throw(self, *exc):
        raise NotImplementedError("the contract has no exceptions at an await")


class Aclosing:
    def __init__(self, run, g):
        self.run, self.g = run, g

    async def __aenter__(self):
        return self.g

    async def __aexit__(self, *exc):
        if self.g.ag_frame is None:
            return
        exit = GeneratorExit()
        self.run.thrown.append(exit)
        try:
            await self.g.athrow(exit)
        except (GeneratorExit, StopAsyncIteration):
            return
        raise RuntimeError(IGNORED)


class Contract(agenlang.Run):
    step_under_way = None              # (awaitable, whether it raised exit) of an operation that was dropped
    finalized = False

    def namespace(self):
        ns = super().namespace()
        ns["ACLOSING"] = lambda g: Aclosing(self, g)
        return ns

    # -- operations
    def awaitable(self, op):
        if op["op"] == "close":
            return Close(self, self.g)
        if self.step_under_way is not None and (op["op"] == "next" or op.get("v", 0) is None):
            return self.step_under_way[0]
        return super().awaitable(op)

    def step(self, aw, exc=None):
        try:
            r = super().step(aw, exc)
        finally:
            aw = None
        if r == "= raise Exit()":
            return "= stop"
        if r is not None and r.startswith("= raise IgnoredExit("):
            return "= ignored exit, yielded " + r[len("= raise IgnoredExit("):-1]
        return r

    def close_aw(self, aw):
        return "= killed"              # to the contract, this is another way to drop it

    def drive(self, aw, op=None):
        r = super().drive(aw, op)
        self.settle(aw, r in ("= abandoned", "= killed"))
        return r

    def settle(self, aw, dropped):
        """remembers the step of an operation that was dropped, and forgets the one that is over"""
        if self.g is None:
            return
        if not self.g.ag_running:
            self.step_under_way = None
        elif dropped and self.step_under_way is None:
            self.step_under_way = aw, False

    async def _for(self, g, mx):
        n = 0
        while True:
            try:
                v = await self.awaitable({"op": "next"})
            except (StopAsyncIteration, GeneratorExit):
                return
            finally:
                self.settle(None, False)
            self.T("item %s" % (v,))
            n += 1
            if n == mx:
                return

    def do(self, op):
        if op["op"] == "shutdown":
            return self.shutdown(op)
        aw = self.slots.get(op.get("slot"))
        super().do(op)
        if aw is not None:             # between two ops nobody keeps a future that borrows the generator
            self.settle(aw, True)

    def shutdown(self, op):
        self.T("> " + agenlang.op_text(op))
        alive, self.live = [r() for r in self.live], []
        alive = [g for g in alive if g is not None and g.ag_frame is not None]
        for g in alive:
            self.T("> aclose")
            self.T(self.drive(Close(self, g)))
        alive = g = None
        self.collect()
        self.drain()
        self.T(". " + self.state())

    # -- the hooks
    def finalizer(self, g):
        if not self.finalized:
            super().finalizer(g)

    def forget(self):
        if self.g is not None and self.step_under_way is not None:
            # the awaitable that we keep holds the generator: CPython would call the finalizer now
            if self.prog.get("hooks", "loop") == "loop":
                self.finalizer(self.g)
            self.finalized = True
            self.g = None
            self.collect()
            return
        super().forget()

    def drain(self):
        while self.queue:
            self.T("> finalize")
            g = self.queue.pop(0)
            aw = Close(self, g)
            self.T(self.drive(aw))
            del g, aw
            self.collect()

    def run(self):
        trace = list(super().run())
        hook, sys.unraisablehook = sys.unraisablehook, lambda unraisable: None
        self.step_under_way = None     # without hooks, this runs what is left of the body
        sys.unraisablehook = hook
        return trace


agenlang.NAME[IgnoredExit] = "IgnoredExit"


def differs(trace):
    """whether something happened on which the contract and PEP 525 do not agree"""
    states = [t for t in trace if t.startswith(". ")]
    dropped = any(t in ("= abandoned", "= killed") for t in trace) or states[-1:] == [". running"]
    return dropped or any(IGNORED in t or "already running" in t for t in trace)


def self_test(n, seed, profile):
    same = skipped = 0
    for i in range(n):
        p = fuzz_scenarios.program(seed, profile, i)
        cpython = agenlang.run(p)
        # exit as a value, exceptions at an await, and awaiting twice are not in the contract
        beyond = "= raise Exit()" in cpython or any("cancel" in str(op) for op in p["driver"])
        if beyond or differs(cpython) or any("cannot reuse" in t for t in cpython):
            skipped += 1
            continue
        ours = Contract(p).run()
        if ours != cpython:
            print("DIFFERENT", json.dumps(p), "\n  agenlang:", cpython, "\n  contract:", ours)
            return 1
        same += 1
    print("%d the same, %d where the contract differs" % (same, skipped))
    return 0


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--self-test", type=int, metavar="N", help="compare with agenlang.py on N random programs")
    ap.add_argument("--seed", default="0")
    ap.add_argument("--profile", default="typed", choices=sorted(fuzz_scenarios.PROFILES))
    a = ap.parse_args()
    if a.self_test is not None:
        sys.exit(self_test(a.self_test, a.seed, a.profile))
    for line in sys.stdin:
        if line.strip():
            print(json.dumps({"trace": Contract(json.loads(line)).run()}))


if __name__ == "__main__":
    main()
