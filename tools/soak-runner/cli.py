"""Runs the tests of faults and of size, and says of each what was found.

    cli.py --callsift PROGRAM [--small] [--seed 7] [--list] [NAME …]
"""

import argparse
import sys
import time
import traceback

import bombs
import disks
import engines
import files
import kills
import measures
import mutations
import stores
from program import Context, Failed, Skipped

TESTS = {
    test.__name__.replace("_", "-"): test
    for module in (kills, disks, stores, files, bombs, mutations, measures, engines)
    for test in module.TESTS
}


def run(name, context):
    """Runs one test and prints its line; returns whether nothing failed."""
    started = time.monotonic()
    try:
        word, text = "ok     ", TESTS[name](context)
    except Skipped as reason:
        word, text = "skipped", str(reason)
    except Failed as reason:
        word, text = "FAILED ", str(reason)
    except Exception:  # a mistake of the soak itself must not end the other tests
        word, text = "FAILED ", traceback.format_exc()
    print(f"{word} {name} ({time.monotonic() - started:.0f} s): {text}", flush=True)
    return word != "FAILED "


def main():
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("names", nargs="*", metavar="NAME", help="tests; default: all")
    parser.add_argument("--callsift", required=True)
    parser.add_argument("--sanitized", help="the program built with --sanitize=address")
    parser.add_argument("--small", action="store_true", help="a tenth of the size")
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--list", action="store_true", help="only say which tests there are")
    given = parser.parse_args()
    if given.list:
        for name, test in TESTS.items():
            print(f"{name:24}{test.__doc__}")
        return
    unknown = [name for name in given.names if name not in TESTS]
    if unknown:
        parser.error(f"there is no test {unknown[0]}; --list says which there are")
    context = Context(given.callsift, 0.1 if given.small else 1.0, given.seed)
    context.sanitized = given.sanitized
    try:
        results = [run(name, context) for name in given.names or TESTS]
    finally:
        context.remove()
    sys.exit(0 if all(results) else 1)


if __name__ == "__main__":
    main()
