/**
 * A secret holds text or bytes, never both: SecretString and SecretBinary of GetSecretValue,
 * https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_GetSecretValue.html. `text` is all of it, JSON not
 * yet read; `base64` is the bytes in the standard alphabet of RFC 4648, with padding.
 */
export type SecretValue =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "binary"; readonly base64: string };
