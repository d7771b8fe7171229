/**
 * The value of a secret, text or bytes: SecretString or SecretBinary of GetSecretValue,
 * https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_GetSecretValue.html. `text` is the whole text, with
 * JSON not parsed; `base64` is the bytes in the standard alphabet of RFC 4648, with padding.
 */
export type SecretValue =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "binary"; readonly base64: string };
