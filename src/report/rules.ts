/** What each diagnostic code stands for, for reports that describe their rules. The texts are in `rule-texts.ts`. */

import { SEVERITIES } from "../core/diagnostics/codes.js";
import type { Code, Severity } from "../core/diagnostics/diagnostics.js";
import { TEXTS } from "./rule-texts.js";

export interface Rule {
  readonly code: Code;
  /** A line that can stand alone. */
  readonly title: string;
  /** What is wrong, as the README's table of diagnostics has it, in Markdown. */
  readonly wrong: string;
  /** What to write or to do. */
  readonly help: string;
  /** How bad it is as a rule; a finding says how bad it is itself. */
  readonly severity: Severity;
}

/** One for each code, always in the same order. */
export const RULES: readonly Rule[] = (Object.keys(TEXTS) as Code[]).map((code) => {
  const [title, wrong, help] = TEXTS[code];
  return { code, title, wrong, help, severity: SEVERITIES[code] };
});
