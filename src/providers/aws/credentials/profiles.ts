/** Reads in the AWS config files how a profile gets its credentials, so that messages can name the command or file. */

import { parseKnownFiles } from "@smithy/core/config";
import type { AccountAccess } from "../../../core/services/account-access.js";

export interface ProfileSource {
  /** The command that signs in, where the credentials come from `aws login`. */
  readonly login?: string;
  /** The file with the web identity token, where the credentials come from AssumeRoleWithWebIdentity. */
  readonly tokenFile?: string;
}

type Profiles = Awaited<ReturnType<typeof parseKnownFiles>>;

/** Settings that the SDK prefers to `login_session` in the same profile. */
const BEFORE_LOGIN = ["aws_access_key_id", "credential_process", "sso_session", "sso_start_url"];

/** The source of the profile in use, or of its `source_profile` where it assumes a role. */
export async function profileSource(access: AccountAccess | undefined): Promise<ProfileSource> {
  const { AWS_PROFILE, AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY } = process.env;
  const named = (access !== undefined && "profile" in access ? access.profile : undefined) || AWS_PROFILE;
  if (!named && AWS_ACCESS_KEY_ID && AWS_SECRET_ACCESS_KEY) return {};
  return sourceIn(await parseKnownFiles({}).catch(() => ({})), named || "default");
}

function sourceIn(profiles: Profiles, name: string, seen: readonly string[] = []): ProfileSource {
  const settings = profiles[name] ?? {};
  const { role_arn, source_profile, web_identity_token_file: tokenFile } = settings;
  if (seen.includes(name)) return {};
  if (role_arn && source_profile) return sourceIn(profiles, source_profile, [...seen, name]);
  if (tokenFile) return { tokenFile };
  if (BEFORE_LOGIN.some((key) => settings[key]) || !settings["login_session"]) return {};
  return { login: `aws login${name === "default" ? "" : ` --profile ${name}`}` };
}
