/** Asks git which files it tracks or would add: secrets must not be written there. */

import { execFile } from "node:child_process";
import { dirname, join, relative, resolve, sep } from "node:path";
import { groupBy } from "../core/text/group.js";
import { lookAt, upwards } from "./repository.js";

export interface GitStatus {
  /** `unsure`: git gave no answer. */
  readonly kind: "tracked" | "untracked" | "unsure";
  readonly place: string;
  /** The directory of the repository. */
  readonly top: string;
  /** As git names the file: from the top, with slashes. */
  readonly name: string;
  /** The first line of git's error where it is unsure. */
  readonly error?: string;
}

type Env = Readonly<Record<string, string | undefined>>;
type File = Pick<GitStatus, "place" | "top" | "name">;

interface Answer {
  readonly status: number;
  readonly out: readonly string[];
  readonly error: string;
}

const TIMEOUT_MS = 10_000;
/** Git's error where a `.git` has no work tree: in a bare repository, or in one that was moved. */
const NO_WORK_TREE = /not a git repository|must be run in a work tree/;
/** The error of the stub that macOS has in place of git, without its developer tools. */
const NOT_INSTALLED = /^(?:xcode-select|xcrun): /;

/**
 * The files that git tracks or would add. Git is started only where there is a `.git`; where it is not installed, the
 * answer is none.
 */
export async function exposedToGit(places: readonly string[], env: Env): Promise<readonly GitStatus[]> {
  const exposed: GitStatus[] = [];
  for (const [top, files] of groupBy(await withTops(places), (file) => file.top)) {
    exposed.push(...(await exposedIn(top, files, env)));
  }
  return exposed;
}

/** The files in a repository, without those in its `.git`. */
async function withTops(places: readonly string[]): Promise<readonly File[]> {
  const files: File[] = [];
  for (const [directory, group] of groupBy(places, dirname)) {
    const top = topOf(directory);
    if (top === undefined) continue;
    for (const place of group) {
      const name = relative(top, place).split(sep).join("/");
      if (!name.startsWith(".git/")) files.push({ place, top, name });
    }
  }
  return files;
}

/** The nearest directory with a `.git`, no matter who owns it. */
function topOf(directory: string): string | undefined {
  for (const here of upwards(resolve(directory))) {
    const entry = lookAt(join(here, ".git"));
    if (entry !== undefined) return typeof entry === "object" && "uid" in entry ? here : undefined;
  }
  return undefined;
}

async function exposedIn(top: string, files: readonly File[], env: Env): Promise<readonly GitStatus[]> {
  // Git reads a colon at the start of a path as syntax.
  const names = files.map(({ name }) => `./${name}`);
  const ignoring = await git(top, ["check-ignore", "-z", "--stdin"], names, env);
  if (ignoring === undefined) return [];
  // Status 0: some are ignored; 1: none is. Tracked files are not ignored, whatever the patterns.
  if (ignoring.status > 1 || (ignoring.status === 1 && ignoring.error !== "")) {
    return NO_WORK_TREE.test(ignoring.error) ? [] : files.map((file) => unsure(file, ignoring));
  }
  const ignored = new Set(ignoring.out);
  const open = files.filter(({ name }) => !ignored.has(`./${name}`));
  if (open.length === 0) return [];
  const listing = await git(top, ["ls-files", "-z"], [], env);
  const tracked = new Set(listing?.out);
  return open.map((file) => ({ ...file, kind: tracked.has(file.name) ? "tracked" : "untracked" }));
}

function unsure(file: File, { error, status }: Answer): GitStatus {
  return { ...file, kind: "unsure", error: error.split("\n")[0] || `status ${status}` };
}

/** Undefined where git is not installed. Runs without `GIT_*` variables, which may be about another repository. */
async function git(
  top: string,
  args: readonly string[],
  input: readonly string[],
  env: Env,
): Promise<Answer | undefined> {
  const own = Object.entries(env).filter(([name]) => !/^GIT_/i.test(name));
  const options = {
    // Outside of the repository: Windows looks for git.exe in the working directory first.
    cwd: dirname(process.execPath),
    env: { ...Object.fromEntries(own), LC_ALL: "C" },
    maxBuffer: Number.POSITIVE_INFINITY,
    timeout: TIMEOUT_MS,
    killSignal: "SIGKILL" as const,
  };
  return new Promise((done) => {
    const all = ["-C", top, "-c", "core.fsmonitor=false", ...args];
    const child = execFile("git", all, options, (failed, stdout, stderr) => {
      const absent = failed?.code === "ENOENT" || failed?.code === "EACCES" || NOT_INSTALLED.test(stderr);
      const error = failed?.killed ? "it takes too long" : stderr;
      const status = typeof failed?.code === "number" ? failed.code : failed === null ? 0 : 128;
      done(absent ? undefined : { status, out: stdout.split("\0"), error });
    });
    // Git may end before it has read its input.
    child.stdin?.on("error", () => {});
    child.stdin?.end(input.map((name) => `${name}\0`).join(""));
  });
}
