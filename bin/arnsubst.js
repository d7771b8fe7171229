#!/usr/bin/env node
"use strict";
/**
 * Starts the program, and keeps what V8 compiles of it: that is half of a start, and the same every time. Node has a
 * cache for it from 22.8 on, but leaves out what is compiled only when it is called, which is most.
 */

const fs = require("node:fs");
const { join } = require("node:path");
const { Script } = require("node:vm");

const args = process.argv.slice(2);
/** Each calls other functions of a part. */
const COMMANDS = ["check", "completion", "exec", "explain", "help", "list", "policy", "resolve"];
const command = COMMANDS.find((name) => name === args[0]) ?? "default";

const CODE = join(__dirname, "../dist/cli");
/** What is kept is run, so it is where only those can write who can write the code. */
const CACHE = join(__dirname, "../dist/compile-cache");
const KEPT = join(CACHE, [process.version, process.platform, process.arch, command].join("-"));
const KEEPS = process.env["NODE_DISABLE_COMPILE_CACHE"] === undefined;
/** A run may call what those before it did not: what is kept then holds the functions of all of them. */
const MOST_TIMES = 3;

/** @typedef {{ code: Buffer, script: Script, times: number }} Compiled */
const parts = new Map();
/** @type {Map<string, Compiled>} */
const compiled = new Map();

/**
 * The `require` of the program's parts.
 * @param {string} id
 */
function load(id) {
  if (!id.startsWith("./")) return require(id);
  const loaded = parts.get(id);
  if (loaded !== undefined) return loaded.exports;
  const run = compile(id);
  const part = { exports: {} };
  parts.set(id, part);
  run(part.exports, load, part, join(CODE, id), CODE);
  return part.exports;
}

const HEAD = "(function (exports, require, module, __filename, __dirname) {";

/** @param {string} id */
function compile(id) {
  const filename = join(CODE, id);
  const code = fs.readFileSync(filename);
  const kept = KEEPS ? keptOf(id, code) : undefined;
  // The build has made it ASCII.
  const script = new Script(`${HEAD}${code.toString("latin1")}\n})`, {
    filename,
    columnOffset: -HEAD.length,
    cachedData: kept?.data,
  });
  // Of a Node that was started with other options.
  const times = script.cachedDataRejected === false ? (kept?.times ?? 0) : 0;
  if (times < MOST_TIMES) compiled.set(id, { code, script, times: times + 1 });
  return script.runInThisContext();
}

/**
 * A file of them is what was compiled, twice, the code that it was compiled of, and how often it has been made. V8 itself
 * looks at the lengths only, and runs whatever a fault of the disk has left; loading what computes a checksum takes longer
 * than reading this.
 * @param {string} id
 * @param {Buffer} code
 */
function keptOf(id, code) {
  try {
    const kept = fs.readFileSync(join(KEPT, id));
    const length = (kept.length - code.length - 1) / 2;
    const data = kept.subarray(0, length);
    const [again, source] = [kept.subarray(length, 2 * length), kept.subarray(2 * length, -1)];
    return data.equals(again) && code.equals(source) ? { data, times: kept.at(-1) ?? 0 } : undefined;
  } catch {
    return undefined;
  }
}

/** Where it cannot be written, it is done without; and for others, who could not take it away, nothing is written. */
function keepCompiled() {
  try {
    const { uid } = fs.statSync(CODE);
    if (uid !== (process.getuid?.() ?? uid)) return;
    // Many machines start once, and would write for nothing.
    if (fs.mkdirSync(KEPT, { recursive: true, mode: 0o755 }) !== undefined) return;
    fs.accessSync(KEPT, fs.constants.W_OK);
    for (const [id, part] of compiled) keep(id, part);
  } catch {}
}

/**
 * @param {string} id
 * @param {Compiled} part
 */
function keep(id, { code, script, times }) {
  const data = script.createCachedData();
  const unfinished = join(KEPT, `${id}.${process.pid}`);
  try {
    fs.writeFileSync(unfinished, Buffer.concat([data, data, code, Buffer.of(times)]), { mode: 0o644 });
    fs.renameSync(unfinished, join(KEPT, id));
  } catch (thrown) {
    fs.rmSync(unfinished, { force: true });
    throw thrown;
  }
}

/** @type {typeof import("../src/cli/start.js")} */
const { main, contextOf } = load("./start.cjs");

/** A run that went well has called what such a run calls. */
function wentWell() {
  if (KEEPS && compiled.size > 0) keepCompiled();
}

void main(args, contextOf(process, wentWell)).then((status) => {
  if (status === 0) wentWell();
  // All is written. A credential process or a timer of a fetch that was given up must not keep Node alive.
  process.exit(status);
});
