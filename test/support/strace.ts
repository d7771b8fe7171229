/** The real executable under strace: what it asks of the system to make files, and with which modes. */

import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { EXECUTABLE, type Ran, runProcess } from "./run.js";

/** A system call that did what it was to do. */
export interface Call {
  readonly name: string;
  readonly args: string;
}

/** Undefined, or why nothing can be traced; where CI has found that it can, that is a failure. */
export function noTraces(): string | undefined {
  const { error, status } = spawnSync("strace", ["-f", "-o", "/dev/null", "true"], { stdio: "ignore" });
  if (status === 0) return undefined;
  const why = error === undefined ? "nothing may be traced here" : "strace is not installed";
  if (process.env["ARNSUBST_REQUIRE_STRACE"] === "1") throw new Error(why);
  return why;
}

/** Whatever makes or opens a file, names it or changes its mode; not every machine has each of them. */
const CALLS = [
  ...["open", "openat", "openat2", "creat", "mkdir", "mkdirat", "mknod", "mknodat", "link", "linkat"],
  ...[
    "chown",
    "fchown",
    "fchownat",
    "chmod",
    "fchmod",
    "fchmodat",
    "fchmodat2",
    "rename",
    "renameat",
    "renameat2",
    "fsync",
    "fdatasync",
  ],
];

/** Runs it with a umask that takes nothing away. */
export async function traced(
  args: readonly string[],
  cwd: string,
): Promise<Ran & { readonly calls: readonly Call[] }> {
  const directory = mkdtempSync(join(tmpdir(), "arnsubst-test-"));
  const trace = join(directory, "trace");
  const only = `trace=${CALLS.map((name) => `?${name}`).join()}`;
  const strace = ["strace", "-f", "-qq", "-y", "-s", "4096", "-e", only, "-e", "signal=none", "-o", trace];
  // What is asked for by way of io_uring is no system call.
  const env = { UV_USE_IO_URING: "0", NODE_DISABLE_COMPILE_CACHE: "1" };
  const command = [...strace, process.execPath, EXECUTABLE, ...args];
  const ran = await runProcess("/bin/sh", ["-c", 'umask 000; exec "$0" "$@"', ...command], { cwd, env });
  const calls = callsIn(readFileSync(trace, "utf8"));
  rmSync(directory, { recursive: true });
  return { ...ran, calls };
}

/** In the order in which they came to their ends; threads get into each other's lines. */
export function callsIn(trace: string): readonly Call[] {
  const begun = new Map<string, string>();
  const calls: Call[] = [];
  for (const line of trace.split("\n")) {
    const [, thread = "", text = ""] = /^(\d+) +(.*)$/.exec(line) ?? [];
    const beginning = /^(.*?) *<unfinished \.\.\.>$/.exec(text)?.[1];
    if (beginning !== undefined) begun.set(thread, beginning);
    const whole = text.replace(/^<\.\.\. \w+ resumed>/, begun.get(thread) ?? "");
    const [, name, args, result = "-1"] = /^(\w+)\((.*)\) += (-?\d+)/.exec(whole) ?? [];
    if (name !== undefined && args !== undefined && Number(result) >= 0) calls.push({ name, args });
  }
  return calls;
}

/** What the call makes or changes the mode of; undefined for every other. */
export function modeIn({ name, args }: Call): number | undefined {
  const makes = /^(?:creat|mkdir|mknod|f?chmod)/.test(name) || /\bO_(?:CREAT|TMPFILE)\b/.test(args);
  if (!makes) return undefined;
  const octal = /(?:, |mode=|\|)(0\d*)(?=[,}]|$)/.exec(args)?.[1];
  // A mode that cannot be read is everybody's.
  return octal === undefined ? 0o777 : Number.parseInt(octal, 8);
}

/** Paths that the call names, as it names them. */
export function pathsIn({ args }: Call): readonly string[] {
  return Array.from(args.matchAll(/"((?:[^"\\]|\\.)*)"/g), ([, path = ""]) => path);
}
