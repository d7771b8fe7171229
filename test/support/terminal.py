"""Runs a command with stderr on a pseudo terminal and stdout in a pipe; prints what came of it as JSON.

Arguments: what to type and when (`-` for nothing, else TEXT after the terminal has shown something), then the command.
"""

import json
import os
import pty
import select
import sys

typed, command = sys.argv[1], sys.argv[2:]
out_read, out_write = os.pipe()
pid, terminal = pty.fork()
if pid == 0:
    os.dup2(out_write, 1)
    os.execvp(command[0], command)
os.close(out_write)
shown, printed, ends = b"", b"", {terminal, out_read}
while ends:
    for end in select.select(list(ends), [], [])[0]:
        try:
            chunk = os.read(end, 65536)
        except OSError:  # the terminal's other side is gone
            chunk = b""
        if not chunk:
            ends.discard(end)
        elif end == terminal:
            shown += chunk
            if typed != "-" and b"secret" in shown:
                os.write(terminal, typed.encode())
                typed = "-"
        else:
            printed += chunk
status = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
print(json.dumps({"status": status, "terminal": shown.decode(), "stdout": printed.decode()}))
