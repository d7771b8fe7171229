/** Finds the run's own region: the one of names, and of STS, which issues credentials. Each ARN has its own region. */

import { loadConfig } from "@smithy/core/config";
import { partitionOf } from "../../../core/arn/regions.js";
import { omitUndefined } from "../../../core/text/omit-undefined.js";

export interface RegionOptions {
  readonly region?: string | undefined;
  readonly profile?: string | undefined;
  readonly env?: Readonly<Record<string, string | undefined>> | undefined;
}

/** Looks where the AWS CLI looks: the option, the variables AWS_REGION and AWS_DEFAULT_REGION, the profile. */
export async function homeRegion({ region, profile, env = {} }: RegionOptions): Promise<string | undefined> {
  const named = region ?? (env["AWS_REGION"] || env["AWS_DEFAULT_REGION"]);
  return named || inProfile(profile);
}

async function inProfile(profile: string | undefined): Promise<string | undefined> {
  const selectors = {
    environmentVariableSelector: () => undefined,
    configFileSelector: (settings: Record<string, string | undefined>) => settings["region"],
    default: "",
  };
  const load = loadConfig<string>(selectors, omitUndefined({ profile }));
  return (await load().catch(() => "")) || undefined;
}

/** The home region if it is in the partition of `region`, because credentials are valid in one partition only. */
export function stsRegionFor(home: string | undefined, region: string): string | undefined {
  return home !== undefined && partitionOf(home) === partitionOf(region) ? home : undefined;
}
