/** The reference forms, in the order in which they are tried. A new form is one file and one line here. */

import { bare } from "./bare.js";
import { embedded } from "./embedded.js";
import type { Form } from "./form.js";

export const FORMS: readonly Form[] = [bare, embedded];
