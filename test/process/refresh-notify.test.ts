/** `resolve --refresh` as a service of systemd. */

import { expect } from "vitest";
import { test } from "../support/test.js";

const ARN = "arn:aws:secretsmanager:us-west-2:123456789012:secret:prod/db-AbCdEf";

test("systemd hears that the first file is written", async ({ directory, shell }) => {
  directory.write("config.yaml", `a: ${ARN}\n`);
  directory.write("secrets.yaml", "prod/db: tok_123\n");
  directory.write("bin/systemd-notify", '#!/bin/sh\necho "$@" > notified; cat out.yaml >> notified\n');
  const script = `
    chmod +x bin/systemd-notify
    export PATH="$PWD/bin:$PATH" NOTIFY_SOCKET=/run/notify
    $ARNSUBST config.yaml --secrets-file secrets.yaml -o out.yaml --refresh 1h & pid=$!
    for _ in $(seq 300); do [ -s notified ] && break; sleep 0.1; done
    kill $pid; wait $pid`;
  const ran = await shell(script);
  expect({ status: ran.status, notified: directory.read("notified") }).toEqual({
    status: 143,
    notified: "--ready\na: tok_123\n",
  });
});
