/** References held against the IAM policies that somebody means to use. */

import { said, statement } from "../words.js";
import { entry } from "./entry.js";

/** As a policy's statement has them. */
type Permission = {
  action: string;
  resource: string;
};

export const policyEntries = {
  "policy-denied": entry<
    Permission & {
      /** The place (`file:line:column`) of the statement that denies it; without one none allows it. */
      by?: string;
    }
  >({
    severity: "error",
    title: "A policy does not let the secret be fetched",
    wrong: "the policy of `--policy` does not allow the secret, or denies it",
    help: "Add the secret to an Allow of secretsmanager:GetSecretValue, or take it out of the Deny. arnsubst policy prints the policy that fits.",
    describe: ({ action, resource, by }) =>
      by === undefined
        ? said(
            `no statement of the policy allows ${action} on ${resource}`,
            `allow it: ${statement(action, resource)}`,
          )
        : said(
            `the policy denies ${action} on ${resource}, at ${by}`,
            "a Deny goes before every Allow: take the secret out of it",
          ),
  }),
  "policy-depends": entry<
    Permission & {
      /** The statement's own text on one line. */
      condition: string;
      /** Where the statement stands, `file:line:column`. */
      on: string;
    }
  >({
    severity: "warning",
    title: "A policy decides on a condition",
    wrong: "a warning: the policy allows or denies the secret on a condition, which is shown",
    help: "Only the request itself can answer the condition: see that the pipeline meets it.",
    describe: ({ action, resource, condition, on }) =>
      said(
        `whether the policy allows ${action} on ${resource} depends on the condition ${condition}, at ${on}`,
        "only the request itself can answer it",
      ),
  }),
  "policy-batch": entry<Permission>({
    severity: "note",
    title: "A policy does not allow batches",
    wrong: "a note: the policy does not allow BatchGetSecretValue",
    help: "Allow secretsmanager:BatchGetSecretValue on *, so that up to 20 secrets take one call.",
    describe: ({ action, resource }) =>
      said(
        `no statement of the policy allows ${action}, so the secrets are asked for one by one`,
        `one call for up to 20 secrets: ${statement(action, resource)}`,
      ),
  }),
};
