"""Reads io_config.yaml from one path again and again, as a server of Mage does for each run of a block.

    python3 -B mage_server.py PATH

Prints the password of the profile `default` whenever it is another one, until there is a file `stop`. Where Mage is
installed its own loader reads the file; else Jinja2 and PyYAML do, as in that loader.
"""

import os
import sys
import time
from pathlib import Path

try:
    from mage_ai.io.config import ConfigFileLoader

    LOADER = "mage_ai"

    def password(path):
        return ConfigFileLoader(path, "default")["POSTGRES_PASSWORD"]

except ImportError:
    sys.path.insert(0, str(Path(__file__).parent / "consumers"))
    from rendering import mage

    LOADER = "jinja2"

    def password(path):
        return mage(Path(path).read_text())["default"]["POSTGRES_PASSWORD"]


def main():
    shown = None
    print(f"{LOADER} in process {os.getpid()}", flush=True)
    while not os.path.exists("stop"):
        found = password(sys.argv[1])
        if found != shown:
            print(f"password {found}", flush=True)
        shown = found
        time.sleep(0.02)


main()
