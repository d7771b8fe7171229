/** The text of an IAM policy → its statements, or all faults. Accepts JSON and YAML, because JSON is YAML. */

import { quoted, said } from "../diagnostics/words.js";
import { omitUndefined } from "../text/omit-undefined.js";
import type { Source, Span } from "../text/source.js";
import {
  addFault,
  type Constraints,
  checkedText,
  expectKind,
  faultIn,
  type Reader,
  type Reading,
  type ReadingFault,
  readDocument,
  readKeys,
} from "../yaml/reading.js";
import type { MappingNode, TreeNode } from "../yaml/tree.js";

/** An IAM policy of a user or role, read and checked. */
export interface Policy {
  /** The source of the policy. */
  readonly source: Source;
  /** @internal In the order of the text; may be empty. */
  readonly statements: readonly Statement[];
}

/** One statement, with the place of the whole statement in the policy's text. */
export interface Statement extends Span {
  readonly sid?: string;
  readonly effect: Effect;
  /** From `Action` or `NotAction`. */
  readonly actions: Patterns;
  /** From `Resource` or `NotResource`. */
  readonly resources: Patterns;
  /** The source of `Condition`, on one line. */
  readonly condition?: string;
}

/** The effect of a statement. A `Deny` overrides any `Allow`. */
export type Effect = "Allow" | "Deny";

/** The actions or resources that a statement applies to. */
export interface Patterns {
  /** For `NotAction` and `NotResource`: everything except the patterns. */
  readonly but: boolean;
  /** As written, with the wildcards `*` and `?`. */
  readonly patterns: readonly string[];
}

/**
 * Parses an IAM policy, for `Rules.policies`. Returns the policy, or all faults of the text, sorted by their offsets. A
 * resource-based policy, which names a principal, is a fault. Never throws.
 *
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
 */
export function parsePolicy(
  source: Source,
): { readonly policy: Policy } | { readonly faults: readonly ReadingFault[] } {
  const read = readDocument(source, (root, reading) => readPolicy(root, reading, source));
  return "faults" in read ? read : { policy: { source, statements: read.value } };
}

const POLICY: Constraints = {
  name: "the policy",
  what: "a mapping",
  write: 'write it as in { "Version": "2012-10-17", "Statement": [ … ] }',
};
const STATEMENT: Constraints = {
  name: "a statement",
  what: "a mapping",
  write: 'write it as in { "Effect": "Allow", "Action": "…", "Resource": "…" }',
};
const LIST = "a string or a list of strings";

function readPolicy(root: TreeNode, reading: Reading, source: Source): readonly Statement[] {
  const mapping = expectKind("mapping", root, POLICY, reading);
  if (mapping === undefined) return [];
  const keys = {
    Version: checkedText({ name: "Version", what: "a date", write: "write 2012-10-17" }, (text) =>
      /^20(?:12-10-17|08-10-17)$/.test(text)
        ? undefined
        : faultIn(text, said(`${quoted(text)} is not a version of the policy language`, "write 2012-10-17")),
    ),
    Id: anything,
    Statement: (node: TreeNode) => node,
  } satisfies Record<string, Reader<unknown>>;
  const { values, keys: found } = readKeys(mapping, keys, POLICY.name, reading);
  if (found.Statement === undefined) {
    addFault(reading, mapping, said("the policy has no Statement", POLICY.write));
  }
  if (values.Statement === undefined) return [];
  const nodes = values.Statement.kind === "list" ? values.Statement.items : [values.Statement];
  return nodes.flatMap((node) => {
    const statement = expectKind("mapping", node, STATEMENT, reading);
    const read = statement === undefined ? undefined : readStatement(statement, reading, source);
    return read === undefined ? [] : [read];
  });
}

const anything: Reader<true> = () => true;

const KEYS = {
  Sid: checkedText(
    { name: "Sid", what: "a string", write: "write a name, or leave it out" },
    () => undefined,
  ),
  Effect: checkedText({ name: "Effect", what: "Allow or Deny", write: "write Allow or Deny" }, (text) =>
    text === "Allow" || text === "Deny"
      ? undefined
      : faultIn(text, said(`${quoted(text)} is not an effect`, "write Allow or Deny")),
  ),
  Action: textsOf("Action"),
  NotAction: textsOf("NotAction"),
  Resource: textsOf("Resource"),
  NotResource: textsOf("NotResource"),
  // An empty condition always holds.
  Condition: (node: TreeNode) =>
    node.kind === "mapping" && node.entries.length === 0 ? undefined : (node as Span),
  Principal: ofResourcePolicy,
  NotPrincipal: ofResourcePolicy,
} satisfies Record<string, Reader<unknown>>;

function readStatement(node: MappingNode, reading: Reading, { text }: Source): Statement | undefined {
  const { values, keys } = readKeys(node, KEYS, STATEMENT.name, reading);
  const missing = (names: string) =>
    addFault(reading, node, said(`a statement has no ${names}`, STATEMENT.write));
  if (keys.Effect === undefined) missing("Effect");
  if (keys.Action === undefined && keys.NotAction === undefined) missing("Action and no NotAction");
  if (keys.Resource === undefined && keys.NotResource === undefined) missing("Resource and no NotResource");
  const { Effect, Sid, Condition } = values;
  const actions = patternsOf(values.Action, values.NotAction);
  const resources = patternsOf(values.Resource, values.NotResource);
  if (Effect === undefined || actions === undefined || resources === undefined) return undefined;
  return {
    start: node.start,
    end: node.end,
    effect: Effect as Effect,
    actions,
    resources,
    ...omitUndefined({
      sid: Sid,
      condition: Condition && text.slice(Condition.start, Condition.end).replaceAll(/\s+/g, " ").trim(),
    }),
  };
}

function patternsOf(
  patterns: readonly string[] | undefined,
  exceptions: readonly string[] | undefined,
): Patterns | undefined {
  if (patterns !== undefined) return { but: false, patterns };
  return exceptions && { but: true, patterns: exceptions };
}

function textsOf(name: string): Reader<readonly string[]> {
  const wanted = { name, what: LIST, write: `write ${LIST}` };
  return (node, reading) => {
    const nodes = node.kind === "list" ? node.items : [node];
    const texts = nodes.map((each) => expectKind("text", each, wanted, reading)?.text);
    const found = texts.filter((text) => text !== undefined);
    return found.length === texts.length ? found : undefined;
  };
}

function ofResourcePolicy(node: TreeNode, reading: Reading): undefined {
  const hint = "use the policy of a user or role, which names no principal";
  addFault(reading, node, said("this is the policy of a resource: it names a principal", hint));
}
