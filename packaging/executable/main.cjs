/**
 * The executable's main script. The parts of the program are assets: each is loaded when it is first asked for, with what
 * V8 has compiled of it. While the executable is built, the parts lie beside this file, and what V8 has compiled of them
 * by the end of a run is written there.
 */

"use strict";

const { getAssetKeys, getRawAsset, isSea } = require("node:sea");
const { Script } = require("node:vm");

const { has, read } = isSea() ? inExecutable() : besideThisFile();
const loaded = new Map();

function load(name) {
  const part = loaded.get(name) ?? { exports: {} };
  if (loaded.has(name)) return part.exports;
  loaded.set(name, part);
  const cache = `${name}.cache`;
  // The part begins on a line of its own, so that errors have the part's own columns.
  part.script = new Script(`(function (exports, require) {\n${read(name)}\n})`, {
    filename: name,
    lineOffset: -1,
    ...(has(cache) && { cachedData: read(cache) }),
  });
  part.script.runInThisContext()(part.exports, requireFrom);
  return part.exports;
}

function requireFrom(id) {
  return id.startsWith("./") ? load(id.slice("./".length)) : require(id);
}

function inExecutable() {
  const names = new Set(getAssetKeys());
  return { has: (name) => names.has(name), read: (name) => Buffer.from(getRawAsset(name)) };
}

function besideThisFile() {
  const { existsSync, readFileSync, writeFileSync } = require("node:fs");
  const at = (name) => `${__dirname}/${name}`;
  process.on("exit", () => {
    for (const [name, { script }] of loaded) writeFileSync(at(`${name}.cache`), script.createCachedData());
  });
  return { has: (name) => existsSync(at(name)), read: (name) => readFileSync(at(name)) };
}

void load("start.cjs").startExecutable(process);
