/** SSM Parameter Store: https://docs.aws.amazon.com/systems-manager/latest/userguide/systems-manager-parameter-store.html */

import { requestOf } from "../request.js";
import type { Service } from "../service.js";
import { ARN_PATTERN, IN_TEXT, meansParameter, NAMED_ARN_PATTERN, parseArn, startsAsArn } from "./arn.js";
import { groupRequests } from "./calls.js";
import { GET, resourceOf, resourceToAllow } from "./iam.js";
import { movedArn } from "./parse-id.js";
import { SERVICE } from "./resource.js";
import { checkShape, fieldsOf, PARTS, withGap } from "./shape.js";

export const parameterStore = {
  name: SERVICE,
  title: "Parameter Store",
  noun: "parameter",
  defaultVersion: "the latest version",
  arns: {
    pattern: ARN_PATTERN,
    namedPattern: NAMED_ARN_PATTERN,
    inText: IN_TEXT,
    startsAsArn,
    meansSecret: meansParameter,
    parse: parseArn,
    parts: PARTS,
    fieldsOf,
    checkShape,
    withGap,
  },
  iam: { get: GET, sid: "Parameters", resourceToAllow, resourceOf, withoutCovered: (resources) => resources },
  operations: { batch: "GetParameters", single: "GetParameter" },
  requestFor: requestOf,
  groupRequests,
  movedArn,
} satisfies Service;
