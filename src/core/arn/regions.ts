/**
 * The partitions of AWS and their known regions. A table of our own, because the library that has it takes as long to load
 * as Node itself. A test compares it with `@aws-sdk/util-endpoints`.
 */

import { nearest } from "../text/nearest.js";

interface Partition {
  /** Matches all regions of the partition, also those newer than this table. */
  readonly shape: RegExp;
  readonly regions: readonly string[];
}

const PARTITIONS: Readonly<Record<string, Partition>> = {
  aws: {
    shape: /^(us|eu|ap|sa|ca|me|af|il|mx)-\w+-\d+$/,
    regions: [
      ...["af-south-1", "ap-east-1", "ap-east-2", "ap-northeast-1", "ap-northeast-2", "ap-northeast-3"],
      ...["ap-south-1", "ap-south-2", "ap-southeast-1", "ap-southeast-2", "ap-southeast-3", "ap-southeast-4"],
      ...["ap-southeast-5", "ap-southeast-6", "ap-southeast-7", "ca-central-1", "ca-west-1", "eu-central-1"],
      ...["eu-central-2", "eu-north-1", "eu-south-1", "eu-south-2", "eu-west-1", "eu-west-2", "eu-west-3"],
      ...["il-central-1", "me-central-1", "me-south-1", "me-west-1", "mx-central-1", "sa-east-1"],
      ...["sa-west-1", "us-east-1", "us-east-2", "us-west-1", "us-west-2"],
    ],
  },
  "aws-cn": { shape: /^cn-\w+-\d+$/, regions: ["cn-north-1", "cn-northwest-1"] },
  "aws-eusc": { shape: /^eusc-(de)-\w+-\d+$/, regions: ["eusc-de-east-1"] },
  "aws-iso": { shape: /^us-iso-\w+-\d+$/, regions: ["us-iso-east-1", "us-iso-west-1"] },
  "aws-iso-b": { shape: /^us-isob-\w+-\d+$/, regions: ["us-isob-east-1", "us-isob-west-1"] },
  "aws-iso-e": { shape: /^eu-isoe-\w+-\d+$/, regions: ["eu-isoe-west-1"] },
  "aws-iso-f": { shape: /^us-isof-\w+-\d+$/, regions: ["us-isof-east-1", "us-isof-south-1"] },
  "aws-us-gov": { shape: /^us-gov-\w+-\d+$/, regions: ["us-gov-east-1", "us-gov-west-1"] },
};

export const PARTITION_NAMES: readonly string[] = Object.keys(PARTITIONS);

export const REGION_NAMES: readonly string[] = Object.values(PARTITIONS).flatMap(({ regions }) => regions);

/** The forms of all regions, as one pattern. */
export const REGION_PATTERN = Object.values(PARTITIONS)
  .map(({ shape }) => shape.source)
  .join("|");

/** The known regions of a partition; none for an unknown partition. */
export function regionsOf(partition: string): readonly string[] {
  return PARTITIONS[partition]?.regions ?? [];
}

/** The region that was probably meant; also for an availability zone such as `us-west-2a`. */
export function likelyRegion(text: string): string | undefined {
  return REGION_NAMES.find((name) => name === text.slice(0, -1)) ?? nearest(text, REGION_NAMES);
}

/** The partition of a region, known or not, by the form of its name. */
export function partitionOf(region: string): string | undefined {
  return PARTITION_NAMES.find((name) => PARTITIONS[name]?.shape.test(region));
}
