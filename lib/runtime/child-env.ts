import { hkdfSync } from "node:crypto";
import { env } from "@/lib/env";
import type { Options } from "@/lib/runtime/options";
import type { Secrets } from "@/lib/runtime/secrets";
import type { ChildEnv } from "@/lib/runtime/service";

type Values = {
  options: Options;
  secrets: Secrets;
  appUrl: string;
  dataDir: string;
  port: number;
  dropPort: number;
};

/** The environment of web and worker: what we were started with, secrets it does not name, and what we decided. */
export function childEnv({ options, secrets, appUrl, dataDir, port, dropPort }: Values): ChildEnv {
  const { command, inherited } = options;
  const url = env().ROLLCALL_URL ?? `http://localhost:${port}`;
  const given: ChildEnv = { ...secrets, ...defined(inherited) };
  return {
    NEXT_SERVER_ACTIONS_ENCRYPTION_KEY: actionsKey(given.ROLLCALL_SESSION_SECRET ?? ""),
    ...given,
    NODE_ENV: command === "dev" ? "development" : "production",
    NEXT_TELEMETRY_DISABLED: "1",
    NO_COLOR: "1",
    DATABASE_URL: appUrl,
    // The owner's login stays with the supervisor.
    DATABASE_APP_URL: undefined,
    ROLLCALL_DATA_DIR: dataDir,
    ROLLCALL_URL: url,
    NEXTAUTH_URL: url,
    PORT: String(port),
    DROP_SFTP_PORT: String(dropPort),
    ...(command === "demo" ? demoEnv() : {}),
  };
}

/** Next would make one with each build: what one web process has encrypted for a page, another must be able to open. */
function actionsKey(sessionSecret: string): string {
  return Buffer.from(hkdfSync("sha256", sessionSecret, "", "rollcall server actions", 32)).toString("base64");
}

function demoEnv(): ChildEnv {
  const { EGRESS_ALLOW, MAIL_OUTBOX = "1" } = env();
  return { EGRESS_ALLOW: withLoopback(EGRESS_ALLOW), MAIL_OUTBOX };
}

/** The sample server is on this machine, which no customer's source may be. */
function withLoopback(allowed: string | undefined): string {
  return [allowed, "127.0.0.1/32"].filter(Boolean).join(",");
}

/** Empty means unset, as everywhere. The AWS SDK takes more than it is told from AWS_…: see lib/spool/s3. */
function defined(inherited: ChildEnv): ChildEnv {
  return Object.fromEntries(
    Object.entries(inherited).filter(([name, value]) => value && !name.startsWith("AWS_")),
  );
}

/** For processes that have no business with the operator's bucket. */
export function withoutBucket(values: ChildEnv): ChildEnv {
  return Object.fromEntries(Object.entries(values).filter(([name]) => !name.startsWith("SPOOL_S3_")));
}
