/** What git would do with files: those that it tracks or would add are no place for secrets. */

import { execFile } from "node:child_process";
import { dirname, relative, sep } from "node:path";
import { groupBy } from "../core/text/group.js";
import { findUpwards } from "./find-upwards.js";

export interface GitStatus {
  /** `unsure`: git is there, and does not say. */
  readonly kind: "tracked" | "untracked" | "unsure";
  readonly place: string;
  /** The directory of the repository. */
  readonly top: string;
  /** As git names the file: from the top, with slashes. */
  readonly name: string;
  /** The first line of what git said where it is unsure. */
  readonly said?: string;
}

type Env = Readonly<Record<string, string | undefined>>;
type File = Pick<GitStatus, "place" | "top" | "name">;

interface Answer {
  readonly status: number;
  readonly out: readonly string[];
  readonly said: string;
}

const TIMEOUT_MS = 10_000;
/** Said where there is a `.git` that is none of a work tree: of a bare repository, or of one that is elsewhere now. */
const NO_WORK_TREE = /not a git repository|must be run in a work tree/;
/** macOS without its developer tools has a git that only says so. */
const NOT_INSTALLED = /^(?:xcode-select|xcrun): /;

/**
 * Those of the files that git tracks or would add. Git is started only where there is a `.git`; where it is not
 * installed, nothing is known.
 */
export async function exposedToGit(places: readonly string[], env: Env): Promise<readonly GitStatus[]> {
  const exposed: GitStatus[] = [];
  for (const [top, files] of groupBy(await withTops(places), (file) => file.top)) {
    exposed.push(...(await exposedIn(top, files, env)));
  }
  return exposed;
}

/** The files that are in a repository, and not among its own. */
async function withTops(places: readonly string[]): Promise<readonly File[]> {
  const files: File[] = [];
  for (const [directory, group] of groupBy(places, dirname)) {
    const found = findUpwards(".git", directory);
    if (typeof found !== "string") continue;
    const top = dirname(found);
    for (const place of group) {
      const name = relative(top, place).split(sep).join("/");
      if (!name.startsWith(".git/")) files.push({ place, top, name });
    }
  }
  return files;
}

async function exposedIn(top: string, files: readonly File[], env: Env): Promise<readonly GitStatus[]> {
  // A colon at the start would mean something.
  const names = files.map(({ name }) => `./${name}`);
  const ignoring = await git(top, ["check-ignore", "-z", "--stdin"], names, env);
  if (ignoring === undefined) return [];
  // 0: some are ignored, 1: none is. Files that git tracks count as not ignored, whatever the patterns.
  if (ignoring.status > 1 || (ignoring.status === 1 && ignoring.said !== "")) {
    return NO_WORK_TREE.test(ignoring.said) ? [] : files.map((file) => unsure(file, ignoring));
  }
  const ignored = new Set(ignoring.out);
  const open = files.filter(({ name }) => !ignored.has(`./${name}`));
  if (open.length === 0) return [];
  const listing = await git(top, ["ls-files", "-z"], [], env);
  const tracked = new Set(listing?.out);
  return open.map((file) => ({ ...file, kind: tracked.has(file.name) ? "tracked" : "untracked" }));
}

function unsure(file: File, { said, status }: Answer): GitStatus {
  return { ...file, kind: "unsure", said: said.split("\n")[0] || `status ${status}` };
}

/** Undefined where git is not installed. Whatever the environment says of git is about another repository. */
async function git(
  top: string,
  args: readonly string[],
  input: readonly string[],
  env: Env,
): Promise<Answer | undefined> {
  const own = Object.entries(env).filter(([name]) => !/^GIT_/i.test(name));
  const options = {
    // Not the repository: Windows would look for a git there first.
    cwd: dirname(process.execPath),
    env: { ...Object.fromEntries(own), LC_ALL: "C" },
    maxBuffer: Number.POSITIVE_INFINITY,
    timeout: TIMEOUT_MS,
    killSignal: "SIGKILL" as const,
  };
  return new Promise((done) => {
    const all = ["-C", top, "-c", "core.fsmonitor=false", ...args];
    const child = execFile("git", all, options, (error, stdout, stderr) => {
      const absent = error?.code === "ENOENT" || error?.code === "EACCES" || NOT_INSTALLED.test(stderr);
      const said = error?.killed ? "it takes too long" : stderr;
      const status = typeof error?.code === "number" ? error.code : error === null ? 0 : 128;
      done(absent ? undefined : { status, out: stdout.split("\0"), said });
    });
    // It may end before it has read anything.
    child.stdin?.on("error", () => {});
    child.stdin?.end(input.map((name) => `${name}\0`).join(""));
  });
}
