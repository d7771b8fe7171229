/** The region of the run itself, apart from those of the secrets: STS is asked there for credentials. */

import { loadConfig } from "@smithy/core/config";
import { partitionOf } from "../../../core/arn/regions.js";

export interface RegionOptions {
  readonly region?: string | undefined;
  readonly profile?: string | undefined;
  readonly env?: Readonly<Record<string, string | undefined>> | undefined;
}

/** As the AWS CLI finds it: said, in the environment under either name, or in the profile. */
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
  const load = loadConfig<string>(selectors, profile === undefined ? {} : { profile });
  return (await load().catch(() => "")) || undefined;
}

/** The home region where it serves secrets of that region too: credentials of one partition are none in another. */
export function stsRegionFor(home: string | undefined, region: string): string | undefined {
  return home !== undefined && partitionOf(home) === partitionOf(region) ? home : undefined;
}
