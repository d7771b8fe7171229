/** The reference forms, in the order in which they are tried. A new form is one file and one line here. */

import { bare } from "./bare.js";
import { cloudformation } from "./cloudformation.js";
import { cloudformationSsm } from "./cloudformation-ssm.js";
import { embedded } from "./embedded.js";
import { type Form, isReference, type ReferenceMatch } from "./form.js";
import { mage } from "./mage.js";
import { vals } from "./vals.js";
import { valsSsm } from "./vals-ssm.js";

export const FORMS: readonly Form[] = [
  bare,
  embedded,
  mage,
  cloudformation,
  cloudformationSsm,
  vals,
  valsSsm,
];

/** Whether any form finds a reference in a text. */
export function namesSecret(text: string): boolean {
  return FORMS.some((form) => form.find(text).some(isReference));
}

export function referencesIn(text: string): readonly ReferenceMatch[] {
  return FORMS.flatMap((form) => form.find(text).filter(isReference));
}
