/** The two actions that fetching takes, and what each is granted on. */

export const GET = "secretsmanager:GetSecretValue";
export const BATCH = "secretsmanager:BatchGetSecretValue";
/** Batches are granted on no single secret (actions of Secrets Manager, service authorization reference). */
export const BATCH_RESOURCE = "*";
