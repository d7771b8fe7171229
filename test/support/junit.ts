/** JUnit's XML, read by Python's parser and held against the rules of Jenkins's schema (junit-10.xsd), as far as we use them. */

import { runProcess } from "./run.js";

interface Element {
  readonly tag: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly text: string | null;
  readonly children: readonly Element[];
}

const READ = `import json, sys, xml.etree.ElementTree as E
node = lambda e: {"tag": e.tag, "attributes": e.attrib, "text": e.text, "children": list(map(node, e))}
json.dump(node(E.fromstring(sys.stdin.buffer.read())), sys.stdout)`;

/** An error of the parser is thrown. */
export async function readXml(text: string): Promise<Element> {
  const { status, stdout, stderr } = await runProcess("python3", ["-c", READ], { input: text });
  if (status !== 0) throw new Error(stderr);
  return JSON.parse(stdout) as Element;
}

interface Rule {
  /** Those with a `!` have to be there. */
  readonly attributes: readonly string[];
  readonly children: readonly string[];
}

const COUNTED = ["name!", "tests!", "failures!", "errors!"];
const RULES: Readonly<Record<string, Rule>> = {
  testsuites: { attributes: COUNTED, children: ["testsuite"] },
  testsuite: { attributes: COUNTED, children: ["testcase"] },
  testcase: { attributes: ["name!", "classname"], children: ["failure", "system-out"] },
  failure: { attributes: ["type", "message"], children: [] },
  "system-out": { attributes: [], children: [] },
};

/** What breaks a rule, none for a right report. */
export function faultsOfJunit(root: Element): readonly string[] {
  return root.tag === "testsuites" ? faultsIn(root) : [`the root is ${root.tag}`];
}

function faultsIn({ tag, attributes, children }: Element): readonly string[] {
  const rule = RULES[tag];
  if (rule === undefined) return [`${tag} is no element of the schema`];
  const known = rule.attributes.map((name) => name.replace("!", ""));
  const missing = rule.attributes.filter((name) => name.endsWith("!") && !(name.slice(0, -1) in attributes));
  const tests = [...children].flatMap((child) => (child.tag === "testsuite" ? child.children : [child]));
  const failed = tests.filter((test) => test.children.some((child) => child.tag === "failure")).length;
  const counts = [String(tests.length), String(failed), "0"];
  const wrong =
    "tests" in attributes && `${attributes["tests"]} ${attributes["failures"]} ${attributes["errors"]}`;
  return [
    ...Object.keys(attributes).flatMap((name) => (known.includes(name) ? [] : [`${tag} has ${name}`])),
    ...missing.map((name) => `${tag} has no ${name}`),
    ...(wrong === false || wrong === counts.join(" ")
      ? []
      : [`${tag} counts ${wrong}, not ${counts.join(" ")}`]),
    ...children.flatMap((child) => (rule.children.includes(child.tag) ? [] : [`${child.tag} in ${tag}`])),
    // Jenkins's schema allows several, of which Jenkins shows one.
    ...(children.filter((child) => child.tag === "failure").length > 1 ? [`${tag} fails twice`] : []),
    ...children.flatMap(faultsIn),
  ];
}
