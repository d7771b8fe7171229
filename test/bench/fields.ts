/**
 * What stands below one key of a pipeline's YAML, as users of Mage, dbt, Docker Compose and Airflow write it: comments,
 * quotes of both kinds, numbers, lists, block scalars, mappings in mappings, templates of another program.
 */

import type { Random } from "./random.js";

/** Whole lines, without the indentation of where they are put. */
export type Field = (random: Random) => string;

export interface Kind {
  /** What every entry of the kind begins with. */
  readonly head: Field;
  /** In any order, as many as fit. No two have the same key. */
  readonly fields: readonly Field[];
}

const HOSTS = ["db.prod.internal", "localhost", "10.0.12.7", "warehouse.eu.example.com"] as const;
const NAMES = ["orders", "customers", "invoices", "web_events", "stock", "returns"] as const;
const WORDS = ["load", "daily", "from", "the", "Zürich", "shop", "into", "raw", "tables", "it's"] as const;
const SIZES = ["X-Small", "Medium", "2X-Large"] as const;

function words(random: Random, count: number): string {
  return Array.from({ length: count }, () => random.pick(WORDS)).join(" ");
}

const mage: Kind = {
  head: (random) => `# PostgreSQL\nPOSTGRES_DBNAME: ${random.pick(NAMES)}\n`,
  fields: [
    (random) => `POSTGRES_CONNECT_TIMEOUT: ${random.below(60)}\n`,
    (random) => `POSTGRES_HOST:   ${random.pick(HOSTS)}     # ${words(random, 4)}\n`,
    () => `POSTGRES_USER: "{{ env_var('POSTGRES_USER') }}"\n`,
    (random) => `POSTGRES_PORT: ${5_432 + random.below(9)}\n`,
    () => "\n# Snowflake\nSNOWFLAKE_DEFAULT_WH: null                  # Optional default warehouse\n",
    (random) => `SNOWFLAKE_SIZE: '${random.pick(SIZES)}'\n`,
    (random) => `SPARK:\n  app_name: my_${random.pick(NAMES)}\n  executor_env: {}\n  spark_jars: []\n`,
    (random) =>
      `retry_config:\n  retries: ${random.below(9)}\n  delay: ${random.below(90)}.5\n  exponential_backoff: true\n`,
    (random) =>
      `configuration:\n  sql: |\n    SELECT *, 1 + 1 AS "two"  -- no comment\n    FROM raw.${random.pick(NAMES)}\n`,
  ],
};

const dbt: Kind = {
  head: (random) =>
    `target: ${random.pick(["dev", "prod"])}\noutputs:\n  dev:\n    type: postgres\n    threads: ${1 + random.below(16)}\n`,
  fields: [
    (random) => `schema: dbt_${random.pick(NAMES)}\n`,
    (random) => `description: "${words(random, 7)}: #${random.below(900)} \\"raw\\""\n`,
    (random) => `vars: {start_date: 2024-0${1 + random.below(9)}-01, full_refresh: false, "country": 'NO'}\n`,
    (random) =>
      `models:\n  ${random.pick(NAMES)}:\n    +materialized: table\n    +tags: [nightly, "p:${random.below(5)}"]\n`,
    () => "sslmode: require  # asked for by the auditors\n",
    (random) => `keepalives_idle: ${random.below(600)}\n`,
    () => "search_path: >-\n  raw,\n  staging,\n  public\n",
    (random) => `on-run-end:\n- "{{ grant_select('${random.pick(NAMES)}') }}"\n- analyze\n`,
  ],
};

const compose: Kind = {
  head: (random) => `image: example.com/${random.pick(NAMES)}:\${TAG:-latest}  # for compose\n`,
  fields: [
    (random) => `command: ["sh", "-c", "load --into $$DB_HOST --batch ${random.below(5_000)}"]\n`,
    (random) =>
      `environment:\n  DB_HOST: ${random.pick(HOSTS)}\n  LOG_LEVEL:\n  "RETRIES": "${random.below(9)}"\n`,
    (random) => `ports:\n  - "${8_000 + random.below(900)}:8080"\n  - 127.0.0.1:9090:9090\n`,
    (random) => `labels:\n  - traefik.enable=true\n  - team=${random.pick(NAMES)}\n`,
    () => "restart: unless-stopped\n",
    () => "healthcheck:\n  test: curl -f http://localhost:8080/health || exit 1\n  interval: 30s\n",
    (random) =>
      `deploy: {resources: {limits: {cpus: "0.${random.below(9)}", memory: ${random.below(900)}M}}}\n`,
    (random) => `# ${words(random, 8)}\nvolumes:\n- ./${random.pick(NAMES)}:/data:ro\n`,
  ],
};

const airflow: Kind = {
  head: (random) => `default_args:\n  owner: ${random.pick(NAMES)}\n  retries: ${random.below(9)}\n`,
  fields: [
    (random) => `schedule: "${random.below(60)} ${random.below(24)} * * *"\n`,
    (random) => `start_date: 2023-1${random.below(3)}-0${1 + random.below(9)}T00:00:00+00:00\n`,
    (random) => `tags: [${random.pick(NAMES)}, 'daily', v${random.below(9)}]\n`,
    (random) => `doc_md: |\n  ## ${words(random, 3)}\n\n  ${words(random, 9)}\n`,
    () => "catchup: no\n",
    (random) =>
      `tasks:\n  extract:\n    operator: airflow.operators.bash.BashOperator\n    bash_command: echo ${random.below(99)}\n`,
    (random) =>
      `conn_type: postgres\nextra:\n  sslmode: require\n  application_name: '${words(random, 2).replaceAll("'", "''")}'\n`,
    (random) => `params: {limit: ${random.below(9_999)}, ratio: 0.${random.below(99)}, dry: ~}\n`,
  ],
};

export const KINDS = [mage, dbt, compose, airflow] as const;
