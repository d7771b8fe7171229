/** AWS Secrets Manager: https://docs.aws.amazon.com/secretsmanager/latest/userguide/ */

import { fieldsOf } from "../../arn/fields.js";
import type { Service } from "../service.js";
import { ARN_PATTERN, meansSecret, NAMED_ARN_PATTERN, parseArn, startsAsArn } from "./arn.js";
import { groupRequests } from "./calls.js";
import { BATCH, BATCH_RESOURCE, GET, resourceOf, resourceToAllow, withoutCovered } from "./iam.js";
import { movedArn } from "./parse-id.js";
import { requestFor } from "./request.js";
import { SERVICE } from "./resource.js";
import { checkShape, PARTS, withGap } from "./shape.js";
import { SUFFIX } from "./suffix.js";

export const secretsManager = {
  name: SERVICE,
  title: "Secrets Manager",
  noun: "secret",
  defaultVersion: "version AWSCURRENT",
  arns: {
    pattern: ARN_PATTERN,
    namedPattern: NAMED_ARN_PATTERN,
    inText: `${SERVICE}:`,
    startsAsArn,
    meansSecret,
    parse: parseArn,
    parts: PARTS,
    fieldsOf,
    checkShape: (text) => checkShape(text, fieldsOf(text)),
    withGap,
    suffix: SUFFIX,
  },
  iam: {
    get: GET,
    batch: { sid: "BatchGetSecretValue", action: BATCH, resource: BATCH_RESOURCE },
    sid: "Secrets",
    resourceToAllow,
    resourceOf,
    withoutCovered,
  },
  operations: { batch: "BatchGetSecretValue", single: "GetSecretValue" },
  requestFor,
  groupRequests,
  movedArn,
} satisfies Service;
