/** What the profile in use says of where its credentials come from, for who has to say what is wrong with them. */

import { parseKnownFiles } from "@smithy/core/config";
import type { AccountAccess } from "../../../core/services/access.js";

export interface ProfileSource {
  /** The command that signs in, where `aws login` makes the credentials. */
  readonly login?: string;
  /** Of a web identity, for which STS gives credentials. */
  readonly tokenFile?: string;
}

type Profiles = Awaited<ReturnType<typeof parseKnownFiles>>;

/** What counts before `login_session`, where a profile has that too. */
const BEFORE_LOGIN = ["aws_access_key_id", "credential_process", "sso_session", "sso_start_url"];

/** Of the profile itself, or of the one by way of which it assumes a role. */
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
