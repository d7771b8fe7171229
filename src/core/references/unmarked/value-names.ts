/** Names of which the value is wanted, wherever they stand, and never the ARN of a secret: `DB_PASSWORD`, `api.token`. */

import { soundsLikeSecret, wordsOf } from "../literals/key-words.js";

const OF_VALUES = new RegExp(
  [
    "(?:^| )(?:passwords?|passwd|passphrase|pass|pwd|pw|tokens?|pat|username|user|login|hostname|host|port|dsn|dbname",
    "|apikey|.+ key|conn|connection string",
    "|(?:conn|connection|database|db|redis|mongo|mongodb|postgres|amqp|broker|jdbc|webhook) ur[il]|.+ secret)$",
  ].join(""),
);

export function namesValue(name: string): boolean {
  return OF_VALUES.test(wordsOf(name)) && !soundsLikeSecret(name);
}
