/** A secret holds text or bytes, never both (API reference of GetSecretValue). */
export type SecretValue =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "binary"; readonly base64: string };
