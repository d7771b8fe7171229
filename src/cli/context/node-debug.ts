/**
 * Keeps Node's own logs free of secrets. `NODE_DEBUG` and `NODE_DEBUG_NATIVE` make Node print environments, requests with
 * their tokens, and answers. Node reads these variables before it runs our code, so we start over without them.
 *
 * Node's other options are harmless. Traces and profiles contain names of functions and files, `--trace-tls` encrypted
 * data, `--trace-env` names of variables. Reports contain the environment: see `hideEnvironment`. Some options open the
 * whole process on purpose, and Node's documentation says so: `--inspect`, `--heapsnapshot-…`, `--tls-keylog`, `--require`.
 */

type Env = Readonly<Record<string, string | undefined>>;

/** Matches upper and lower case, because Windows ignores the case of variables. */
const LOGGING = /^NODE_DEBUG(?:_NATIVE)?$/i;
const KEPT = /^ARNSUBST_(NODE_DEBUG(?:_NATIVE)?)$/i;

/** The logging variables that are set. A comma counts too: it selects all of Node's native parts. */
export function loggingIn(env: Env): readonly string[] {
  // A quick check first, because going through all variables takes a while.
  if (!env["NODE_DEBUG"] && !env["NODE_DEBUG_NATIVE"]) return [];
  return Object.keys(env).filter((name) => LOGGING.test(name) && env[name] !== "");
}

/** The environment to start over with: the variables have names there that Node does not know. */
export function withoutLogging(env: Env): Env {
  return renamed(env, LOGGING, (name) => `ARNSUBST_${name}`);
}

/** The environment for the command of `exec`: as it was before we started over. */
export function withLogging(env: Env): Env {
  return renamed(env, KEPT, (name) => name.replace(KEPT, "$1"));
}

function renamed(env: Env, names: RegExp, rename: (name: string) => string): Env {
  return Object.fromEntries(
    Object.entries(env).map(([name, value]) => [names.test(name) ? rename(name) : name, value]),
  );
}

/** Keeps the environment, and so AWS keys, out of Node's reports. Turns reports off where Node cannot leave it out. */
export function hideEnvironment(process: NodeJS.Process): void {
  if (!/--report[-_]/.test(`${process.env["NODE_OPTIONS"]} ${process.execArgv.join(" ")}`)) return;
  const report = process.report as (NodeJS.ProcessReport & { excludeEnv?: boolean }) | undefined;
  if (report === undefined) return;
  if ("excludeEnv" in report) report.excludeEnv = true;
  else report.reportOnFatalError = report.reportOnSignal = report.reportOnUncaughtException = false;
}
