/** References compared with the IAM policies that the pipeline is to have. */

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
    title: "A policy does not allow a secret",
    wrong: "The policy of `--policy` does not allow this secret, or denies it.",
    why: "AWS would refuse the secret with AccessDenied when the pipeline starts. `check --policy` finds that before you deploy.",
    help: "Add the secret to an Allow of secretsmanager:GetSecretValue, or remove it from the Deny. arnsubst policy prints a policy that fits.",
    describe: ({ action, resource, by }) =>
      by === undefined
        ? said(
            `no statement of the policy allows ${action} on ${resource}`,
            `allow it: ${statement(action, resource)}`,
          )
        : said(
            `the policy denies ${action} on ${resource}, at ${by}`,
            "a Deny takes precedence over every Allow: remove this ARN from it",
          ),
  }),
  "policy-depends": entry<
    Permission & {
      /** The statement's own text on one line. */
      condition: string;
      /** The place of the statement, `file:line:column`. */
      on: string;
    }
  >({
    severity: "warning",
    title: "A policy allows or denies a secret on a condition",
    wrong: "The policy allows or denies this secret on a condition, which the message shows.",
    why: "Whether the condition is met depends on the request, such as its IP address or its tags. arnsubst cannot know that offline.",
    help: "Make sure that the pipeline's requests meet the condition.",
    describe: ({ action, resource, condition, on }) =>
      said(
        `whether the policy allows ${action} on ${resource} depends on the condition ${condition}, at ${on}`,
        "make sure that the pipeline's requests meet the condition",
      ),
  }),
  "policy-batch": entry<Permission>({
    severity: "note",
    title: "A policy does not allow batches",
    wrong: "The policy does not allow `BatchGetSecretValue`.",
    why: "Without it, arnsubst fetches the secrets one by one. This works, but takes more calls and more time.",
    help: "Allow secretsmanager:BatchGetSecretValue on *, so that one call gets up to 20 secrets.",
    describe: ({ action, resource }) =>
      said(
        `no statement of the policy allows ${action}, so arnsubst fetches the secrets one by one`,
        `to get up to 20 secrets in one call, allow it: ${statement(action, resource)}`,
      ),
  }),
};
