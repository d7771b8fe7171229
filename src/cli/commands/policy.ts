/** `arnsubst policy`: the least-privilege IAM policy that the given files need, or whether a committed one still fits. */

import { isError } from "../../core/diagnostics/diagnostics.js";
import { compareWithLeast, type Grant } from "../../core/policy/compare.js";
import { LONGEST_POLICY, leastStatements, policyLength, policyText } from "../../core/policy/generate.js";
import { list } from "../../index.js";
import { visible, visibleName } from "../../report/visible.js";
import { print, tell, type World } from "../context/context.js";
import { CONFIG_WRONG, DONE, type ExitStatus, USAGE_WRONG } from "../exit-status.js";
import type { PolicyFlags } from "../flags.js";
import { loadConfig } from "../inputs/config.js";
import { tellCounts } from "../inputs/passed-over.js";
import { loadPolicy } from "../inputs/policies.js";
import { tellUnusedRemaps, whereaboutsOf } from "../inputs/region-options.js";
import { gatherTree, stdinTwice } from "../inputs/sources.js";
import { sayDiagnostics } from "../outputs/diagnostics.js";

type Ids = Parameters<typeof leastStatements>[0];

export async function policyCommand(
  paths: readonly string[],
  options: PolicyFlags,
  world: World,
): Promise<ExitStatus> {
  const config = await loadConfig(options, world);
  if (typeof config === "number") return config;
  const misuse = stdinTwice([...new Set(paths)], { "--check": [options.check] });
  if (misuse !== undefined) {
    await tell(world, ...misuse);
    return USAGE_WRONG;
  }
  // What the environment says of a region is of this machine; a policy is to be the same on all of them.
  const whereabouts = await whereaboutsOf(options, config, world, {});
  if (typeof whereabouts === "number") return whereabouts;
  const { sources, passedOver, status } = await gatherTree(paths, options, config, world);
  if (status !== DONE) return status;
  await tellCounts(passedOver, options, world);
  const { plan, diagnostics, unusedRemaps } = list(sources, { ...config, ...whereabouts });
  const misled = await tellUnusedRemaps(unusedRemaps, world);
  if (misled !== undefined) return misled;
  const errors = diagnostics.filter(isError);
  if (errors.length > 0) {
    await sayDiagnostics(errors, options, world);
    await tell(world, "no policy is made while a reference is wrong");
    return CONFIG_WRONG;
  }
  const ids = plan.secrets.map(({ id }) => id);
  if (options.check === undefined) return write(ids, options, world);
  return compare(ids, options.check, commandOf(paths, options), options, world);
}

async function write(ids: Ids, { quiet }: PolicyFlags, world: World): Promise<ExitStatus> {
  const statements = leastStatements(ids);
  if (ids.length === 0) {
    if (!quiet) await tell(world, "no secret is named there, so there is nothing to allow");
    return DONE;
  }
  await print(world, policyText(statements));
  const length = policyLength(statements);
  if (length > LONGEST_POLICY && !quiet) {
    await tell(
      world,
      `the policy has ${length} characters, and a managed policy of IAM holds ${LONGEST_POLICY}`,
      "divide the files among several roles, or the statements among several policies",
    );
  }
  return DONE;
}

/** What prints the policy that these files need. */
function commandOf(paths: readonly string[], flags: PolicyFlags): string {
  const { mapAccount = [], mapRegion = [], region } = flags;
  const options = [
    ...mapAccount.map((each) => `--map-account ${each}`),
    ...mapRegion.map((each) => `--map-region ${each}`),
    ...(region === undefined ? [] : [`--region ${region}`]),
  ];
  return ["arnsubst policy", ...paths, ...options].join(" ");
}

async function compare(
  ids: Ids,
  path: string,
  command: string,
  options: PolicyFlags,
  world: World,
): Promise<ExitStatus> {
  const policy = await loadPolicy(path, "--check", options, world);
  if (typeof policy === "number") return policy;
  const { lacking, beyond } = compareWithLeast(policy, ids);
  const rows = [
    ...lacking.map((grant) => row("lacks", grant)),
    ...beyond.map((grant) => row("allows beyond need", grant)),
  ];
  if (rows.length === 0) return DONE;
  await print(world, `${visibleName(path)} no longer fits:\n${rows.join("")}`);
  await tell(
    world,
    `${path}: ${lacking.length} lacking, ${beyond.length} beyond need`,
    `${command} prints the policy that fits`,
  );
  return CONFIG_WRONG;
}

function row(what: string, { action, resource }: Grant): string {
  return visible(`  ${what}: ${action} on ${resource}`).concat("\n");
}
