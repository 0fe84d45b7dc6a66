import { randomBytes } from "node:crypto";
import { makeSecrets } from "@/lib/runtime/secrets";

/** The lines of a new environment file for `compose.yaml`: every secret that an installation needs, made now. */
export function newEnv(): string {
  const password = () => randomBytes(24).toString("hex");
  const values = {
    ...makeSecrets(),
    METRICS_TOKEN: password(),
    POSTGRES_PASSWORD: password(),
    ROLLCALL_ADMIN_PASSWORD: password(),
    ROLLCALL_WEB_PASSWORD: password(),
    ROLLCALL_URL: "http://localhost:3000",
  };
  const lines = Object.entries(values).map(([name, value]) => `${name}=${value}`);
  return [
    "# The secrets of this installation, made once. Keep a copy: without ROLLCALL_SECRETS_KEYS stored passwords are lost.",
    "# Every other variable of lib/runtime/README.md can be added here, such as SMTP_URL, TRUSTED_PROXY_HOPS or SPOOL_S3_*.",
    ...lines,
    "",
  ].join("\n");
}
