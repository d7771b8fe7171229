/**
 * Keeps Node's own logs free of secrets. `NODE_DEBUG` and `NODE_DEBUG_NATIVE` make Node print environments, requests with
 * their tokens, and answers. Node reads these variables before it runs our code, so we start over without them.
 *
 * Node's options need no such care. Traces and profiles hold names of functions and files, `--trace-tls` encrypted data,
 * `--trace-env` names of variables. Reports hold the environment: see `hideEnvironment`. Options that open the whole
 * process (`--inspect`, `--heapsnapshot-…`, `--tls-keylog`, `--require`) do so on purpose, and Node says so.
 */

type Env = Readonly<Record<string, string | undefined>>;

/** In any case, because Windows ignores the case of variables. */
const LOGGING = /^NODE_DEBUG(?:_NATIVE)?$/i;
const KEPT = /^ARNSUBST_(NODE_DEBUG(?:_NATIVE)?)$/i;

/** The variables that are set, even to nothing but a comma, which selects all of Node's native parts. */
export function loggingIn(env: Env): readonly string[] {
  // Checked first, because going through all variables takes a while.
  if (!env["NODE_DEBUG"] && !env["NODE_DEBUG_NATIVE"]) return [];
  return Object.keys(env).filter((name) => LOGGING.test(name) && env[name] !== "");
}

/** The environment to start over with: it has the variables under names that Node does not know. */
export function withoutLogging(env: Env): Env {
  return renamed(env, LOGGING, (name) => `ARNSUBST_${name}`);
}

/** The environment for a command: as it was before we started over. */
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

/** Keeps variables, and so keys of AWS, out of reports. A Node that cannot leave them out writes no report. */
export function hideEnvironment(process: NodeJS.Process): void {
  if (!/--report[-_]/.test(`${process.env["NODE_OPTIONS"]} ${process.execArgv.join(" ")}`)) return;
  const report = process.report as Reports | undefined;
  if (report === undefined) return;
  if ("excludeEnv" in report) report.excludeEnv = true;
  else report.reportOnFatalError = report.reportOnSignal = report.reportOnUncaughtException = false;
}
