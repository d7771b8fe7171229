/** A Secrets Manager on loopback with the secrets of the bench, in a process of its own. Prints its URL. */

import { startSecretsServer } from "../support/secrets-server.js";
import { arnOf, secretJson } from "./references.js";

const count = Number(process.argv[2]);
const server = await startSecretsServer();
server.reset(Array.from({ length: count }, (_, at) => ({ arn: arnOf(at), text: secretJson(at) })));
process.stdout.write(`${server.url}\n`);
