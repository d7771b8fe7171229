/** Python with what the consumers of resolved files are made of. CI has it, elsewhere tests with it may be left out. */

import { spawnSync } from "node:child_process";

export const pythonFound =
  spawnSync("python3", ["-c", "import jinja2, yaml; yaml.CSafeLoader"], { stdio: "ignore" }).status === 0;

if (!pythonFound && process.env["ARNSUBST_REQUIRE_PYTHON"] === "1")
  throw new Error("python3 lacks PyYAML or Jinja2");
if (!pythonFound)
  process.stderr.write("python3 with PyYAML and Jinja2 is not there: the tests with it are left out\n");
