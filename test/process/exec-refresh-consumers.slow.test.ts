/** Who uses a password that rotates, under `exec --refresh`: Mage, and what logs in to PostgreSQL before and after. */

import { join } from "node:path";
import { expect } from "vitest";
import { arn } from "../support/arns.js";
import { hasPostgres, type Postgres, startPostgres } from "../support/postgres.js";
import { pythonFound } from "../support/python.js";
import { test as base, type Refreshing } from "../support/rotation.js";
import { ROOT } from "../support/run.js";

const test = base
  // biome-ignore lint/correctness/noEmptyPattern: Vitest reads from the pattern which fixtures this one needs
  .extend("postgres", { scope: "file" }, async ({}, { onCleanup }) => {
    const postgres = await startPostgres();
    onCleanup(() => postgres.stop());
    return postgres;
  })
  /** Changes the password of a user, and then the secret. `mark` shows who has logged in since. */
  .extend("rotate", ({ directory, postgres, store }) => {
    return async (user: string, password: string, mark: string): Promise<void> => {
      const sql = `alter role ${user} password '${password}'; alter role ${user} set my.mark = '${mark}'`;
      expect(await postgres.query(sql)).toMatchObject({ status: 0 });
      store({ db: JSON.stringify({ username: user, password }) });
      directory.write("config.yaml", `user: ${arn("db")}:username\npassword: ${arn("db")}:password\n`);
    };
  });

const [OLD, NEW] = ["hunter22-old", "cAnArY7f3b-new"];

/** What logs in, with the password from the variable PGPASSWORD. */
const login = ({ psql, port }: Postgres, user: string) =>
  `${psql} -h 127.0.0.1 -p ${port} -U ${user} -d postgres -Atc "select current_user || ' ' || current_setting('my.mark')"`;

async function expectRotated(running: Refreshing, postgres: Postgres, user: string): Promise<void> {
  await running.printed(`${user} after\n`);
  expect((await postgres.queryAs(user, OLD, "select 1")).stderr).toContain("password authentication failed");
  running.child.kill("SIGTERM");
  expect(await running.ended).toBe("SIGTERM");
  expect(running.stdout()).toMatch(new RegExp(`^(${user} before\n)+(${user} after\n)+$`));
  expect(running.stderr()).not.toMatch(/hunter|cAnArY/);
}

/** Where `.ci/run` has installed Mage; left out, Jinja2 and PyYAML do what its loader does. */
const mage = process.env["ARNSUBST_MAGE"];

test
  .runIf(pythonFound)
  .concurrent(
    "Mage: the same path has the new password, without a restart",
    async ({ directory, store, start }) => {
      // What Mage would render, and YAML would read as something else, if it were put in as it is.
      const [first, second] = ["hunter22: #old", "cAnArY7f3b '{x: \\u00e9"];
      store({ db: JSON.stringify({ password: first }) });
      directory.write(
        "io_config.yaml",
        `default:\n  POSTGRES_PASSWORD: ${arn("db")}:password\n  POSTGRES_HOST: "{{ env_var('DB_HOST') }}"\n`,
      );
      const server = join(ROOT, "test/support/mage_server.py");
      const running = start(["io_config.yaml", "--", "python3", "-B", server, "{}"], {
        DB_HOST: "db",
        // Mage makes a directory there.
        HOME: directory.path,
        ...(mage === undefined ? {} : { PYTHONPATH: mage }),
      });
      await running.printed(`password ${first}\n`);
      store({ db: JSON.stringify({ password: second }) });
      await running.printed(`password ${second}\n`);
      directory.write("stop", "");
      expect(await running.ended).toBe(0);
      expect(running.stdout()).toMatch(
        new RegExp(
          `^${mage === undefined ? "jinja2" : "mage_ai"} in process \\d+\npassword .*\npassword .*\n$`,
        ),
      );
      expect(running.stderr()).toBe(`arnsubst: wrote io_config.yaml: ${arn("db")} has a new value\n`);
    },
  );

/** Left out, and not skipped, which CI takes for a failure: it cannot be installed everywhere. */
if (hasPostgres()) {
  test.concurrent("PostgreSQL: who reads the file for each login, from the same path and without a restart", async ({
    postgres,
    rotate,
    start,
  }) => {
    await postgres.query("create role reader login");
    await rotate("reader", OLD, "before");
    const password = `$(sed -n 's/^password: //p' "$1")`;
    const script = `while :; do PGPASSWORD="${password}" ${login(postgres, "reader")} 2>/dev/null; sleep 0.3; done`;
    const running = start(["config.yaml", "--", "sh", "-c", script, "sh", "{}"]);
    await running.printed("reader before\n");
    await rotate("reader", NEW, "after");
    await expectRotated(running, postgres, "reader");
  });

  test.concurrent("PostgreSQL: who has it in a variable, after a restart", async ({
    postgres,
    rotate,
    start,
  }) => {
    await postgres.query("create role restarted login");
    await rotate("restarted", OLD, "before");
    const options = ["--env", "PGPASSWORD=password", "--on-change", "restart"];
    const script = `${login(postgres, "restarted")}; exec sleep 60`;
    const running = start(["config.yaml", ...options, "--", "sh", "-c", script]);
    await running.printed("restarted before\n");
    await rotate("restarted", NEW, "after");
    await expectRotated(running, postgres, "restarted");
  });
}
