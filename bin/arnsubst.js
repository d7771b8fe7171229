#!/usr/bin/env node
"use strict";
/**
 * Starts the program, and keeps what V8 compiles of it: that is half of a start, and the same every time. Node has a
 * cache for it from 22.8 on, but leaves out what is compiled only when it is called, which is most.
 */

const { accessSync, constants, mkdirSync, readFileSync, renameSync, writeFileSync } = require("node:fs");
const { join } = require("node:path");
const { Script } = require("node:vm");

const args = process.argv.slice(2);
const CODE = join(__dirname, "../dist/cli");
/** What is kept is run, so it is where only those can write who can write the code. Each command calls other functions. */
const KEPT = join(
  __dirname,
  "../dist/compile-cache",
  [process.version, process.platform, process.arch, /^[a-z]+$/.exec(args[0] ?? "")?.[0] ?? "options"].join(
    "-",
  ),
);
const KEEPS = process.env.NODE_DISABLE_COMPILE_CACHE === undefined;

const parts = new Map();
const compiled = new Map();

/** The `require` of the program's parts. */
function load(id) {
  if (!id.startsWith("./")) return require(id);
  const loaded = parts.get(id);
  if (loaded !== undefined) return loaded.exports;
  const part = { exports: {} };
  parts.set(id, part);
  compile(id)(part.exports, load, part, join(CODE, id), CODE);
  return part.exports;
}

/** The next runs may call what the first did not: what is kept then holds the functions of all of them. */
const MOST_TIMES = 4;
const HEAD = "(function (exports, require, module, __filename, __dirname) {";

function compile(id) {
  const filename = join(CODE, id);
  const code = readFileSync(filename);
  const { data, times } = (KEEPS && keptOf(id, code)) || { times: 0 };
  // The build has made it ASCII.
  const script = new Script(`${HEAD}${code.toString("latin1")}\n})`, {
    filename,
    columnOffset: -HEAD.length,
    cachedData: data,
  });
  if (times < MOST_TIMES) compiled.set(id, { code, script, times: times + 1 });
  return script.runInThisContext();
}

/**
 * A file of them is what was compiled, twice, the code that it was compiled of, and how often it has been made. V8 itself
 * looks at the lengths only, and runs whatever a fault of the disk has left; loading what computes a checksum takes longer
 * than reading this.
 */
function keptOf(id, code) {
  try {
    const kept = readFileSync(join(KEPT, id));
    const length = (kept.length - code.length - 1) / 2;
    const data = kept.subarray(0, length);
    const [again, source] = [kept.subarray(length, 2 * length), kept.subarray(2 * length, -1)];
    return data.equals(again) && code.equals(source) ? { data, times: kept.at(-1) } : undefined;
  } catch {
    return undefined;
  }
}

/** Where it cannot be written, it is done without. */
function keepCompiled() {
  try {
    mkdirSync(KEPT, { recursive: true, mode: 0o755 });
    accessSync(KEPT, constants.W_OK);
    for (const [id, { code, script, times }] of compiled) {
      const data = script.createCachedData();
      const unfinished = join(KEPT, `${id}.${process.pid}`);
      writeFileSync(unfinished, Buffer.concat([data, data, code, Buffer.of(times)]), {
        mode: 0o644,
        flag: "wx",
      });
      renameSync(unfinished, join(KEPT, id));
    }
  } catch {}
}

const { main, worldOf } = load("./start.cjs");

main(args, worldOf(process)).then((status) => {
  // One that went well has called what such a run calls.
  if (KEEPS && status === 0 && compiled.size > 0) keepCompiled();
  // All is written, and Node need not be taken apart.
  process.exit(status);
});
