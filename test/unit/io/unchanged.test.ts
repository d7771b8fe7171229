/** Which files have their text already, and what else about them has to be right. */

import { chmodSync, chownSync, mkdirSync, statSync, symlinkSync, utimesSync, writeFileSync } from "node:fs";
import { describe, expect } from "vitest";
import { changedFiles } from "../../../src/io/unchanged.js";
import { test as base } from "../../support/test.js";

const TEXT = "password: é\n";
const OLD = 1_000_000;

const test = base
  .extend("put", ({ directory }) => {
    return (name: string, content: string | Buffer = TEXT, mode = 0o600) => {
      const path = directory.write(name, content);
      chmodSync(path, mode);
      utimesSync(path, OLD, OLD);
      return path;
    };
  })
  .extend("changed", async () => async (paths: readonly string[], access = {}) => {
    const files = paths.map((path) => ({ path, text: TEXT }));
    return (await changedFiles(files, access)).map(({ path }) => path);
  });

const timeOf = (path: string) => statSync(path).mtimeMs / 1_000;

test("a file with the text keeps its content and its time stamp", async ({ put, changed }) => {
  const path = put("same");
  expect(await changed([path])).toEqual([]);
  expect(timeOf(path)).toBe(OLD);
});

test("another text, of the same size too, a missing file and a directory have to be written", async ({
  directory,
  put,
  changed,
}) => {
  mkdirSync(directory.at("directory"));
  const paths = [
    put("longer", `${TEXT}x`),
    put("other", TEXT.replace("p", "P")),
    put("empty", ""),
    directory.at("missing"),
    directory.at("no", "directory"),
    directory.at("directory"),
    put("same"),
  ];
  expect(await changed(paths)).toEqual(paths.slice(0, -1));
  expect(await changed(paths.slice(0, 2))).toEqual(paths.slice(0, 2));
});

test("bytes that are not UTF-8 are never the same as a text", async ({ put }) => {
  // Both are three bytes, and a decoder makes one character of either.
  const path = put("bytes", Buffer.from([0xf0, 0x9f, 0x98]));
  expect(await changedFiles([{ path, text: "\ufffd" }], {})).toHaveLength(1);
});

describe("its mode", () => {
  test("is narrowed to its owner, and its time stamp stays", async ({ directory, put, changed }) => {
    const wide = [put("0644", TEXT, 0o644), put("0666", TEXT, 0o666), put("0444", TEXT, 0o444)];
    expect(await changed(wide)).toEqual([]);
    expect(["0644", "0666", "0444"].map(directory.modeOf)).toEqual(["600", "600", "400"]);
    expect(wide.map(timeOf)).toEqual([OLD, OLD, OLD]);
  });

  test("that is narrower than 0600 stays", async ({ directory, put, changed }) => {
    expect(await changed([put("a", TEXT, 0o400)])).toEqual([]);
    expect(directory.modeOf("a")).toBe("400");
  });

  test("becomes that of --mode, wider or narrower", async ({ directory, put, changed }) => {
    const paths = [put("narrow", TEXT, 0o600), put("wide", TEXT, 0o666)];
    expect(await changed(paths, { mode: 0o640 })).toEqual([]);
    expect(["narrow", "wide"].map(directory.modeOf)).toEqual(["640", "640"]);
  });

  test("loses setuid and the like", async ({ put, changed }) => {
    const path = put("a", TEXT, 0o4755);
    expect(await changed([path])).toEqual([]);
    expect(statSync(path).mode & 0o7777).toBe(0o600);
  });
});

describe.runIf(process.getuid?.() === 0)("of somebody else", () => {
  test("a file has to be written", async ({ put, changed }) => {
    const path = put("theirs");
    chownSync(path, 12_345, process.getgid?.() ?? 0);
    expect(await changed([path])).toEqual([path]);
  });

  test("a group counts if --group asks for one", async ({ put, changed }) => {
    const path = put("group", TEXT, 0o640);
    chownSync(path, process.getuid?.() ?? 0, 12_345);
    expect(await changed([path], { mode: 0o640 })).toEqual([]);
    expect(await changed([path], { mode: 0o640, group: 12_345 })).toEqual([]);
    expect(await changed([path], { mode: 0o640, group: 12_346 })).toEqual([path]);
  });
});

describe("a link", () => {
  test("counts as the file at its end", async ({ directory, put, changed }) => {
    symlinkSync(put("same", TEXT, 0o644), directory.at("link"));
    symlinkSync(put("other", "x"), directory.at("other-link"));
    const paths = [directory.at("link"), directory.at("other-link")];
    expect(await changed(paths)).toEqual([directory.at("other-link")]);
    expect(directory.modeOf("same")).toBe("600");
  });

  test("to nothing, and in a circle, has to be written", async ({ directory, changed }) => {
    symlinkSync("nothing", directory.at("dangling"));
    symlinkSync("circle", directory.at("circle"));
    const paths = [directory.at("dangling"), directory.at("circle")];
    expect(await changed(paths)).toEqual(paths);
  });
});

test("a device is never unchanged", async ({ changed }) => {
  expect(await changed(["/dev/null"])).toEqual(["/dev/null"]);
});

test("a file that is replaced meanwhile by a shorter one has to be written", async ({ put, changed }) => {
  const path = put("a");
  writeFileSync(path, "");
  expect(await changed([path])).toEqual([path]);
});
