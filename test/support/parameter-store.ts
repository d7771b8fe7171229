/**
 * What the server on loopback answers as SSM Parameter Store. Like the real one it looks in the region that signed the
 * request, by ARN or by name, and one parameter that it refuses fails a call for ten.
 */

export interface StoredParameter {
  readonly arn: string;
  readonly type: "String" | "StringList" | "SecureString";
  /** Of the current version. */
  readonly value: string;
  /** The number of the current version: 1 if left out. */
  readonly version?: number;
  /** Values of other versions, by number or label. */
  readonly versions?: Readonly<Record<string, string>>;
  /** Answered in place of a value. AccessDeniedException gets the message of AWS if it has none. */
  readonly error?: Failure;
}

type Failure = { readonly code: string; readonly message?: string };
type Answer = { readonly ARN: string; readonly Name: string } & Readonly<Record<string, unknown>>;

interface Call {
  readonly operation: string;
  readonly region: string;
  readonly ids: readonly string[];
}

interface Reply {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;
}

/** By region and ARN, and by region and name. */
export type Parameters = ReadonlyMap<string, StoredParameter>;

/** AWS sends no message with it. */
const NOT_FOUND: Failure = { code: "ParameterNotFound" };
const CIPHERTEXT = "AQICAHhOfAKeyThatNobodyHasAAAAAAAAAAAA==";
const ONE_ID = /^((?:arn:(?:[^:]*:){4})?[^:]*)(?::(.*))?$/s;

export function parametersBy(parameters: readonly StoredParameter[]): Parameters {
  const keyed = parameters.flatMap((parameter) => {
    const region = parameter.arn.split(":")[3];
    const name = nameOf(parameter.arn);
    // A name without a hierarchy may have its slash or not.
    return [parameter.arn, name, name.replace(/^\/?/, "/")].map(
      (id) => [`${region} ${id}`, parameter] as const,
    );
  });
  // Of two that answer to one name the first does.
  return new Map(keyed.toReversed());
}

export function answerParameters(stored: Parameters, call: Call, decrypted: boolean): Reply {
  const answers = call.ids.map((id) => ({ id, found: lookUp(stored, call, id, decrypted) }));
  if (call.operation === "GetParameter") {
    const found = answers[0]?.found ?? NOT_FOUND;
    return "ARN" in found ? { status: 200, body: { Parameter: found } } : failed(found);
  }
  const wrong = misnamed(call.ids) ?? answers.map(({ found }) => found).find(isRefusal);
  if (wrong !== undefined) return failed(wrong);
  const values = answers.flatMap(({ found }) => ("ARN" in found ? [found] : []));
  return {
    status: 200,
    body: {
      Parameters: values.toSorted((one, other) => one.Name.localeCompare(other.Name)),
      InvalidParameters: answers.flatMap(({ id, found }) => ("ARN" in found ? [] : [id])),
    },
  };
}

/** The answer of AWS to a caller whose policy does not allow an action on a parameter. */
export function deniedParameter(operation: string, arn: string): Required<Failure> {
  const user = "arn:aws:iam::123456789012:user/pipeline";
  return {
    code: "AccessDeniedException",
    message: `User: ${user} is not authorized to perform: ssm:${operation} on resource: ${arn} because no identity-based policy allows the ssm:${operation} action`,
  };
}

function lookUp(
  stored: Parameters,
  { operation, region }: Call,
  asked: string,
  decrypted: boolean,
): Answer | Failure {
  const [, id, selector] = ONE_ID.exec(asked) ?? [];
  const parameter = stored.get(`${region} ${id}`);
  if (parameter === undefined) return NOT_FOUND;
  const { arn, type, version = 1, versions, error } = parameter;
  if (error?.code === "AccessDeniedException") return { ...deniedParameter(operation, arn), ...error };
  if (error !== undefined) return error;
  const current = selector === undefined || selector === String(version);
  const value = current ? parameter.value : versions?.[selector];
  if (value === undefined) return versionNotFound(arn, selector);
  return {
    ARN: arn,
    Name: nameOf(arn),
    Type: type,
    Value: type === "SecureString" && !decrypted ? CIPHERTEXT : value,
    // Which number a label stands for is not stored.
    Version: selector !== undefined && /^\d+$/.test(selector) ? Number(selector) : version,
    ...(selector === undefined ? {} : { Selector: `:${selector}` }),
    DataType: "text",
    LastModifiedDate: 1_700_000_000,
  };
}

/** `parameter/a/b` is `/a/b`, `parameter/a` is `a`. */
function nameOf(arn: string): string {
  const name = arn.slice(arn.indexOf(":parameter/") + ":parameter/".length);
  return name.includes("/") ? `/${name}` : name;
}

function versionNotFound(arn: string, selector = ""): Failure {
  return {
    code: "ParameterVersionNotFound",
    message: `Systems Manager could not find version ${selector} of ${nameOf(arn)}. Verify the version and try again.`,
  };
}

function misnamed(names: readonly string[]): Failure | undefined {
  if (names.length === 0) return invalid(names, "Member must have length greater than or equal to 1");
  if (names.length > 10) return invalid(names, "Member must have length less than or equal to 10");
  if (new Set(names).size < names.length) return invalid(names, "Member must not have duplicate elements");
  return undefined;
}

function invalid(names: readonly string[], rule: string): Failure {
  const value = `Value '[${names.join(", ")}]' at 'names'`;
  return {
    code: "ValidationException",
    message: `1 validation error detected: ${value} failed to satisfy constraint: ${rule}`,
  };
}

/** A call answers for each name only whether it is there; any other error fails the call. */
function isRefusal(found: Answer | Failure): found is Failure {
  return !("ARN" in found) && !/^Parameter(?:Version)?NotFound$/.test(found.code);
}

function failed({ code, message }: Failure): Reply {
  const internal = code === "InternalServerError";
  return {
    status: internal ? 500 : 400,
    body: { __type: code, [internal ? "Message" : "message"]: message },
  };
}
