/** `exec --mask` with values as large as Secrets Manager takes them. */

import { expect } from "vitest";
import { arn } from "../support/arns.js";
import { EXECUTABLE, runProcess } from "../support/run.js";
import { test as base } from "../support/test.js";

const SIZE = 56_000;

/** Text that looks like chance, and is the same in each run. */
function noise(seed: number, length: number): string {
  let state = seed + 1;
  let text = "";
  while (text.length < length) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    text += state.toString(36);
  }
  return text.slice(0, length);
}

function inLines(text: string, width: number): string {
  return `${text.match(new RegExp(`.{1,${width}}`, "g"))?.join("\n")}\n`;
}

const many = (count: number, make: (index: number) => string) =>
  Array.from({ length: count }, (_, index) => make(index));

const test = base
  /** Runs a command; on stderr is how much memory arnsubst has taken at most, in KB. */
  .extend(
    "ran",
    ({ directory }) =>
      async (values: readonly string[], options: readonly string[], command: readonly string[]) => {
        const name = (index: number) => arn(`value${index}`);
        directory.write("config.yaml", values.map((_, index) => `v${index}: ${name(index)}\n`).join(""));
        const secrets = values.map((value, index) => `${name(index)}: ${JSON.stringify(value)}\n`);
        directory.write("secrets.yaml", secrets.join(""));
        const counting = `process.on("exit", () => process.stderr.write(String(process.resourceUsage().maxRSS)))`;
        const node = ["--import", `data:text/javascript,${encodeURIComponent(counting)}`];
        const args = ["exec", "config.yaml", "--secrets-file", "secrets.yaml", ...options, "--", ...command];
        return runProcess(process.execPath, [...node, EXECUTABLE, ...args], { cwd: directory.path });
      },
  );

test.for<[what: string, values: readonly string[]]>([
  ["in lines", many(100, (index) => inLines(noise(index, SIZE), 64))],
  ["on one line", many(100, (index) => noise(index, SIZE))],
  ["that repeat themselves", many(100, (index) => `${"A".repeat(SIZE)}${index}`)],
  ["that begin alike", many(1_000, (index) => `${"secret ".repeat(140)}${noise(index, 40)}`)],
  [
    "with quotes",
    many(100, (index) => noise(index, SIZE).replaceAll("a", '"').replaceAll("b", "'").replaceAll("c", "é")),
  ],
])("values %s are hidden, in no more than ten times their memory", async ([_, values], { ran }) => {
  const plain = await ran(values, [], ["cat", "{}"]);
  const masked = await ran(values, ["--mask"], ["cat", "{}"]);
  expect([plain.status, masked.status]).toEqual([0, 0]);
  const left = masked.stdout.replace(/^v\d+: (?:\|\n)?|\*\*\*|['" \n]/gm, "");
  expect(left.slice(0, 100)).toBe("");
  const size = values.reduce((sum, value) => sum + Buffer.byteLength(value), 0);
  // Beside the values, the pipes and what they load take a little too.
  expect(Number(masked.stderr) * 1024 - Number(plain.stderr) * 1024).toBeLessThan(10 * size + 20_000_000);
});
