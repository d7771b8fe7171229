/** Line breaks that readers of YAML do not agree on: a CR by itself is refused wherever it stands. */

import { join } from "node:path";
import { describe, expect } from "vitest";
import { ROOT } from "../support/run.js";
import { test } from "../support/test.js";

const ARN = "arn:aws:secretsmanager:us-west-2:123456789012:secret:prod/token-AbCdEf";
const SECRETS = join(ROOT, "fixtures/secrets.yaml");
const SAID =
  "YAML readers disagree on where lines end: a carriage return (CR) has no line feed (LF) after it";

describe("a CR by itself is an error, with its place", () => {
  test.for([
    ["between entries", `a: 1\rb: ${ARN}\r`, "1:5"],
    ["in double quotes", `- "x\${${ARN}}: et\r- b\r"\n`, "1:82"],
    ["in single quotes", `- 'a\r- b'\n- ${ARN}\n`, "1:5"],
    ["in a plain text", `a: ${ARN}\nb: x\r y\n`, "2:5"],
    ["in a comment", `a: ${ARN}\n# b\rc: d\n`, "2:4"],
    ["in a literal block", `a: |\n  x\ry\nb: ${ARN}\n`, "2:4"],
    ["in a folded block", `a: >\n  x\r  y\nb: ${ARN}\n`, "2:4"],
    ["in a flow collection", `[a,\r${ARN}]\n`, "1:4"],
    ["among CR LF", `a: 1\r\nb: ${ARN}\r\nc: 2\rd: 3\r\n`, "3:5"],
    ["before CR LF", `a: ${ARN}\r\r\nb: 1\r\n`, "1:74"],
    ["at the end", `a: ${ARN}\r`, "1:74"],
    ["behind a BOM", `\uFEFF\ra: ${ARN}\n`, "1:1"],
    ["in a file without references", "a: 1\n# b\rc\n", "2:4"],
  ] as const)("%s", async ([_, input, place], { inProcess }) => {
    for (const args of [
      ["check", "-"],
      ["--secrets-file", SECRETS],
    ]) {
      const { status, stdout, stderr } = await inProcess(args, { input });
      expect(status).toBe(1);
      const said = args[0] === "check" ? stdout : stderr;
      expect(said).toContain(`<stdin>:${place} error yaml-syntax: ${SAID}\n`);
      expect(said).toContain(
        "save the file with LF or CRLF line ends; in a value write \\r, in double quotes",
      );
      expect(args[0] === "check" ? "" : stdout).toBe("");
    }
  });

  test("in a secrets file", async ({ directory, inProcess }) => {
    const file = directory.write("secrets.yaml", `prod/token: "xs3cr: et\r- b"\n`);
    const { status, stderr } = await inProcess(["--secrets-file", file], { input: `a: ${ARN}\n` });
    expect(status).toBe(2);
    expect(stderr).toContain(
      `${file}:1:23: expected LF or CRLF at the end of each line, and no CR without LF\n`,
    );
    expect(stderr).not.toContain("xs3cr");
  });

  test("in a config file", async ({ directory, inProcess }) => {
    directory.write(".arnsubst.yaml", "# rules\rexclude: [a]\n");
    const { stderr } = await inProcess(["check", "-"], { input: `a: ${ARN}\n` });
    expect(stderr).toContain(".arnsubst.yaml:1:8");
    expect(stderr).toContain("a carriage return (CR) has no line feed (LF) after it");
  });
});

test("CR LF, and a CR written as an escape, are none", async ({ inProcess }) => {
  const input = `a: "\${${ARN}}\\r"\r\nb: ${ARN} # c\r\n\r\n`;
  const { status, stdout } = await inProcess(["--secrets-file", SECRETS], { input });
  expect({ status, stdout }).toEqual({ status: 0, stdout: 'a: "tok_123\\r"\r\nb: tok_123 # c\r\n\r\n' });
});
