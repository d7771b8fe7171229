/** Which words are likely keys of a secret's JSON: to tell one that stands where a version stage is to stand. */

/** What secrets hold, by the words that programs have for it. */
const VALUE_WORDS = new Set([
  ..."password passwd passphrase pass pwd pw pin token secret key apikey credential credentials".split(" "),
  ..."user username login account client email host hostname server address endpoint port url uri dsn".split(
    " ",
  ),
  ..."database db dbname schema engine connection conn string sid tenant id name identifier".split(" "),
  ..."cert certificate pem private public webhook".split(" "),
]);
/** What staging labels are made of. */
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
 * Whether a text in the place of a version stage is rather a JSON key. Stages can have any name, so words of capitals
 * and what reads like a label are none: `AWSPREVIOUS`, `blue`, `v2`, `last_known_good`.
 */
export function looksLikeJsonKey(text: string): boolean {
  if (!/[a-z]/.test(text) || !/^[A-Za-z][\w.-]*$/.test(text)) return false;
  const words = wordsIn(text);
  if (words.some((word) => LABEL_WORD.test(word))) return false;
  return words.some((word) => VALUE_WORDS.has(word)) || JOINED.test(text);
}
