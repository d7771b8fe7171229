/** The formats of `list`. More of the table is in the golden files, and the JSON in `check-and-list.test.ts`. */

import { expect, test } from "vitest";
import type { Source } from "../../../src/core/text/source.js";
import { list } from "../../../src/index.js";
import { LIST_FORMATS, type ListFormat } from "../../../src/report/list-formats/index.js";
import { arn } from "../../support/arns.js";

const loaded = new Map(
  await Promise.all(
    Object.entries(LIST_FORMATS).map(async ([name, load]) => [name, (await load()).format] as const),
  ),
);

function listed(name: ListFormat, ...sources: readonly Source[]): string | undefined {
  const { plan, analysis } = list(sources);
  return loaded.get(name)?.({ plan, literals: analysis.literals, remaps: [], color: false });
}

function rows(...sources: readonly Source[]): readonly string[] | undefined {
  return listed("csv", ...sources)
    ?.trimEnd()
    .split("\n")
    .slice(1);
}

const HEAD =
  "id,service,partition,region,account,name,file,line,column,path,form,jsonKey,versionStage,versionId";
const A = `${arn("a")},secretsmanager,aws,us-west-2,123456789012,a`;

test("csv: one row a reference, without literals, each line ended by LF", () => {
  const text = `x: "${arn("a")}:key:AWSPREVIOUS"\ny: "\${${arn("a")}}"\nsecret_arn: ${arn("a")}\n`;
  expect(listed("csv", { name: "t.yaml", text })).toBe(
    `${HEAD}\n${A},t.yaml,1,5,x,bare,key,AWSPREVIOUS,\n${A},t.yaml,2,5,y,embedded,,,\n`,
  );
});

test.each([
  ["a,b.yaml", '"a,b.yaml"'],
  ['a"b.yaml', '"a""b.yaml"'],
  ["a\nb.yaml", "a␊b.yaml"],
  ["a\u001b[31m.yaml", "a␛[31m.yaml"],
  ["=1+1.yaml", "'=1+1.yaml"],
  ["+1.yaml", "'+1.yaml"],
  ["-1.yaml", "'-1.yaml"],
  ["@a,b.yaml", '"\'@a,b.yaml"'],
  ["a=1.yaml", "a=1.yaml"],
])("csv: the file name %j is the cell %s", (name, cell) => {
  expect(rows({ name, text: `k: ${arn("a")}\n` })).toEqual([`${A},${cell},1,4,k,bare,,,`]);
});

test("csv: keys that a spreadsheet would run are guarded too", () => {
  expect(rows({ name: "t", text: `"=x": "${arn("a")}:@y"\n` })).toEqual([`${A},t,1,8,'=x,bare,'@y,,`]);
});

test("arns: each once, in the plan's order, whatever the versions", () => {
  const text = [arn("b"), `${arn("a")}:k`, `${arn("b")}::AWSPREVIOUS`]
    .map((each) => `- "${each}"\n`)
    .join("");
  expect(listed("arns", { name: "t", text })).toBe(`${arn("b")}\n${arn("a")}\n`);
});

test("an empty list", () => {
  const nothing = { name: "t", text: "a: 1\n" };
  expect(listed("arns", nothing)).toBe("");
  expect(listed("csv", nothing)).toBe(`${HEAD}\n`);
  expect(listed("mermaid", nothing)).toBe("flowchart LR\n");
  expect(listed("table", nothing)).toBe("0 references to 0 secrets: no call\n");
});

test("mermaid: each file, secret and arrow once, in boxes of accounts and regions", () => {
  const [there, elsewhere] = [arn("b", "eu-west-1"), arn("c", "us-west-2", "099999999999")];
  const one = { name: "1.yaml", text: `- ${arn("a")}\n- "${arn("a")}:k"\n- ${there}\n` };
  const two = { name: "2.yaml", text: `- ${arn("a")}\n- ${elsewhere}\n` };
  expect(listed("mermaid", one, two)).toBe(`flowchart LR
  f1["1.yaml"]
  f2["2.yaml"]
  subgraph a1["account 099999999999"]
    subgraph a1r1["us-west-2"]
      s3["c-AbCdEf"]
    end
  end
  subgraph a2["account 123456789012"]
    subgraph a2r1["eu-west-1"]
      s2["b-AbCdEf"]
    end
    subgraph a2r2["us-west-2"]
      s1["a-AbCdEf"]
    end
  end
  f1 --> s1
  f1 --> s2
  f2 --> s1
  f2 --> s3
`);
});

test.each([
  ['a"b]', "a#quot;b#93;"],
  ["<b>&amp;", "#60;b#62;#38;amp#59;"],
  ["a\nb #35;", "a#9226;b#32;#35;35#59;"],
  ["`x`", "#96;x#96;"],
  ["io_config of 2", "io_config of 2"],
  ["__init__", "#95;#95;init#95;#95;"],
  ["1. x", "1.#32;x"],
  ["naïve😀", "naïve#128512;"],
])("mermaid: the file name %j is labelled %s", (name, label) => {
  expect(listed("mermaid", { name, text: `- ${arn("a")}\n` })?.split("\n")[1]).toBe(`  f1["${label}"]`);
});

test("table: a secret's account and region stand above it, in their order, and each place has its key", () => {
  const there = arn("b", "eu-west-1");
  const text = `- "${arn("a")}:user"\n- ${there}\n- "${arn("a")}:password:AWSPREVIOUS"\n- ${arn("c")}\n`;
  expect(listed("table", { name: "t", text })).toBe(`  SECRET    KEY                     USED IN

ACCOUNT 123456789012, REGION eu-west-1
  b-AbCdEf  -                       t:2:3

ACCOUNT 123456789012, REGION us-west-2
  a-AbCdEf  user                    t:1:4
            password (AWSPREVIOUS)  t:3:4
  c-AbCdEf  -                       t:4:3

4 references to 3 secrets: 3 calls (2 × BatchGetSecretValue, 1 × GetSecretValue) instead of 4
`);
});
