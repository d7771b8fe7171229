/**
 * Writes all that is measured into a directory. A program of its own, because the peak memory of a process counts from
 * that of the one that starts it, and the bench has to stay small therefore.
 */

import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { inWordsOfVals, secretsFile } from "./references.js";
import { fetchedText, largeText, plainText, smallText, streamText, tree } from "./texts.js";

const [, , directory = "."] = process.argv;

const FILES = {
  "tiny/tiny.yaml": "a: 1\n",
  "small.yaml": smallText(),
  "fetched.yaml": fetchedText(),
  "vals.yaml": inWordsOfVals(fetchedText()),
  "large1.yaml": largeText(1),
  "large10.yaml": largeText(10),
  "stream.yaml": streamText(),
  "plain/plain.yaml": plainText(),
  "secrets.yaml": secretsFile(20),
  "many-secrets.yaml": secretsFile(1_000),
};

function write(path: string, text: string): void {
  mkdirSync(dirname(join(directory, path)), { recursive: true });
  writeFileSync(join(directory, path), text);
}

for (const [path, text] of Object.entries(FILES)) write(path, text);
for (const { path, text } of tree()) write(join("tree", path), text);
