/** The README and the pages of docs/, taken apart: their headings, their links, and their blocks with what is to be done with each. */

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { globSync } from "tinyglobby";
import { ROOT } from "./run.js";

export interface Block {
  /** Of the line with the opening fence, from 1. */
  readonly line: number;
  readonly language: string;
  /** The file that the block is written to, as in "```yaml file=config.yaml". */
  readonly file: string | undefined;
  readonly text: string;
  /** Why nothing runs it, from a comment `<!-- not run: WHY -->` on the line above. */
  readonly notRun: string | undefined;
  /** CI's own script runs it: `<!-- run by .ci/run -->` on the line above. */
  readonly runByCi: boolean;
}

export interface Page {
  /** From the root of the repository. */
  readonly path: string;
  readonly text: string;
  readonly blocks: readonly Block[];
  /** As GitHub makes them of the headings. */
  readonly anchors: readonly string[];
  /** The targets of links, as written. */
  readonly links: readonly string[];
}

const BLOCK =
  /(?:^<!-- (?:not run: (?<why>[^\n]+)|(?<ci>run by \.ci\/run)) -->\n)?^```(?<language>\w*)(?: file=(?<file>\S+))?\n(?<text>.*?)^```$/gms;

export const PAGES: readonly Page[] = globSync(["README.md", "docs/**/*.md"], { cwd: ROOT })
  .sort()
  .map(pageAt);

export function pageAt(path: string): Page {
  const text = readFileSync(join(ROOT, path), "utf8");
  const prose = text.replaceAll(BLOCK, "");
  return {
    path,
    text,
    blocks: Array.from(text.matchAll(BLOCK), blockOf),
    anchors: anchorsOf(prose),
    links: Array.from(prose.replaceAll(/`[^`]*`/g, "``").matchAll(/\]\(([^()\s]+)\)/g), ([, to = ""]) => to),
  };
}

function blockOf({
  groups = {},
  index,
  input,
  0: whole,
}: RegExpMatchArray & { index: number; input: string }): Block {
  const fence = index + whole.indexOf("```");
  return {
    line: input.slice(0, fence).split("\n").length,
    language: groups["language"] ?? "",
    file: groups["file"],
    text: groups["text"] ?? "",
    notRun: groups["why"],
    runByCi: groups["ci"] !== undefined,
  };
}

/** GitHub: lowercase, without punctuation, hyphens for spaces, and a number behind the second of two alike. */
function anchorsOf(prose: string): readonly string[] {
  const seen = new Map<string, number>();
  return Array.from(prose.matchAll(/^#{1,6} (.*)$/gm), ([, heading = ""]) => {
    const anchor = heading
      .replaceAll(/\[([^\]]*)\]\([^)]*\)/g, "$1")
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}_ -]/gu, "")
      .replaceAll(" ", "-");
    const count = seen.get(anchor) ?? 0;
    seen.set(anchor, count + 1);
    return count === 0 ? anchor : `${anchor}-${count}`;
  });
}

/** The steps of a console block: each command after `$ `, and all that it prints. */
export function sessionsOf({ text }: Block): readonly (readonly [command: string, output: string])[] {
  return text
    .split(/^\$ /m)
    .slice(1)
    .map((step) => {
      const [command = "", ...output] = step.split("\n");
      return [command, output.join("\n")] as const;
    });
}
