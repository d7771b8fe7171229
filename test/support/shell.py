"""Types lines into an interactive shell on a pseudo terminal, and prints what the command of each was given, as JSON.

Standard input is {"command": [...], "setup": [...], "lines": [...]}. The last line of the setup has to define what is
typed so that it prints its arguments between \\x01 and \\x02, each ended by \\x03.
"""

import fcntl
import json
import os
import pty
import re
import select
import struct
import sys
import termios
import time

LIMIT = 40
READY = "\x01READY\x03\x02"

given = json.load(sys.stdin)
pid, terminal = pty.fork()
if pid == 0:
    os.execvp(given["command"][0], given["command"])
fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 50, 400, 0, 0))
shown = ""


def answer(typed):
    """What comes between the marks next, once this is typed."""
    global shown
    os.write(terminal, typed.encode())
    until = time.monotonic() + LIMIT
    while True:
        found = re.search("\x01(.*?)\x02", shown, re.S)
        if found:
            shown = shown[found.end():]
            return found.group(1).split("\x03")[:-1]
        if time.monotonic() > until or not select.select([terminal], [], [], LIMIT)[0]:
            raise SystemExit(f"no answer to {typed!r}: {shown!r}")
        shown += os.read(terminal, 65536).decode(errors="replace")


answer("".join(f"{line}\r" for line in given["setup"]) + "printf '\\001READY\\003\\002\\n'\r")
print(json.dumps([answer(f"{line}\r") for line in given["lines"]]))
os.close(terminal)
