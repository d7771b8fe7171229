/**
 * Problems as data: what is wrong, how bad it is, and where. The sentences made of them are in `messages.ts`;
 * colour and layout are the reports'.
 */

import { formatPath, type Path } from "../text/path.js";
import type { Source, Span } from "../text/source.js";
import { SEVERITIES } from "./codes.js";
import type { CheckProblem } from "./problems.js";

/** Only an `error` keeps sources from being resolved. */
export type Severity = "error" | "warning" | "note";

/** What the parts of an ARN and of the selector behind it are called in messages. */
export type ArnPart =
  | "partition"
  | "service"
  | "region"
  | "account id"
  | "resource type"
  | "name"
  | "JSON key"
  | "version stage"
  | "version id";

/** A slip with a likely cure: the word that was meant, and the whole ARN with it put in. */
interface Cure {
  readonly suggestion?: string;
  readonly fixed?: string;
}

/** What to do, where that is likely to be all that is wrong: what to put in quotes, how to indent, the line ends to save. */
export type YamlAdvice =
  | "line-ends"
  | "indent-with-spaces"
  | "list-on-lines"
  | "quote-selector"
  | "quote-index"
  | "quote-embedded"
  | "quote-expression"
  | "quote-value";

/**
 * Problems that are visible in the text alone. `found` is what stands there (of `arn-parts`, how many parts), `suggestion`
 * the word that was probably meant, `fixed` what to write in the reference's place.
 */
export type OfflineProblem =
  | {
      readonly code: "yaml-syntax";
      readonly reason: string;
      readonly advice?: YamlAdvice;
    }
  | {
      readonly code: "yaml-indentation";
      /** Why YAML 1.2 forbids it: where the line stands, what it is indented with, or what is not before a comment. */
      readonly because: "column" | "tab" | "comment";
    }
  | ({ readonly code: "arn-prefix"; readonly found: string } & Cure)
  | {
      readonly code: "arn-parts";
      readonly found: number;
      readonly missing?: ArnPart;
      readonly fixed?: string;
    }
  | ({ readonly code: "arn-partition"; readonly found: string } & Cure)
  | ({ readonly code: "arn-service"; readonly found: string } & Cure)
  | ({ readonly code: "arn-region"; readonly found: string } & Cure & RegionFault)
  | { readonly code: "arn-account"; readonly found: string }
  | ({ readonly code: "arn-resource"; readonly found: string } & Cure)
  | ({ readonly code: "arn-name" } & NameFault)
  | {
      readonly code: "arn-template";
      readonly part: ArnPart | "secret name";
      readonly found: string;
      /** Set where another program fills it in before the ARN means anything, so that it is kept. */
      readonly kept?: true;
    }
  | { readonly code: "arn-partial"; readonly id: string }
  | {
      readonly code: "version-conflict";
      readonly stage: string;
      readonly id: string;
      readonly fixed?: string;
    }
  | {
      readonly code: "version-malformed";
      readonly part: "version stage" | "version id";
      readonly length: number;
      readonly fixed?: string;
    }
  | { readonly code: "filter-unknown"; readonly found: string; readonly suggestion?: string }
  | {
      readonly code: "reference-unterminated";
      /** What opens it, and what is missing. */
      readonly opening: string;
      readonly closing: string;
      /** Set where the text itself ends too early, by quotes in it. */
      readonly cut?: true;
    }
  /** An expression of one of the forms that cannot be read: why, and what to write, as sentences go on. */
  | { readonly code: "expression-malformed"; readonly reason: string; readonly write: string }
  /** An expression that would be ours, but for what else it does. */
  | { readonly code: "expression-mixed"; readonly found: string }
  | {
      readonly code: "reference-in-key";
      /** Why YAML takes it for a key: a colon at its end, braces around it, or because it is written as one. */
      readonly because: "colon" | "braces" | "expression" | "written";
      /** Empty where it is written as a key: a key is never replaced. */
      readonly fixed: string;
    }
  | { readonly code: "reference-hidden"; readonly found: string }
  | { readonly code: "reference-equals"; readonly sign: "=" | ":"; readonly fixed: string }
  | {
      readonly code: "reference-unmarked";
      readonly found: string;
      /** What to write in its place, together with what stands around it. */
      readonly fixed: string;
      /** What keeps it, where it is not just other text: `by` is that very text, of characters their number. */
      readonly because?: "quotes" | "invisible" | "prefix" | "variable";
      readonly by?: string;
    }
  | {
      readonly code: "literal-selector";
      readonly found: string;
      readonly reason: string;
      /** Set where `${arn:…}` needs quotes: between brackets or braces, without any. */
      readonly quote?: '"';
    }
  /** `kept`: what becomes of the ARN where it is written, at `line`; here it would be the other, for `reason`. */
  | {
      readonly code: "alias-conflict";
      readonly kept: boolean;
      readonly line: number;
      readonly reason: string;
    }
  | { readonly code: "directive-unknown"; readonly found: string; readonly suggestion: string }
  | { readonly code: "directive-unused"; readonly found: string }
  | { readonly code: "filter-misplaced"; readonly found: string; readonly fixed: string }
  | {
      readonly code: "version-misplaced";
      readonly found: string;
      /** In the place of which part it stands. */
      readonly at: ArnPart;
      /** What it is; `cloudformation` is the word `SecretString`, which CloudFormation alone has. */
      readonly is: "stage" | "key" | "cloudformation";
      readonly fixed: string;
    };

type RegionFault =
  | { readonly fault: "empty" | "malformed" | "unknown" }
  | { readonly fault: "partition"; readonly partition: string; readonly belongsTo: string };

type NameFault =
  | { readonly fault: "empty" }
  | { readonly fault: "long"; readonly length: number }
  | { readonly fault: "character"; readonly character: string };

/** Problems for which a fixed ARN can be shown. */
export type FixableProblem = Extract<
  OfflineProblem,
  { code: "arn-prefix" | "arn-partition" | "arn-service" | "arn-region" | "arn-resource" }
>;

/**
 * What became of a secret at its source: the answer is known, and it is no value. A provider answers with one; `id` is
 * the ARN or name that was asked for, `PlannedSecret.id.text`.
 */
export type SecretProblem =
  | {
      readonly code: "secret-not-found";
      readonly id: string;
      /** The file that was asked in place of AWS. */
      readonly file?: string;
      /** The stage or the id of the version that was asked for, where one was. */
      readonly version?: string;
      /** Something that is there and may be meant. */
      readonly near?: string;
    }
  | {
      readonly code: "secret-denied";
      readonly id: string;
      /** The ARN of the user or role that was refused, where the answer names it. */
      readonly principal?: string;
    }
  | { readonly code: "secret-deleted"; readonly id: string }
  | {
      readonly code: "secret-refused";
      readonly id: string;
      /** By AWS's name, `InvalidRequestException` for one. */
      readonly error: string;
    }
  | {
      readonly code: "secret-undecryptable";
      readonly id: string;
      /** The ARN of the KMS key, where the answer names it. */
      readonly key?: string;
    }
  | { readonly code: "secret-empty"; readonly id: string }
  /** `answered` is the ARN of the secret that came in its place. */
  | { readonly code: "secret-mismatch"; readonly id: string; readonly answered: string };

/** The value is there and does not fit its place. Keys may be named, values never. */
export type ValueProblem =
  | {
      readonly code: "secret-not-json";
      readonly id: string;
      /** The key that was to be looked up, or whose value was to be read. */
      readonly key?: string;
      /** What needs JSON: a key, or the filter. */
      readonly wanted: "key" | "fromjson";
      /** Set where a byte order mark in front of the JSON is all that is wrong. */
      readonly bom?: true;
    }
  | {
      readonly code: "secret-key-missing";
      readonly id: string;
      readonly key: string;
      /** Those that are there, all of them. */
      readonly keys: readonly string[];
      /** Set where there could be keys, and are none. */
      readonly empty?: "object" | "list";
    }
  /** JSON's null, where only text can stand; of a key, or of the whole secret. */
  | { readonly code: "secret-null"; readonly id: string; readonly key?: string }
  /** `wanted` is how it was to be used, as a part of a sentence. */
  | { readonly code: "secret-binary"; readonly id: string; readonly wanted: string }
  /**
   * Rendering the file would change or run the value: `runs` where the file has templates, `asked` where only a mode says
   * that it is rendered, `may-run`, a warning, where nothing does. `restyles`: new quotes for the value would change a
   * template beside it.
   */
  | {
      readonly code: "value-jinja";
      readonly id: string;
      readonly why: "runs" | "asked" | "may-run" | "restyles";
    }
  /** It would end or split the URL around it; `encoded` where that is so in spite of a filter. */
  | { readonly code: "value-url"; readonly id: string; readonly encoded: boolean; readonly dialect?: "jinja" }
  /** All of a JSON object fills a value, and no selector says which of its keys is meant. */
  | { readonly code: "value-whole-json"; readonly id: string; readonly keys: readonly string[] }
  /** The YAML or JSON that the scalar holds as text is read as something else with it; `whole` where it is all of a value there. */
  | {
      readonly code: "value-inner-yaml";
      readonly id: string;
      readonly language: "YAML" | "JSON";
      readonly whole: boolean;
      readonly dialect?: "jinja";
    }
  | { readonly code: "value-unrepresentable"; readonly id: string };

/** What is wrong, told apart by its `code`. Holds no value of a secret, ever. `describe` makes sentences of it. */
export type Problem = OfflineProblem | CheckProblem | SecretProblem | ValueProblem;

/** The README lists what each means. A code never changes its meaning within a major version. */
export type Code = Problem["code"];

/** A problem at a place of a source. */
export interface Diagnostic {
  readonly problem: Problem;
  /** As it counts here: rules may have changed what is usual for the code. */
  readonly severity: Severity;
  /** One of the analysis' `sources`, the same object. */
  readonly source: Source;
  /** The whole of what the problem is about: a reference, mostly. Its start is the diagnostic's position. */
  readonly place: Span;
  /** The exact part that is wrong; the whole place where nothing narrower is known. */
  readonly part: Span;
  /** The scalar's path in its document, as in `profiles.default.tags[0]`; left out where there is none. */
  readonly path?: string;
}

/** A diagnostic in the making: the problem, and where it stands in the text that was searched. */
export interface PartProblem extends Span {
  readonly problem: OfflineProblem;
}

/** Makes a diagnostic; `part` is the whole place where nothing narrower is known. */
export function diagnose(
  problem: Problem,
  where: { source: Source; place: Span; part?: Span; path?: Path },
): Diagnostic {
  const { source, place, part = place, path = [] } = where;
  const bare = { problem, severity: severityOf(problem), source, place, part };
  return path.length === 0 ? bare : { ...bare, path: formatPath(path) };
}

/** How bad a problem is, before any rule of the user's. */
export function severityOf(problem: Problem): Severity {
  // AWS may have opened the region since.
  if (problem.code === "arn-region" && problem.fault === "unknown") return "warning";
  if (problem.code === "arn-template" && problem.kept === true) return "note";
  if (problem.code === "value-jinja" && problem.why === "may-run") return "warning";
  return SEVERITIES[problem.code];
}

export function isError(diagnostic: { readonly severity: Severity }): boolean {
  return diagnostic.severity === "error";
}

/** By source in the order given, then by place; one diagnostic for one problem at one part. */
export function sortDiagnostics(
  diagnostics: readonly Diagnostic[],
  sources: readonly Source[],
): readonly Diagnostic[] {
  const rank = new Map(sources.map((source, index) => [source, index]));
  const sorted = [...diagnostics].sort(
    (a, b) =>
      (rank.get(a.source) ?? 0) - (rank.get(b.source) ?? 0) ||
      a.place.start - b.place.start ||
      a.part.start - b.part.start,
  );
  return sorted.filter((diagnostic, index) => {
    const before = sorted[index - 1];
    return (
      before?.source !== diagnostic.source ||
      before.problem.code !== diagnostic.problem.code ||
      before.part.start !== diagnostic.part.start ||
      before.part.end !== diagnostic.part.end
    );
  });
}
