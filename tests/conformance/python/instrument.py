"""Makes bodies say when a cleanup is under way, and lets the generator's state machine skip one or raise exit behind it.

Rewrites the Python source that agenlang.py compiles bodies to; what a body does is otherwise the same.
"""
import ast

EXITS = ("X_Exit", "X_BaseException")  # a handler for one of these is entered by exit


class Instrument(ast.NodeTransformer):
    """
    async def agen():                     async def agen():
        ...                                   CLEANUP = CONTROL()
        try:                                  ...
            body                              WHY = None
        finally:                              try:
            cleanup                               try:
                                                      body
                                                  except BaseException:
                                                      WHY = CLEANUP.why(); raise
                                              finally:
                                                  if CLEANUP.enter(whether it awaits, WHY):
                                                      try:
                                                          cleanup
                                                      finally:
                                                          CLEANUP.leave()
                                                      CLEANUP.behind()
    """
    number = 0

    def visit_AsyncFunctionDef(self, node):
        self.generic_visit(node)
        node.body[:0] = ast.parse("CLEANUP = CONTROL()").body
        return node

    def visit_Try(self, node):
        # Asked of the source as it was: an awaiting cleanup inside a cleanup counts, too.
        cleanup_awaits = awaits(node.finalbody)
        handler_awaits = [awaits(handler.body) for handler in node.handlers]
        self.generic_visit(node)
        for handler, it_awaits in zip(node.handlers, handler_awaits):
            if any(name.id in EXITS for name in handler.type.elts):
                handler.body = handling_exit(handler.body, it_awaits)
        return self.with_cleanup(node, cleanup_awaits) if node.finalbody else node

    def with_cleanup(self, node, it_awaits):
        Instrument.number += 1
        why = "WHY_%d" % Instrument.number
        new = ast.parse(
            "%s = None\n"
            "try:\n"
            "    try:\n        pass\n"
            "    except BaseException:\n        %s = CLEANUP.why()\n        raise\n"
            "finally:\n"
            "    if CLEANUP.enter(%r, %s):\n"
            "        try:\n            pass\n"
            "        finally:\n            CLEANUP.leave()\n"
            "        CLEANUP.behind()\n" % (why, why, it_awaits, why)).body
        guarded = [ast.Try(node.body, node.handlers, node.orelse, [])] if node.handlers else node.body
        new[1].body[0].body = guarded
        new[1].finalbody[0].body[0].body = node.finalbody
        return new


def handling_exit(body, it_awaits):
    """A handler that exit enters is a cleanup as well: asyncgen has no other."""
    new = ast.parse(
        "if not CLEANUP.handle(%r):\n    raise\n"
        "try:\n    pass\n"
        "finally:\n    CLEANUP.leave()\n" % it_awaits).body
    new[1].body = body
    return new


def awaits(steps):
    """whether a cleanup awaits or yields, at its own level of syntax"""
    kinds = (ast.Await, ast.Yield, ast.AsyncFor, ast.AsyncWith)
    return any(isinstance(node, kinds) for step in steps for node in ast.walk(step))


def instrument(source):
    return ast.fix_missing_locations(Instrument().visit(ast.parse(source)))
