/**
 * One fetch in a process of its own, timed without loading: by the provider, or by bare commands of the SDK. Prints
 * milliseconds. Arguments: what, how many secrets, how many regions, the server's URL, and requests in flight.
 */

import {
  BatchGetSecretValueCommand,
  GetSecretValueCommand,
  SecretsManagerClient,
} from "@aws-sdk/client-secrets-manager";
import { list } from "arnsubst";
import { awsProvider } from "arnsubst/providers";
import pLimit from "p-limit";
import { configOf, idsOf } from "./config.js";

const [, , what = "", secrets = "", regions = "", endpoint = "", flight = ""] = process.argv;
const ids = idsOf(Number(secrets), Number(regions));

/** What is measured is what is shipped, as a user imports it. A fetch of nothing makes it load its SDK beforehand. */
async function ours(): Promise<() => Promise<unknown>> {
  const provider = awsProvider({ endpointUrl: endpoint });
  await provider.fetch([]);
  const { secrets: requests } = list([{ name: "bench.yaml", text: configOf(ids) }]);
  return () => provider.fetch(requests);
}

/** All batches at once; single calls as many at a time as is said. */
function bare(): () => Promise<unknown> {
  const sockets = { httpAgent: { keepAlive: true, maxSockets: 1_000 } };
  const client = new SecretsManagerClient({ region: "us-west-2", endpoint, requestHandler: sockets });
  if (what === "bare batches") {
    const lists = Array.from({ length: Math.ceil(ids.length / 20) }, (_, at) =>
      ids.slice(at * 20, at * 20 + 20),
    );
    return () =>
      Promise.all(lists.map((list) => client.send(new BatchGetSecretValueCommand({ SecretIdList: list }))));
  }
  const limit = pLimit(Number(flight));
  return () =>
    Promise.all(ids.map((id) => limit(() => client.send(new GetSecretValueCommand({ SecretId: id })))));
}

const fetch = what === "ours" ? await ours() : bare();
const start = performance.now();
await fetch();
process.stdout.write(String(performance.now() - start));
process.exit();
