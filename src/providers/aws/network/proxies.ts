/**
 * Finds the proxy for a URL in the environment, and checks that we can use it. Messages never include the user and password
 * of a proxy.
 */

import { networkError } from "../errors/errors.js";
import { isExcepted } from "./no-proxy.js";

export type Env = Readonly<Record<string, string | undefined>>;

export interface WebProxy {
  /** Without user and password, because packages print this URL where DEBUG is set. */
  readonly url: URL;
  /** The headers for each request to the proxy: its authorization. */
  readonly headers: Readonly<Record<string, string>>;
  /** Host, port and variable for messages, without user and password. */
  readonly shown: string;
}

/** The variable that sets a proxy, in the spelling of this environment. */
interface Setting {
  readonly variable: string;
  readonly value: string;
}

const SCHEMES = ["http", "https"] as const;

/** Whether the environment sets any proxy. */
export function namesProxy(env: Env): boolean {
  return SCHEMES.some((scheme) => settingFor(scheme, env) !== undefined);
}

/**
 * The proxy for a URL; undefined where the connection is direct.
 *
 * @throws Error with a reason, where the variable has no usable proxy
 */
export function proxyFor(url: string, env: Env): WebProxy | undefined {
  const setting = settingFor(url.startsWith("https:") ? "https" : "http", env);
  if (setting === undefined || isExcepted(url, env["no_proxy"] || env["NO_PROXY"] || "")) return undefined;
  return usable(setting);
}

/** Reads the variables in the order of curl: lowercase first. */
function settingFor(scheme: (typeof SCHEMES)[number], env: Env): Setting | undefined {
  for (const name of [`${scheme}_proxy`, "all_proxy"]) {
    for (const variable of [name, name.toUpperCase()]) {
      const value = env[variable];
      if (value) return { variable, value };
    }
  }
  return undefined;
}

function usable({ variable, value }: Setting): WebProxy {
  // Without a scheme curl and the AWS CLI assume http.
  const text = value.includes("://") ? value : `http://${value}`;
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined) throw unusable(`${variable} is not the URL of a proxy`);
  if (url.protocol !== "http:" && url.protocol !== "https:") {
    throw unusable(`${variable} names a proxy with an unsupported protocol: ${url.protocol.slice(0, -1)}`);
  }
  // An unescaped / ? or # in the password ends the host early. Then the host and port are in truth part of the password.
  if (url.pathname !== "/" || url.search !== "" || url.hash !== "") {
    throw unusable(`${variable} has something after the host and port of its proxy`);
  }
  const headers = authorizationOf(url);
  if (headers === undefined)
    throw unusable(`${variable} has a % in its user or password that is not an escape`);
  [url.username, url.password] = ["", ""];
  const port = url.port || (url.protocol === "https:" ? "443" : "80");
  return { url, headers, shown: `${url.hostname}:${port} (${variable})` };
}

/** Empty where the URL has no user and password; undefined where they cannot be decoded. */
function authorizationOf({ username, password }: URL): WebProxy["headers"] | undefined {
  if (username === "" && password === "") return {};
  try {
    const credentials = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
    return { "Proxy-Authorization": `Basic ${Buffer.from(credentials).toString("base64")}` };
  } catch {
    return undefined;
  }
}

function unusable(detail: string): Error {
  const fix =
    "correct the variable or unset it; write a proxy as http://user:password@host:port, with special characters in the password escaped as in %40";
  return networkError({ kind: "setting", detail, fix });
}
