/**
 * Two executables over all fixtures, with every command and format that works offline: what they print, and how they
 * end. Differences that are only other words for the same thing are counted apart.
 *
 *     npm run compare -- path/to/other/bin/arnsubst.js
 */

import { execFile } from "node:child_process";
import { globSync } from "tinyglobby";
import { EXECUTABLE } from "./measure.js";

/** Said by the older one → by the newer one. */
const WORDS: readonly (readonly [RegExp, string])[] = [
  [/\bfolders\b/g, "directories"],
  [/\bfolder\b/g, "directory"],
  [/\bblanks\b/g, "spaces"],
  [/\bblank\b/g, "space"],
  [/\bin small letters\b/g, "in lowercase"],
  [/\bcasing\b/g, "case"],
];
const FORMATS = {
  check: ["pretty", "json", "sarif", "github", "gitlab", "junit"],
  list: ["table", "json", "csv", "mermaid"],
} as const;

interface Ended {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

function run(executable: string, args: readonly string[]): Promise<Ended> {
  const env = { PATH: process.env["PATH"] ?? "", NO_COLOR: "1" };
  return new Promise((resolve) => {
    const options = { env, maxBuffer: 1e9 };
    execFile(process.execPath, [executable, ...args], options, (error, stdout, stderr) => {
      resolve({ status: error === null ? 0 : Number(error.code ?? -1), stdout, stderr });
    });
  });
}

function commandLines(): readonly (readonly string[])[] {
  const files = globSync("fixtures/**/*.{yaml,yml}", { dot: true }).sort();
  const directories = ["fixtures", ...globSync("fixtures/*", { onlyDirectories: true }).sort()];
  const secrets = ["--secrets-file", "fixtures/secrets.yaml"];
  return [
    ...directories.flatMap((path) => [
      ...FORMATS.check.map((format) => ["check", "--no-config", path, "--format", format]),
      ...FORMATS.check.map((format) => ["check", "--no-config", "-v", path, "--format", format]),
      ...FORMATS.list.map((format) => ["list", "--no-config", path, "--format", format]),
      ["policy", "--no-config", path],
    ]),
    ...files.flatMap((file) => [
      ["check", "--no-config", file],
      ["resolve", "--no-config", file, ...secrets],
      ["resolve", "--no-config", "--jinja", "escape", file, ...secrets],
    ]),
  ];
}

function inNewWords(text: string): string {
  return WORDS.reduce((changed, [old, now]) => changed.replaceAll(old, now), text);
}

/** The first line in which two texts differ. */
function firstDifference(one: string, other: string): string {
  const [old, now] = [one.split("\n"), other.split("\n")];
  const at = old.findIndex((line, index) => line !== now[index]);
  return `    - ${old[at] ?? ""}\n    + ${now[at] ?? ""}`;
}

async function compare(older: string): Promise<void> {
  const counts = { same: 0, words: 0, different: 0 };
  const lines = [...commandLines()];
  const work = async () => {
    for (let args = lines.pop(); args !== undefined; args = lines.pop()) {
      const [old, now] = [await run(older, args), await run(EXECUTABLE, args)];
      const texts = ({ status, stdout, stderr }: Ended) => `${status}\n${stdout}\n${stderr}`;
      if (texts(old) === texts(now)) counts.same += 1;
      else if (inNewWords(texts(old)) === inNewWords(texts(now))) counts.words += 1;
      else {
        counts.different += 1;
        const difference = firstDifference(inNewWords(texts(old)), inNewWords(texts(now)));
        process.stdout.write(`${args.join(" ")}\n${difference}\n`);
      }
    }
  };
  await Promise.all([work(), work()]);
  const { same, words, different } = counts;
  const runs = same + words + different;
  process.stdout.write(`${runs} runs: ${same} the same, ${words} but for words, ${different} different\n`);
  process.exitCode = different === 0 ? 0 : 1;
}

const [older] = process.argv.slice(2);
if (older === undefined) throw new Error("name the other executable");
await compare(older);
