/** A bare program that reads every YAML file below a directory: what `check` is measured against. */

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const [directory = "."] = process.argv.slice(2);
let characters = 0;
for (const entry of readdirSync(directory, { recursive: true, withFileTypes: true })) {
  if (entry.isFile()) characters += readFileSync(join(entry.parentPath, entry.name), "utf8").length;
}
process.stdout.write(`${characters}\n`);
