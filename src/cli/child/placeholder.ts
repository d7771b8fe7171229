/** Arguments of a command that stand for a file of `exec`: `{}` or `{0}` for the first, `{1}` for the second. */

/** The number of the file that an argument stands for; undefined where the argument is text. */
export type Placeholder = (argument: string) => number | undefined;

const STANDARD = "{}";

/** Any other placeholder than `{}` stands for the first file; an empty one turns placeholders off. */
export function placeholderOf(text = STANDARD): Placeholder {
  if (text === STANDARD) return numbered;
  return (argument) => (argument === text && text !== "" ? 0 : undefined);
}

function numbered(argument: string): number | undefined {
  const [found, number = ""] = /^\{(\d*)\}$/.exec(argument) ?? [];
  return found === undefined ? undefined : Number(number);
}
