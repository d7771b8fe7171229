/** Recognizes a key of a secret's JSON that stands in the place of a version. */

/** Words in the usual keys of secrets. */
const VALUE_WORDS = new Set([
  ..."password passwd passphrase pass pwd pw pin token secret key apikey credential credentials".split(" "),
  ..."user username login account client email host hostname server address endpoint port url uri dsn".split(
    " ",
  ),
  ..."database db dbname schema engine connection conn string sid tenant id name identifier".split(" "),
  ..."cert certificate pem private public webhook".split(" "),
]);
/** Words in the usual staging labels. */
const LABEL_WORD =
  /^(?:v?\d+|blue|green|red|black|canary|stable|latest|last|old|new|next|prev|previous|current|pending|stage|staging|label|version|release|rotation|rotated|rollback|backup|prod|production|dev|test|qa|uat|live|good|candidate|rc)$/;
/** `connectionString`, `api_key`. */
const JOINED = /^[a-z]+[a-z\d]*(?:[A-Z][a-z\d]*|_[a-z\d]+)+$/;

function wordsIn(name: string): readonly string[] {
  return name
    .replaceAll(/([a-z\d])([A-Z])/g, "$1 $2")
    .toLowerCase()
    .split(/[^a-z\d]+/)
    .filter((word) => word !== "");
}

/**
 * Whether a text in the place of a version stage is more likely a JSON key. A stage can have any name, so this answers
 * false for capitals and for what reads like a label: `AWSPREVIOUS`, `blue`, `v2`, `last_known_good`.
 */
export function looksLikeJsonKey(text: string): boolean {
  if (!/[a-z]/.test(text) || !/^[A-Za-z][\w.-]*$/.test(text)) return false;
  const words = wordsIn(text);
  if (words.some((word) => LABEL_WORD.test(word))) return false;
  return words.some((word) => VALUE_WORDS.has(word)) || JOINED.test(text);
}
