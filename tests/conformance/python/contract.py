#!/usr/bin/env python3
"""CPython under asyncgen's contract: JSON programs in, one a line; out, one a line:
{"trace": [...], "departures": [[PLACE, NAME], ...]}, where PLACE is the token before which PEP 525 says otherwise.

Bodies are run as agenlang.py does it, by the real interpreter, and driven by the real asend() and athrow(). Only what
is around them is another one, where the contract of asyncgen differs from PEP 525 on purpose:

- close() is athrow(GeneratorExit()) instead of aclose(). So CPython does not remember that the generator was being
  closed, and after an ignored exit it is simply suspended again. The item that it yielded comes back:
  `= ignored exit, yielded K`. Exit that leaves the body outside of a close() is the end, not an exception.
- An operation that is dropped (abandon, kill) leaves its step, and the next next() or close() continues it.
- close() raises exit where the body waits. A task that is cancelled drops its operation and closes the generator. A
  cleanup that waits is finished first, and exit raised behind it. An await that is reached while exit is still to be
  raised is a place where the body waits, whatever it awaits.
- Dropping runs the cleanups that do not await. What a body waits for is dropped with it, and so is an inner generator
  when exit is raised outside of it.
- An operation that has ended does nothing when it is awaited again.

A program in which none of this happens leaves the trace that agenlang.py gives; `--self-test` compares the two.
"""
import argparse, json, sys
import agenlang, fuzz_scenarios, wild
from instrument import instrument


class IgnoredExit(Exception):
    def __init__(self, item):
        self.item = item


agenlang.NAME[IgnoredExit] = "IgnoredExit"


class Generator:
    """A generator: the body on the real interpreter, and the state machine of our contract around it."""

    def __init__(self, run, g):
        self.run, self.g = run, g
        self.known = False             # an operation was made: the hooks know the generator
        self.started = False
        self.step = None               # the awaitable of the step under way: the body waits
        self.exiting = False           # exit has been raised, and the body has not yielded since
        self.wanted = False            # close() was called while a cleanup waits
        self.held = False              # a shutdown keeps it
        self.is_dropped = False        # in the meantime, its owner has dropped it
        self.dropping = False          # a drop runs its cleanups
        self.cleanups = []             # under way, innermost last: why each was entered (None, "error" or "exit")
        self.left = None               # why the cleanup that was left last had been entered

    def closed(self):
        return self.g.ag_frame is None

    def is_gone(self):
        return self.closed() or self.dropping or self in self.run.queue

    def state(self):
        if self.closed():
            return "closed"
        if self.step is not None:
            return "running"
        return "suspended" if self.started else "created"

    # -- operations
    def poll(self, kind, value):
        """one poll of an operation: returns if the body waits, and raises its outcome as awaitables do"""
        self.run.polled.append(self)
        try:
            self.resume(kind, value)
        finally:
            self.run.polled.pop()

    def resume(self, kind, value):
        if kind in ("send", "throw") and (self.step is not None or self.closed()):
            self.begin(kind, value).send(None)             # CPython says what is wrong
        if kind == "close" and self.closed():
            raise StopIteration(None)
        exit_here = self.raises_exit(kind)
        if self.step is None:
            self.exiting = kind == "close"
            self.step = self.begin(kind, value)
        while True:
            try:
                self.advance(exit_here)
            except StopIteration as yielded:
                self.yielded(kind, yielded.value)
                exit_here = False
            except BaseException as e:
                self.step = None
                if kind == "close" and isinstance(e, (GeneratorExit, StopAsyncIteration)):
                    raise StopIteration(None) from None
                raise
            else:
                exit_here = self.wanted and not self.in_cleanup()
                if not exit_here:
                    return
                self.wanted = False

    def raises_exit(self, kind):
        """whether this is a close() that raises exit where the body waits"""
        if kind != "close" or self.step is None:
            return False
        if self.exiting or self.in_cleanup():
            self.run.departs("cleanup-finished")
        if self.exiting:
            return False
        self.exiting = True
        self.wanted = self.in_cleanup()
        return not self.wanted

    def begin(self, kind, value):
        if kind == "close":
            value = self.run.exit()
        make = {"next": lambda _: self.g.__anext__(), "send": self.g.asend}.get(kind, self.g.athrow)
        if not self.closed() and not (kind == "send" and not self.started):
            self.started = True
        return make(value)

    def advance(self, exit_here):
        if exit_here:
            self.step.throw(self.run.exit())
        else:
            self.step.send(None)

    def yielded(self, kind, item):
        """an item: it comes out, or exit is raised in its place"""
        self.step = None
        if self.wanted or kind == "close" and not self.exiting:
            self.wanted, self.exiting = False, True
            self.step = self.begin("close", None)
            return
        self.exiting = False
        if kind == "close" and not self.closed():
            raise IgnoredExit(item) from None
        raise StopIteration(item) from None

    # -- cleanups (called by the body: instrument.py)
    @staticmethod
    def why():
        return "exit" if isinstance(sys.exc_info()[1], GeneratorExit) else "error"

    def enter(self, it_awaits, why):
        if self.dropping and it_awaits:
            self.run.departs("dropped")
            return False
        self.cleanups.append(why)
        return True

    def handle(self, it_awaits):
        why = self.why()
        if why == "exit":
            return self.enter(it_awaits, why)
        self.cleanups.append("handler")                    # of an error: no cleanup
        return True

    def leaves_at_awaits(self):
        """whether exit is raised at the next await, without a look at what is awaited"""
        return self.dropping or self.wanted and not self.in_cleanup()

    def in_cleanup(self):
        return any(why != "handler" for why in self.cleanups)

    def leave(self):
        self.left = self.cleanups.pop()

    def behind(self):
        if self.wanted and not self.in_cleanup() and self.left != "error":
            self.wanted = False
            raise self.run.exit()

    # -- the end
    def drop(self, finalize=True):
        if self.closed():
            return
        if self.held:
            self.is_dropped = True
            return
        if finalize and self.known and self.run.has_hooks():
            self.run.T("finalizer")
            self.run.queue.append(self)
            return
        if self.started:
            self.run_cleanups()

    def run_cleanups(self):
        """What a drop runs. If the body waits or yields once exit was raised, it is dropped as it is."""
        self.dropping = True
        self.run.polled.append(self)
        exit = self.run.exit()
        try:
            if self.step is not None:
                self.step.throw(exit)
            else:
                self.g.athrow(exit).send(None)
            self.run.departs("dropped")
        except GeneratorExit:
            pass
        except BaseException as e:
            agenlang.scrub(e)
            self.run.departs("dropped")
        finally:
            self.run.polled.pop()
            agenlang.scrub(exit)


class Owner:
    """Whoever owns a generator: the generator is dropped with it. It is what a body goes over, too."""

    def __init__(self, run, g):
        self.generator = Generator(run, g)

    def __aiter__(self):
        return self

    def __anext__(self):
        return Operation(self, "next")

    def aclose(self):
        return Operation(self, "close")

    def __del__(self):
        self.generator.drop()


class Unless:
    """What a body awaits; if exit is raised there instead, it waits for that."""

    def __init__(self, run, awaited):
        self.run, self.awaited = run, awaited

    def __await__(self):
        if self.run.polled[-1].leaves_at_awaits():
            yield
        return (yield from self.awaited.__await__())


class Operation:
    """The awaitable of an operation. It begins at the first send(), but the hooks see a consumer's when it is made."""

    def __init__(self, owner, kind, value=None, generator=None):
        self.owner, self.kind, self.value = owner, kind, value
        self.generator = generator or owner.generator
        self.polled = self.ended = False
        if not self.generator.run.polled:
            self.show()

    def show(self):
        if not self.generator.known:
            self.generator.known = True
            if self.generator.run.has_hooks():
                self.generator.run.live.append(self.generator)

    def __await__(self):
        return self

    __iter__ = __await__

    def send(self, _):
        run = self.generator.run
        if run.polled and run.polled[-1].leaves_at_awaits():
            return
        if self.ended:
            run.departs("polled-again")
            own = "aclose()/athrow()" if self.kind in ("close", "throw") else "__anext__()/asend()"
            raise RuntimeError("cannot reuse already awaited " + own)
        self.show()
        kind = "next" if self.polled and self.kind != "close" else self.kind
        self.polled = True
        try:
            self.generator.poll(kind, self.value)
        except BaseException:
            self.ended = True
            raise

    def __next__(self):
        return self.send(None)

    def throw(self, kind, value=None, traceback=None):
        """Exit is raised in the body that awaits this: the operation is dropped, and with it perhaps its generator."""
        self.close()
        self = None                    # the traceback would keep it alive
        raise kind if value is None else value

    def close(self):
        if not self.generator.closed():
            self.generator.run.departs("inner-dropped")


class Aclosing:
    """`finally! { it.close().await }`"""

    def __init__(self, owner):
        self.owner = owner

    async def __aenter__(self):
        self.body = self.owner.generator.run.polled[-1]
        return self.owner

    async def __aexit__(self, kind, *exc):
        exc = None
        why = kind and ("exit" if issubclass(kind, GeneratorExit) else "error")
        if not self.body.enter(True, why):
            return
        try:
            await self.owner.aclose()
        except IgnoredExit:
            raise RuntimeError("async generator ignored GeneratorExit") from None
        finally:
            self.body.leave()
        self.body.behind()


class Contract(agenlang.Run):
    def __init__(self, prog):
        super().__init__(prog)
        self.polled = []               # the generators whose bodies are running, outermost first
        self.departures = []
        self.buried = []               # what is left of bodies: CPython must not run it

    def departs(self, name):
        self.departures.append((len(self.trace), name))

    def exit(self):
        exit = GeneratorExit()
        self.thrown.append(exit)       # scrubbed there: a traceback would keep the generator alive
        return exit

    def has_hooks(self):
        return self.prog.get("hooks", "loop") == "loop"

    # -- the body
    def namespace(self):
        ns = super().namespace()
        ns["ACLOSING"] = Aclosing
        ns["SUB"] = lambda g: g if isinstance(g, Owner) else Owner(self, g)
        ns["CONTROL"] = lambda: self.polled[-1]
        ns["READY"] = Unless(self, ns["READY"])
        pending = ns["PENDING"]
        ns["PENDING"] = lambda n: Unless(self, pending(n))
        return ns

    def build(self):
        # With hooks or without: whatever CPython would do with what is deleted, it does not.
        sys.set_asyncgen_hooks(lambda g: None, self.buried.append)
        source = agenlang.compile_source(self.prog["body"]).replace("ACLOSING(", "ACLOSING(SUB(")
        source = source.replace(" as it:", ") as it:")
        self.ns = ns = self.namespace()
        exec(compile(instrument(source), "<body>", "exec"), ns)
        return Owner(self, ns["agen"]())

    # -- operations
    def awaitable(self, op):
        kind, value = op["op"], None
        if kind == "throw" and op["e"] == "Exit":
            kind = "close"             # exit has no other name
        elif kind == "throw":
            value = agenlang.make_exc(op["e"], op.get("msg", ""))
            self.thrown.append(value)
        elif kind == "send":
            kind, value = ("next", None) if op["v"] is None else ("send", op["v"])
        return Operation(self.g, kind, value)

    def step(self, aw, exc=None):
        if exc is not None:            # its task is cancelled
            self.cancelled()
            aw.kind = "close"
        try:
            r = super().step(aw)
        finally:
            aw = None
        if r == "= raise Exit()":
            return "= stop"
        if r is not None and r.startswith("= raise IgnoredExit("):
            return "= ignored exit, yielded " + r[len("= raise IgnoredExit("):-1]
        return r

    def cancelled(self):
        """A handler for CancelledError does not see exit, and one for GeneratorExit does."""
        text = json.dumps(self.prog["body"])
        if '"Exit"' in text or '"Cancelled"' in text or '"BaseException"' in text:
            self.departs("exit-has-one-name")

    def close_aw(self, aw):
        return "= killed"              # to the contract, this is another way to drop it

    def drive(self, aw, op=None):
        op = op or {}
        self.npend = 0
        r = self.step(aw)
        while r is None:
            if op.get("abandon_after") == self.npend:
                return "= abandoned"
            if op.get("kill_after") == self.npend:
                return "= killed"
            if op.get("cancel_after") == self.npend:
                op = {}
                r = self.step(aw, agenlang.make_exc("Cancelled"))
            else:
                r = self.step(aw)
        return r

    async def _for(self, g, mx):
        n = 0
        while True:
            try:
                v = await self.awaitable({"op": "next"})
            except (StopAsyncIteration, GeneratorExit):
                return
            self.T("item %s" % (v,))
            n += 1
            if n == mx:
                return

    def state(self):
        return "dropped" if self.g is None else self.g.generator.state()

    def shutdown(self, op):
        self.T("> " + agenlang.op_text(op))
        alive, self.live = [generator for generator in self.live if not generator.is_gone()], []
        for generator in alive:
            generator.held = True
        for generator in alive:
            self.T("> aclose")
            self.T(self.drive(Operation(None, "close", generator=generator)))
        for generator in alive:
            generator.held = False
            if generator.is_dropped:
                generator.drop()
        alive = generator = None
        self.collect()
        self.drain()
        self.T(". " + self.state())

    def do(self, op):
        if op["op"] == "shutdown":
            self.shutdown(op)
        else:
            super().do(op)

    # -- the hooks
    def forget(self):
        self.g = None
        self.collect()

    def drain(self):
        while self.queue:
            self.T("> finalize")
            generator = self.queue.pop(0)
            self.T(self.drive(Operation(None, "close", generator=generator)))
            generator.drop(finalize=False)
            generator = None
            self.collect()

    def run(self):
        trace = list(super().run())
        # Nothing that happens from here on belongs to it.
        self.polled.append(Generator(self, None))
        self.buried.clear()
        return trace


def differs(run, cpython):
    """whether something happened on which the contract and PEP 525 do not agree"""
    states = [t for t in cpython if t.startswith(". ")]
    dropped = any(t in ("= abandoned", "= killed") for t in cpython) or states[-1:] == [". running"]
    told = ("ignored GeneratorExit", "already running", "cannot reuse", "= raise Exit()")
    return dropped or run.departures or any(t in token for t in told for token in cpython)


def self_test(n, seed, profile):
    same = skipped = 0
    for i in range(n):
        p = wild.program(seed, profile, i)
        cpython = agenlang.run(p)
        run = Contract(p)
        ours = run.run()
        # exit under another name is compared by mapping.rs
        renamed = any("cancel" in str(op) or "Exit" in str(op) for op in p["driver"])
        if renamed or differs(run, cpython):
            skipped += 1
            continue
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
            run = Contract(json.loads(line))
            print(json.dumps({"trace": run.run(), "departures": run.departures}))


if __name__ == "__main__":
    main()
