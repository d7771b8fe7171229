/** A scalar that is an ARN and nothing else, with or without a selector: `arn:…:secret:prod/db-AbCdEf:password`. */

import { meansSecret, parseArn } from "../arn.js";
import { type Form, shifted } from "./form.js";

export const bare: Form = {
  name: "bare",
  find(text) {
    // Blanks around it are a slip of the hand, or the indentation and line break of a block scalar.
    const arn = text.trim();
    if (!meansSecret(arn) || arn.includes("\n")) return [];
    const start = text.indexOf(arn);
    const { key, problems, ...parsed } = parseArn(arn);
    const selector = { ...key, filters: [] };
    const place = { text: arn, start, end: start + arn.length };
    return [{ kind: "reference", ...parsed, selector, problems: shifted(problems, start), ...place }];
  },
};
