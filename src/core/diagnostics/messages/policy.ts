/** The sentences for references held against IAM policies. */

import { BATCH, BATCH_RESOURCE, GET } from "../../services/secrets-manager/actions.js";
import type { PolicyProblem } from "../problems.js";
import { type Description, said, statement } from "./words.js";

export function describePolicy(problem: PolicyProblem): Description {
  switch (problem.code) {
    case "policy-denied": {
      const resource = problem.partial ? `${problem.id}-??????` : problem.id;
      return problem.by === undefined
        ? said(
            `no statement of the policy allows ${GET} on ${resource}`,
            `allow it: ${statement(GET, resource)}`,
          )
        : said(
            `the policy denies ${GET} on ${resource}, at ${problem.by}`,
            "a Deny goes before every Allow: take the secret out of it",
          );
    }
    case "policy-depends":
      return said(
        `whether the policy allows ${GET} on ${problem.id} depends on the condition ${problem.condition}, at ${problem.on}`,
        "only the request itself can answer it",
      );
    case "policy-batch":
      return said(
        `no statement of the policy allows ${BATCH}, so the secrets are asked for one by one`,
        `one call for up to 20 secrets: ${statement(BATCH, BATCH_RESOURCE)}`,
      );
  }
}
