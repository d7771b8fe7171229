/**
 * What has Node itself log what passes through it. `NODE_DEBUG` and `NODE_DEBUG_NATIVE` print variables of processes,
 * requests with the tokens that sign them, and answers. Node reads them before any of us, so it has to start over.
 *
 * Of Node's options none prints values by itself: traces and profiles hold names of functions and files, `--trace-tls`
 * what is encrypted, `--trace-env` names. Reports hold the environment: `hideEnvironment`. What opens the whole process
 * (`--inspect`, `--heapsnapshot-…`, `--tls-keylog`, `--require`) does what it is there for, and Node says so.
 */

type Env = Readonly<Record<string, string | undefined>>;

/** In any case, for Windows knows no other. */
const LOGGING = /^NODE_DEBUG(?:_NATIVE)?$/i;
const KEPT = /^ARNSUBST_(NODE_DEBUG(?:_NATIVE)?)$/i;

/** The variables that are set to anything: a comma alone is all of Node's native parts. */
export function loggingIn(env: Env): readonly string[] {
  // Named first: going through all variables takes a while.
  if (!env["NODE_DEBUG"] && !env["NODE_DEBUG_NATIVE"]) return [];
  return Object.keys(env).filter((name) => LOGGING.test(name) && env[name] !== "");
}

/** The environment to start over with: they are kept under names that Node does not know. */
export function withoutLogging(env: Env): Env {
  return renamed(env, LOGGING, (name) => `ARNSUBST_${name}`);
}

/** The environment of a command: as it was before we started over. */
export function withLogging(env: Env): Env {
  return renamed(env, KEPT, (name) => name.replace(KEPT, "$1"));
}

function renamed(env: Env, names: RegExp, rename: (name: string) => string): Env {
  return Object.fromEntries(
    Object.entries(env).map(([name, value]) => [names.test(name) ? rename(name) : name, value]),
  );
}

interface Reports {
  excludeEnv?: boolean;
  reportOnFatalError: boolean;
  reportOnSignal: boolean;
  reportOnUncaughtException: boolean;
}

/** A report that Node was told to write holds no variables, and so no keys of AWS; of an older Node there is none. */
export function hideEnvironment(process: NodeJS.Process): void {
  if (!/--report[-_]/.test(`${process.env["NODE_OPTIONS"]} ${process.execArgv.join(" ")}`)) return;
  const report = process.report as Reports | undefined;
  if (report === undefined) return;
  if ("excludeEnv" in report) report.excludeEnv = true;
  else report.reportOnFatalError = report.reportOnSignal = report.reportOnUncaughtException = false;
}
