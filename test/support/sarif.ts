/**
 * SARIF held against its schema. `sarif-2.1.0-rtm.5.schema.json` is the schema of SARIF 2.1.0 as the npm package
 * @microsoft/jest-sarif 1.0.0-beta.0 ships it, unchanged (MIT, Copyright Microsoft Corporation).
 */

import { readFileSync } from "node:fs";
import { join } from "node:path";
import Ajv from "ajv-draft-04";
import addFormats from "ajv-formats";
import { ROOT } from "./run.js";

export interface SarifResult {
  readonly ruleId: string;
  readonly ruleIndex: number;
  readonly level: string;
  readonly message: { readonly text: string };
  readonly locations: readonly [{ readonly physicalLocation: PhysicalLocation }];
  readonly partialFingerprints: { readonly "arnsubst/v1": string };
  readonly properties?: { readonly path: string };
}

interface PhysicalLocation {
  readonly artifactLocation: { readonly uri: string };
  readonly region: object;
  readonly contextRegion?: object;
}

interface Run {
  readonly tool: { readonly driver: { readonly version: string; readonly rules: readonly SarifRule[] } };
  readonly columnKind: string;
  readonly results: readonly SarifResult[];
}

interface SarifRule {
  readonly id: string;
  readonly fullDescription: SarifText;
  readonly helpUri: string;
  readonly help: SarifText;
  readonly defaultConfiguration: { readonly level: string };
}

interface SarifText {
  readonly text: string;
  readonly markdown: string;
}

// A pattern of the schema has a bracket too many, which only the older reading of regular expressions takes.
const ajv = new Ajv.default({ strict: false, allErrors: true, unicodeRegExp: false });
addFormats.default(ajv);
const schema = join(ROOT, "test/support/sarif-2.1.0-rtm.5.schema.json");
const validate = ajv.compile(JSON.parse(readFileSync(schema, "utf8")) as object);

/** The errors of the schema, none for what is valid. */
export function schemaErrors(text: string): readonly object[] {
  return validate(JSON.parse(text)) ? [] : (validate.errors ?? []);
}

/** The one run of a log. */
export function runOf(text: string): Run {
  const [run] = (JSON.parse(text) as { runs: readonly Run[] }).runs;
  if (run === undefined) throw new Error("there is no run");
  return run;
}
