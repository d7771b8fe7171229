#!/usr/bin/env node
/** Prints what CHANGELOG.md says of the version that the tag names, which has to be the one of package.json. */

import { readFileSync } from "node:fs";

const read = (path) => readFileSync(new URL(`../${path}`, import.meta.url), "utf8");
const { version } = JSON.parse(read("package.json"));
const tag = process.argv[2] ?? "";
const sections = read("CHANGELOG.md").split(/^## /m);
const notes = sections
  .find((section) => section.startsWith(`${version}\n`))
  ?.slice(version.length)
  .trim();

if (tag !== `v${version}`)
  fail(
    `The tag is ${JSON.stringify(tag)}, but package.json has version ${version}: tag the release v${version}, or change the version first.`,
  );
else if (!notes)
  fail(`CHANGELOG.md has no "## ${version}" with anything below it: write what has changed for users.`);
else process.stdout.write(`${notes}\n`);

function fail(message) {
  process.stderr.write(`${message}\n`);
  process.exitCode = 1;
}
