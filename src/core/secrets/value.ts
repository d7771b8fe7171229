/**
 * The value of a secret, text or bytes: SecretString or SecretBinary of GetSecretValue,
 * https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_GetSecretValue.html, or Value of a parameter,
 * https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_Parameter.html. `text` is the whole text, with JSON
 * not parsed. `list` is set for a parameter of the type StringList, whose text has a comma between its items. `base64` is
 * the bytes in the standard alphabet of RFC 4648, with padding.
 */
export type SecretValue =
  | { readonly kind: "text"; readonly text: string; readonly list?: true }
  | { readonly kind: "binary"; readonly base64: string };
