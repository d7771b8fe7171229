/** The library's public face: every export says what it is, and every type that one of them mentions is exported too. */

import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";
import { ROOT } from "../support/run.js";

/** A declaration at the margin of a file. */
interface Declared {
  readonly name: string;
  readonly exported: boolean;
  /** The end of the comment right above it; empty where there is none. */
  readonly doc: string;
  /** A type as far as the next empty line, a function as far as its body; without comments and what is internal. */
  readonly text: string;
}

const DECLARED =
  /^(.*\*\/\n)?(export )?(?:async )?(?:(?:type|interface|const|class) (\w+)[\s\S]*?(?=\n\n|\nexport |(?![\s\S]))|function (\w+)(?:.*\{$|[\s\S]*?^\).*\{$))/gm;
/** What the build leaves out of the declarations. */
const INTERNAL = /\/\*\* @internal[\s\S]*?\*\/\n.*\n/g;
const FROM = /^(?:ex|im)port (?:type )?\{([^}]*)\} from "(\.[^"]*)";$/gm;

function read(file: string): string {
  return readFileSync(join(ROOT, "src", file), "utf8");
}

function declaredIn(file: string): readonly Declared[] {
  return Array.from(read(file).matchAll(DECLARED), ([all, doc = "", exported, type, called]) => ({
    name: type ?? called ?? "",
    exported: exported !== undefined,
    doc,
    text: all
      .slice(doc.length)
      .replace(INTERNAL, "")
      .replace(/\/\*\*[\s\S]*?\*\//g, ""),
  }));
}

/** The declaration that a name in a file stands for, in whichever file that is; undefined for what is a package's. */
function declarationOf(name: string, file: string): (Declared & { readonly file: string }) | undefined {
  const own = declaredIn(file).find((each) => each.name === name);
  if (own !== undefined) return { ...own, file };
  const from = Array.from(read(file).matchAll(FROM)).find(([, names = ""]) => namesIn(names).includes(name));
  return from && declarationOf(name, join(dirname(file), from[2] ?? "").replace(/\.js$/, ".ts"));
}

function namesIn(list: string): readonly string[] {
  const names = list.split(",").map((name) => name.replace("type ", "").trim());
  return names.filter((name) => name !== "");
}

function namesOf(face: string): readonly string[] {
  const listed = Array.from(read(face).matchAll(FROM)).filter(([line]) => line.startsWith("export"));
  const own = declaredIn(face).filter(({ exported }) => exported);
  return [...listed.flatMap(([, some = ""]) => namesIn(some)), ...own.map(({ name }) => name)];
}

const exported = ["index.ts", "providers/index.ts"].flatMap((face) =>
  namesOf(face).map((name) => ({ name, face, declared: declarationOf(name, face) })),
);

test("there are some exports", () => expect(exported.length).toBeGreaterThan(40));

test.each(exported)("$name of $face has a comment", ({ declared }) => {
  expect(declared?.doc).toMatch(/\*\/\n$/);
});

test.each(exported)("all types that $name of $face mentions are exported", ({ declared }) => {
  const mentioned = new Set(declared?.text.match(/\b[A-Z][a-z]\w+/g));
  const nameless = [...mentioned].filter((name) => {
    const there = declarationOf(name, declared?.file ?? "");
    return there?.exported && !exported.some((each) => each.name === name);
  });
  expect(nameless).toEqual([]);
});
