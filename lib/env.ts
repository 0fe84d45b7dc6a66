import { z } from "zod";

const optional = z.string().trim().optional();

/** An e-mail address, or an address of the web. Shown to members as a link, so nothing else may be in it. */
const CONTACT = /^(https?:\/\/[^\s"'<>]+|[^\s@"'<>]+@[^\s@"'<>]+\.[^\s@"'<>]+)$/i;

const schema = z.object({
  NODE_ENV: z.string().default("development"),
  PORT: z.coerce.number().int().min(0).max(65_535).default(3000),
  ROLLCALL_HOST: optional,
  ROLLCALL_DATA_DIR: z.string().default(".data"),
  ROLLCALL_DIST_DIR: z.string().default(".next"),
  ROLLCALL_URL: optional,
  DATABASE_URL: optional,
  DATABASE_APP_URL: optional,
  ROLLCALL_SESSION_SECRET: optional,
  ROLLCALL_SECRETS_KEYS: optional,
  ROLLCALL_JOBS_KEY: optional,
  ROLLCALL_REPLACE_KEYS: z.enum(["0", "1"]).optional(),
  INNGEST_DEV: optional,
  INNGEST_SIGNING_KEY: optional,
  INNGEST_EVENT_KEY: optional,
  INNGEST_BASE_URL: optional,
  ROLLCALL_STEP_SECONDS: z.coerce
    .number()
    .min(0)
    .max(2 * 60 * 60)
    .optional(),
  EGRESS_ALLOW: optional,
  EGRESS_IPS: optional,
  SUPPORT_CONTACT: z
    .string()
    .trim()
    .max(200)
    .regex(CONTACT, "An e-mail address, or an address such as https://help.example.com.")
    .optional(),
  DOWNLOAD_MINUTES_MAX: z.coerce
    .number()
    .positive()
    .max(24 * 60)
    .default(60),
  DOWNLOAD_BYTES_PER_SECOND_MIN: z.coerce.number().int().min(0).default(1024),
  FILE_WAIT_SECONDS: z.coerce
    .number()
    .min(0)
    .max(15 * 60)
    .default(60),
  TRUSTED_PROXY_HOPS: z.coerce.number().int().min(0).max(10).default(0),
  PAGE_SECONDS_MAX: z.coerce.number().min(0).max(3_600).default(30),
  UPLOADS_PER_DAY_MAX: z.coerce.number().int().min(1).default(200),
  UPLOAD_MEGABYTES_PER_DAY_MAX: z.coerce.number().int().min(1).default(20_000),
  UPLOAD_MEGABYTES_KEPT_MAX: z.coerce.number().int().min(1).default(10_000),
  DROP_FILES_MAX: z.coerce.number().int().min(1).default(10_000),
  DROP_MEGABYTES_KEPT_MAX: z.coerce.number().int().min(1).default(20_000),
  DROP_MEGABYTES_KEPT_PER_ORGANIZATION_MAX: z.coerce.number().int().min(1).default(50_000),
  FREE_MEGABYTES_MIN: z.coerce.number().int().min(0).default(500),
  MAIL_OUTBOX: z.enum(["0", "1"]).optional(),
  DROP_SFTP_PORT: z
    .preprocess((port) => (port === "off" ? 0 : port), z.coerce.number().int().min(0).max(65_535))
    .optional(),
  DROP_SFTP_LISTEN: optional,
  DROP_HOST: z
    .string()
    .trim()
    .regex(
      /^(\[[0-9a-f:]+\]|[^\s:/[\]]+)(:\d{1,5})?$/i,
      "A host such as files.example.com, or files.example.com:22.",
    )
    .optional(),
  DROP_PROXY_PROTOCOL: z.string().trim().default("off"),
  DROP_SESSIONS_MAX: z.coerce.number().int().min(1).max(10_000).default(200),
  DROP_IDLE_MINUTES_MAX: z.coerce
    .number()
    .positive()
    .max(24 * 60)
    .default(10),
  DROP_SESSION_HOURS_MAX: z.coerce
    .number()
    .positive()
    .max(7 * 24)
    .default(24),
  SYNC_FAST_PATH: z.enum(["on", "off", "always"]).default("on"),
  ONE_CALL_MEGABYTES_MAX: z.coerce.number().min(0).max(1_024).default(4),
  RUN_MINUTES_MAX: z.coerce
    .number()
    .min(1)
    .max(7 * 24 * 60)
    .default(240),
  SMTP_URL: z
    .string()
    .trim()
    .regex(/^smtps?:\/\/[^/]/i, "An address such as smtp://user:password@mail.example.com:587.")
    .optional(),
  MAIL_FROM: optional,
  SIGN_UP: z.enum(["open", "invited", "closed"]).default("open"),
  METRICS_TOKEN: z.string().trim().min(16, "At least 16 characters.").optional(),
  METRICS_SYNCS_MAX: z.coerce.number().int().min(0).max(10_000).default(500),
  OTEL_EXPORTER_OTLP_ENDPOINT: optional,
  OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: optional,
  OTEL_EXPORTER_OTLP_PROTOCOL: z
    .literal(
      "http/json",
      "Rollcall sends traces as http/json, which every collector takes at its port for HTTP.",
    )
    .optional(),
  OTEL_SERVICE_NAME: optional,
  OTEL_SDK_DISABLED: optional,
  USER_COLUMNS_MEGABYTES_MAX: z.coerce.number().int().min(0).max(65_536).default(256),
  USER_COLUMNS_USERS_MIN: z.coerce.number().int().min(0).default(50_000),
  LOG_TO: z.enum(["file", "stdout"]).default("file"),
  LOG_LEVEL: z.enum(["debug", "info", "warn", "error", "silent"]).default("info"),
  SPOOL_S3_ENDPOINT: z
    .string()
    .trim()
    .regex(/^https?:\/\/[^/@?#\s]+\/?$/i, "An address such as https://s3.example.com, without a path.")
    .optional(),
  SPOOL_S3_REGION: z
    .string()
    .trim()
    .regex(/^[a-z0-9-]{1,40}$/, "A region such as eu-central-1.")
    .optional(),
  SPOOL_S3_BUCKET: z
    .string()
    .trim()
    .regex(/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/, "The name of a bucket.")
    .optional(),
  SPOOL_S3_PREFIX: z
    .string()
    .trim()
    .regex(
      /^(?!(.*\/)?\.+(\/|$))[\w.-]+(\/[\w.-]+)*\/?$/,
      "Letters, digits, dots and dashes, such as rollcall or rollcall/spool.",
    )
    .optional(),
  SPOOL_S3_ACCESS_KEY_ID: optional,
  SPOOL_S3_SECRET_ACCESS_KEY: optional,
  SPOOL_S3_PATH_STYLE: z.enum(["0", "1"]).optional(),
  OIDC_GOOGLE_CLIENT_ID: optional,
  OIDC_GOOGLE_CLIENT_SECRET: optional,
  OIDC_ENTRA_TENANT_ID: z
    .string()
    .trim()
    .regex(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i, "The ID of a tenant; common is not one.")
    .optional(),
  OIDC_ENTRA_CLIENT_ID: optional,
  OIDC_ENTRA_CLIENT_SECRET: optional,
  OIDC_ISSUER: z
    .string()
    .trim()
    .regex(/^https?:\/\/[^/@?#\s]+[^?#\s]*$/i, "An address such as https://login.example.com.")
    .optional(),
  OIDC_CLIENT_ID: optional,
  OIDC_CLIENT_SECRET: optional,
  OIDC_LABEL: z.string().trim().max(40).optional(),
});

/** A bucket needs all of these. */
const BUCKET = [
  "SPOOL_S3_REGION",
  "SPOOL_S3_BUCKET",
  "SPOOL_S3_ACCESS_KEY_ID",
  "SPOOL_S3_SECRET_ACCESS_KEY",
] as const;

const checked = schema.superRefine((given, { addIssue }) => {
  if (!Object.entries(given).some(([name, value]) => name.startsWith("SPOOL_S3_") && value)) return;
  const message = "Not set. Set it as well, or none of SPOOL_S3_* to keep files in the data folder.";
  for (const name of BUCKET) if (!given[name]) addIssue({ code: "custom", path: [name], message });
});

export type Env = z.infer<typeof schema>;

let parsed: Env | undefined;

/** The environment, checked once. The only place that reads `process.env`; throws a list of what is wrong. */
export function env(): Env {
  if (parsed) return parsed;
  // Empty counts as unset: that is how Compose files and shells express "no value".
  const given = Object.entries(process.env).filter(([, value]) => value?.trim());
  const result = checked.safeParse(Object.fromEntries(given));
  if (!result.success) {
    const wrong = result.error.issues.map((issue) => `${issue.path.join(".")}: ${issue.message}`);
    throw new Error(`The environment variables are not valid.\n  ${wrong.join("\n  ")}`);
  }
  parsed = result.data;
  return parsed;
}

/** The address people and mails use. */
export function publicUrl(): string {
  return env().ROLLCALL_URL ?? `http://localhost:${env().PORT}`;
}

/** Whom members ask for what only the operator can do: the contact that is set, otherwise in words. */
export function supportContact(): string {
  return env().SUPPORT_CONTACT ?? "the person who operates Rollcall";
}

/** Where the SFTP server for drops listens unless `DROP_SFTP_PORT` says otherwise. */
export const DROP_PORT = 2222;

/** The address that customers' clients use to reach the SFTP server for drops; null when it is switched off. */
export function dropAddress(): { host: string; port: number } | null {
  const port = env().DROP_SFTP_PORT ?? DROP_PORT;
  if (port === 0) return null;
  const [, host = "", shown] = /^(.+?)(?::(\d+))?$/.exec(env().DROP_HOST ?? "") ?? [];
  return { host: host || new URL(publicUrl()).hostname, port: shown ? Number(shown) : port };
}

/** How much memory this process may use to answer for users of large workspaces, and from how many users on it does. */
export function userColumnsLimits(): { bytesMax: number; usersMin: number } {
  const { USER_COLUMNS_MEGABYTES_MAX: megabytes, USER_COLUMNS_USERS_MIN: usersMin } = env();
  return { bytesMax: megabytes * 1_000_000, usersMin };
}

/** A value the supervisor always sets for its processes; its absence is a mistake in how a process was started. */
export function required<K extends keyof Env>(name: K): NonNullable<Env[K]> {
  const value = env()[name];
  if (value === undefined || value === null) {
    throw new Error(`${name} is not set. Start Rollcall with "npm start" or "npm run demo", which set it.`);
  }
  return value;
}

/** Whether OpenTelemetry's variables say where traces go. */
export function sendsTraces(): boolean {
  const { OTEL_EXPORTER_OTLP_ENDPOINT, OTEL_EXPORTER_OTLP_TRACES_ENDPOINT, OTEL_SDK_DISABLED } = env();
  if (OTEL_SDK_DISABLED?.toLowerCase() === "true") return false;
  return Boolean(OTEL_EXPORTER_OTLP_TRACES_ENDPOINT ?? OTEL_EXPORTER_OTLP_ENDPOINT);
}

/** Whether Inngest's own servers run the jobs; otherwise the local executor in the worker does. */
export function usesInngestServer(): boolean {
  return Boolean(env().INNGEST_DEV ?? env().INNGEST_SIGNING_KEY);
}

/** How long one request of an Inngest server may wait for a step's work. */
const STEP_SECONDS = 240;

/** How long a step waits at most for work that then goes on without it, in milliseconds; null: until it is done. */
export function stepMs(): number | null {
  const seconds = env().ROLLCALL_STEP_SECONDS ?? (usesInngestServer() ? STEP_SECONDS : 0);
  return seconds === 0 ? null : seconds * 1_000;
}
