/** NO_PROXY as curl, Python and Go read it; and that only the environment given is looked at. */

import { afterEach, describe, expect, test } from "vitest";
import { isExcepted } from "../../../src/providers/aws/network/no-proxy.js";
import { proxyFor } from "../../../src/providers/aws/network/proxies.js";

const AWS = "https://secretsmanager.us-west-2.amazonaws.com";

test.each<[list: string, url: string, excepted: boolean]>([
  ["amazonaws.com", AWS, true],
  [".amazonaws.com", AWS, true],
  ["*.amazonaws.com", AWS, true],
  ["*amazonaws.com", AWS, true],
  ["AmazonAWS.com.", AWS, true],
  ["secretsmanager.us-west-2.amazonaws.com", AWS, true],
  ["localhost, 127.0.0.1 ,amazonaws.com", AWS, true],
  ["localhost amazonaws.com", AWS, true],
  ["*", AWS, true],
  ["localhost,*", AWS, true],
  ["", AWS, false],
  [",", AWS, false],
  [".", AWS, false],
  ["com.amazonaws", AWS, false],
  ["azonaws.com", AWS, false],
  ["sts.us-west-2.amazonaws.com", AWS, false],
  ["us-west-2.amazonaws.com:443", AWS, true],
  ["amazonaws.com:8443", AWS, false],
  ["amazonaws.com:8443", `${AWS}:8443`, true],
  ["amazonaws.com:443", "http://sts.amazonaws.com", false],
  ["amazonaws.com:80", "http://sts.amazonaws.com", true],
  ["example.com.", "http://example.com./", true],
  ["127.0.0.1", "http://127.0.0.1:4566", true],
  ["127.0.0.1:4566", "http://127.0.0.1:4566", true],
  ["127.0.0.1:4567", "http://127.0.0.1:4566", false],
  ["0.0.1", "http://127.0.0.1:4566", false],
  ["127.0.0.0/8", "http://127.0.0.1:4566", true],
  ["10.0.0.0/8", "http://127.0.0.1:4566", false],
  ["10.0.0.0/8", "http://10.200.3.4", true],
  ["10.0.0.0/33", "http://10.200.3.4", false],
  ["10.0.0.0/", "http://10.200.3.4", false],
  ["10.0.0.0/8", "http://10.example.com", false],
  ["::1", "http://[::1]:4566", true],
  ["[::1]", "http://[::1]:4566", true],
  ["[::1]:4566", "http://[::1]:4566", true],
  ["[::1]:80", "http://[::1]:4566", false],
  ["0:0:0:0:0:0:0:1", "http://[::1]:4566", true],
  ["fd00::/8", "http://[fd00:ec2::23]", true],
  ["fe80::/10", "http://[fd00:ec2::23]", false],
])("NO_PROXY=%s and %s: %s", (list, url, excepted) => {
  expect(isExcepted(url, list)).toBe(excepted);
});

describe("the environment that is given", () => {
  afterEach(() => {
    for (const name of ["HTTPS_PROXY", "NO_PROXY"]) delete process.env[name];
  });

  test.each(["https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"])("names the proxy: %s", (variable) => {
    expect(proxyFor(AWS, { [variable]: "http://proxy:3128" })?.shown).toBe(`proxy:3128 (${variable})`);
    expect(proxyFor(AWS, { [variable]: "http://proxy:3128", NO_PROXY: "amazonaws.com" })).toBeUndefined();
    expect(proxyFor(AWS, { [variable]: "http://proxy:3128", no_proxy: "amazonaws.com" })).toBeUndefined();
  });

  test("is the only one looked at", () => {
    Object.assign(process.env, { HTTPS_PROXY: "http://other:3128", NO_PROXY: "*" });
    expect(proxyFor(AWS, {})).toBeUndefined();
    expect(proxyFor(AWS, { HTTPS_PROXY: "proxy:3128" })?.shown).toBe("proxy:3128 (HTTPS_PROXY)");
  });
});
