/** What a reader of the config file takes, as JSON Schema (draft-07): `arnsubst.schema.json`, for editors, is made of these. */

export type Schema = Readonly<Record<string, unknown>>;

/** A reader that says what it takes. */
export interface HasSchema {
  readonly schema: Schema;
}

export function withSchema<R extends object>(schema: Schema, read: R): R & HasSchema {
  return Object.assign(read, { schema });
}

/** Adds the line that docs/config.md has of a key. */
export function described<R extends HasSchema>(description: string, read: R): R {
  return withSchema({ description, ...read.schema }, read);
}

/** A text here may be a number or a boolean for the editor, which reads `5432` and `true` without quotes so. */
export const TEXT: Schema = { type: ["string", "number", "boolean"] };

/** Texts in which none of these is found, and that are not empty. */
export function textWithout(...found: readonly RegExp[]): Schema {
  const nowhere = found.map(({ source }) => `(?![\\s\\S]*(?:${source}))`);
  return { ...TEXT, pattern: `^${nowhere.join("")}[\\s\\S]+$` };
}

/** Keys are texts for every editor. */
export function mappingSchema({ pattern, enum: words }: Schema, values: Schema): Schema {
  const propertyNames = words === undefined ? { pattern } : { enum: words };
  return { type: "object", propertyNames, additionalProperties: values };
}

/** Of a mapping with these keys only. */
export function objectSchema(readers: Readonly<Record<string, HasSchema>>): Schema {
  const properties = Object.entries(readers).map(([key, { schema }]) => [key, schema]);
  return { type: "object", properties: Object.fromEntries(properties), additionalProperties: false };
}
