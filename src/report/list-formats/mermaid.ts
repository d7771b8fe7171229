/**
 * `list` as a Mermaid flowchart from files to secrets, with boxes for accounts and regions. Without a Markdown fence, so
 * that it can be a file of its own too.
 */

import { identityOf } from "../../core/services/secret-id.js";
import { groupBy } from "../../core/text/group.js";
import { type Location, locationsOf } from "../locations.js";
import { visible } from "../visible.js";
import type { ListReport } from "./format.js";

/** Names to node ids. Ids are generated, because a file can have any name, such as `end`. */
type Ids = ReadonlyMap<string, string>;

export function format({ plan }: ListReport): string {
  const references = plan.secrets.flatMap((secret) => secret.references);
  const files = numbered(
    "f",
    references.map(({ source }) => source.name),
  );
  const secrets = numbered(
    "s",
    plan.secrets.map(({ id }) => identityOf(id)),
  );
  const byFile = groupBy(references, ({ source }) => source.name);
  const edges = [...byFile].flatMap(([name, group]) =>
    group.map(({ id }) => `${files.get(name)} --> ${secrets.get(identityOf(id))}`),
  );
  const nodes = [...files].map(([name, id]) => `${id}[${label(name)}]`);
  const byAccount = groupBy(locationsOf(plan), ({ account }) => account);
  const boxes = [...byAccount].flatMap(([account, locations], index) =>
    box(`a${index + 1}`, `account ${account}`, regionBoxes(locations, index + 1, secrets)),
  );
  return ["flowchart LR", ...indented([...nodes, ...boxes, ...new Set(edges)])].join("\n").concat("\n");
}

function numbered(prefix: string, names: readonly string[]): Ids {
  return new Map([...new Set(names)].map((name, index) => [name, `${prefix}${index + 1}`]));
}

function regionBoxes(locations: readonly Location[], account: number, ids: Ids): readonly string[] {
  return locations.flatMap(({ region, secrets }, index) => {
    const named = secrets.flatMap(([first]) => (first === undefined ? [] : [first.id]));
    const nodes = named.map((id) => `${ids.get(identityOf(id))}[${label(id.resource)}]`);
    return box(`a${account}r${index + 1}`, region, nodes);
  });
}

function box(id: string, title: string, content: readonly string[]): readonly string[] {
  return [`subgraph ${id}[${label(title)}]`, ...indented(content), "end"];
}

function indented(lines: readonly string[]): readonly string[] {
  return lines.map((line) => `  ${line}`);
}

/**
 * Characters to escape: quotes, brackets, `<`, `#`, backticks. A label is Markdown too, where `__init__` is bold and
 * `1. a` a list, so `_` and spaces stay only between letters.
 */
const SPECIAL = /(?<![\p{L}\p{N}])[_ ]|[_ ](?![\p{L}\p{N}])|[^\p{L}\p{N}\p{M}_ /.@+=-]/gu;

/** With Mermaid's entities: https://mermaid.js.org/syntax/flowchart.html#entity-codes-to-escape-characters */
function label(text: string): string {
  return `"${visible(text).replace(SPECIAL, entity)}"`;
}

function entity(character: string): string {
  return character === '"' ? "#quot;" : `#${character.codePointAt(0)};`;
}
