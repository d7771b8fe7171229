/** The problems that only `check` looks for: places that are valid by themselves and break a rule of the team. */

/** A reference to what the team does not allow. `allowed` is the whole list of the rules. */
export type RuleProblem =
  | {
      readonly code: "account-not-allowed";
      readonly found: string;
      readonly allowed: readonly string[];
      readonly suggestion?: string;
    }
  | {
      readonly code: "region-not-allowed";
      readonly found: string;
      readonly allowed: readonly string[];
      readonly suggestion?: string;
    };

/** Of references held against the policies that somebody means to use. Places are `file:line:column` of a policy. */
export type PolicyProblem =
  | {
      readonly code: "policy-denied";
      readonly id: string;
      /** The ARN has no suffix, and IAM compares with the full one. */
      readonly partial: boolean;
      /** The statement that denies it; without one none allows it. */
      readonly by?: string;
    }
  /** `condition` is the statement's own text on one line, `on` is where the statement stands. */
  | { readonly code: "policy-depends"; readonly id: string; readonly condition: string; readonly on: string }
  | { readonly code: "policy-batch" };

/** Of references held against each other. Places (`at`) are `file:line`. */
export type ConsistencyProblem =
  | { readonly code: "arn-inconsistent"; readonly full: string; readonly at: string }
  | { readonly code: "arn-stale"; readonly other: string; readonly at: string }
  | { readonly code: "suffix-placeholder"; readonly found: string }
  | { readonly code: "suffix-doubtful"; readonly found: string }
  | { readonly code: "account-example"; readonly found: string }
  /** A whole secret below a name that may be meant for its ARN. */
  | { readonly code: "reference-doubtful"; readonly name: string; readonly id: string }
  /** An ARN that is kept, and why; for those who want to see them. */
  | {
      readonly code: "literal";
      readonly reason: string;
      /** It stands in a longer text, where only `${arn:…}` is replaced. */
      readonly within: boolean;
    };

/** All that `check` finds beyond what is wrong with a place by itself. */
export type CheckProblem = RuleProblem | ConsistencyProblem | PolicyProblem;
