/** A PostgreSQL server on a free loopback port, in which a test changes passwords. */

import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { chownSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { globSync } from "tinyglobby";
import { freePort } from "./moto.js";
import { type Ran, runProcess } from "./run.js";

export interface Postgres {
  readonly port: number;
  readonly psql: string;
  /** As the user who may do everything. */
  query(sql: string): Promise<Ran>;
  /** As another user. */
  queryAs(user: string, password: string, sql: string): Promise<Ran>;
  stop(): Promise<void>;
}

/** Where Debian's package puts the programs, the newest last. */
const [initdb] = globSync("/usr/lib/postgresql/*/bin/initdb").sort().reverse();

/** `ARNSUBST_REQUIRE_POSTGRES=1` makes its absence a failure. */
export function hasPostgres(): boolean {
  if (initdb !== undefined) return true;
  const why = "PostgreSQL is not there: Debian's package is postgresql";
  if (process.env["ARNSUBST_REQUIRE_POSTGRES"] === "1") throw new Error(why);
  process.stderr.write(`${why}; the tests with it are left out\n`);
  return false;
}

const ADMIN = { user: "admin", password: "admin-of-the-test" } as const;

/** Root may not start the server. */
function owner(): { readonly uid?: number; readonly gid?: number } {
  if (process.getuid?.() !== 0) return {};
  const id = (flag: string) => Number(spawnSync("id", [flag, "nobody"]).stdout.toString());
  return { uid: id("-u"), gid: id("-g") };
}

export async function startPostgres(): Promise<Postgres> {
  const bin = join(initdb ?? "", "..");
  const directory = mkdtempSync(join(tmpdir(), "arnsubst-test-"));
  const own = owner();
  const password = join(directory, "password");
  writeFileSync(password, ADMIN.password);
  for (const path of [directory, password])
    if (own.uid !== undefined && own.gid !== undefined) chownSync(path, own.uid, own.gid);
  const options = { ...own, cwd: directory, env: { PATH: process.env["PATH"], LC_ALL: "C" } };
  const data = join(directory, "data");
  const made = spawnSync(
    join(bin, "initdb"),
    ["-D", data, "-U", ADMIN.user, "--pwfile", password, "--auth=scram-sha-256", "--no-sync", "-E", "UTF8"],
    options,
  );
  if (made.status !== 0) throw new Error(`initdb: ${made.stderr.toString()}`);
  const port = await freePort();
  const settings = ["listen_addresses=127.0.0.1", `port=${port}`, "unix_socket_directories=", "fsync=off"];
  const args = ["-D", data, ...settings.flatMap((setting) => ["-c", setting])];
  const server = spawn(join(bin, "postgres"), args, { ...options, stdio: "ignore" });
  const psql = join(bin, "psql");
  const queryAs: Postgres["queryAs"] = (user, secret, sql) =>
    runProcess(psql, ["-h", "127.0.0.1", "-p", `${port}`, "-U", user, "-d", "postgres", "-Atc", sql], {
      env: { PGPASSWORD: secret },
    });
  const query = (sql: string) => queryAs(ADMIN.user, ADMIN.password, sql);
  while ((await query("select 1")).status !== 0) {
    if (server.exitCode !== null) throw new Error(`postgres ended with ${server.exitCode}`);
    await wait(100);
  }
  return { port, psql, query, queryAs, stop: () => stop(server, directory) };
}

/** SIGINT ends it without waiting for those who are logged in. */
async function stop(server: ChildProcess, directory: string): Promise<void> {
  const closed = once(server, "close");
  server.kill("SIGINT");
  await closed;
  rmSync(directory, { recursive: true, force: true });
}
