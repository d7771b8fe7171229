/** `--mode` and `--group`: who else can read the files. The names are the promises of docs/output.md. */

import { chmodSync, statSync } from "node:fs";
import { describe, expect } from "vitest";
import { DONE_LINE, test } from "../support/delivery.js";

test.beforeEach(({ directory }) => {
  for (const name of ["a.yaml", "sub/b.yaml"]) directory.write(name);
});

describe("--mode 0440 lets their group read the files too, and nobody else", () => {
  test.for([
    ["077", "0440", undefined, "440"],
    ["777", "660", 0o400, "660"],
    ["000", "0640", 0o666, "640"],
    ["000", "400", undefined, "400"],
    ["000", "0600", 0o440, "600"],
  ] as const)(
    "umask %s, --mode %s, a file before with mode %o: %s",
    async ([umask, mode, before, after], { directory, shell }) => {
      if (before !== undefined) chmodSync(directory.write("out.yaml", "old"), before);
      const ran = await shell(`umask ${umask}; $ARNSUBST a.yaml -o out.yaml --mode ${mode}`);
      expect(ran).toEqual({ status: 0, stdout: "", stderr: `${DONE_LINE}out.yaml\n` });
      expect(directory.modeOf("out.yaml")).toBe(after);
    },
  );

  test.for([
    ["0440", "750"],
    ["0600", "700"],
  ])("--mode %s, and directories that are made have %s", async ([mode, made], { directory, shell }) => {
    await shell(`umask 777; $ARNSUBST sub/b.yaml -d new --mode ${mode}; $ARNSUBST -i a.yaml --mode ${mode}`);
    for (const name of ["new", "new/sub"]) expect(directory.modeOf(name)).toBe(made);
    for (const name of ["new/sub/b.yaml", "a.yaml"]) expect(`0${directory.modeOf(name)}`).toBe(mode);
  });

  test.for(["0444", "0644", "0777", "2440", "0040", "0o440", "u=r", "", "-1"])(
    "%j is refused",
    async (mode, { directory, resolve }) => {
      const ran = await resolve("a.yaml", "-o", "out.yaml", "--mode", mode);
      expect(ran).toMatchObject({
        status: 2,
        stderr: expect.stringContaining("0400, 0440, 0600, 0640, 0660"),
      });
      expect(directory.names()).toEqual(["a.yaml", "sub"]);
    },
  );
});

test.for([
  [["--mode", "0440"], "--mode is for files, and this run writes to stdout"],
  [["--mode", "0440", "-o", "-"], "--mode is for files, and this run writes to stdout"],
  [["--mode", "0440", "-o", "/dev/null"], "--mode is for files, and /dev/null is a pipe or a device"],
  [["--group", "0", "-o", "out.yaml"], "--group 0: the files are for their owner alone"],
  [["--group", "0", "--mode", "600", "-o", "out.yaml"], "--group 0: the files are for their owner alone"],
  [["--group", "no such", "--mode", "440", "-o", "out.yaml"], "--group no such: there is no such group"],
  [["--group", "-h", "--mode", "440", "-o", "out.yaml"], "--group -h: there is no such group"],
  [["--group", "4294967295", "--mode", "440", "-o", "out.yaml"], "4294967295: there is no such group"],
] as const)("%j is refused", async ([args, said], { directory, resolve }) => {
  const ran = await resolve("a.yaml", ...args);
  expect(ran).toMatchObject({ status: 2, stdout: "", stderr: expect.stringMatching(`${said}\n  = `) });
  expect(directory.names()).toEqual(["a.yaml", "sub"]);
});

/** Only root may give files to a group that it is not in, and become another user. */
if (process.getuid?.() === 0)
  describe("--group GROUP sets their group before the group can read anything", () => {
    test.for([
      ["54321", 54_321],
      ["daemon", 1],
    ] as const)("%s, for files and directories", async ([group, gid], { directory, resolve }) => {
      const { status } = await resolve("sub/b.yaml", "-d", "new", "--mode", "0440", "--group", group);
      expect(status).toBe(0);
      for (const name of ["new", "new/sub", "new/sub/b.yaml"])
        expect(statSync(directory.at(name)).gid).toBe(gid);
    });

    test("one that only getent knows", async ({ directory, shell }) => {
      chmodSync(
        directory.write("bin/getent", '#!/bin/sh\n[ "$*" = "group far" ] && echo "far:x:54322:"\n'),
        0o755,
      );
      await shell('PATH="$PWD/bin:$PATH" $ARNSUBST a.yaml -o out.yaml --mode 0440 --group far');
      expect(statSync(directory.at("out.yaml")).gid).toBe(54_322);
    });

    test("one that the user is not in is an error, and nothing is left", async ({ directory, shell }) => {
      chmodSync(directory.path, 0o777);
      const asAnother = "setpriv --reuid 54321 --regid 54321 --groups 54323";
      const command = (group: number) =>
        shell(`${asAnother} $ARNSUBST a.yaml -d new/out --mode 0440 --group ${group}`);
      expect(await command(54_322)).toEqual({
        status: 3,
        stdout: "",
        stderr:
          "arnsubst: new/out/a.yaml: cannot be written (its group cannot be set: you have to be in the group (id -G), or be root)\n  = nothing was changed\n",
      });
      expect(directory.names()).toEqual(["a.yaml", "sub"]);
      expect(await command(54_323)).toMatchObject({ status: 0 });
      expect(statSync(directory.at("new/out/a.yaml")).gid).toBe(54_323);
    });
  });
