import type { Json, JsonObject } from "@/drizzle/schema/job-events";
import { byTrigger, type Sharing } from "./local/sharing";

/** Runs fetch their files first, and looks do nothing else: like deliveries to webhooks they wait for someone's server and compute nothing. */
const LANES: Readonly<Record<string, ReturnType<Sharing["lanesOf"]>>> = {
  "rollcall-sync-run": { first: "download", later: "work" },
  "rollcall-sync-look": { first: "download", later: "download" },
  "rollcall-file-look": { first: "download", later: "download" },
  "rollcall-webhook-deliver": { first: "download", later: "download" },
};

/** Organizations take turns. */
export const sharing: Sharing = {
  // The event of a failed run holds the one that had started it.
  tenantOf: ({ data }) => textIn(data, "orgId") ?? textIn(inner(inner(data, "event"), "data"), "orgId") ?? "",
  lanesOf: (config) => LANES[config.id] ?? byTrigger.lanesOf(config),
};

function inner(value: Json | undefined, key: string): Json | undefined {
  return isObject(value) ? value[key] : undefined;
}

function textIn(value: Json | undefined, key: string): string | undefined {
  const found = inner(value, key);
  return typeof found === "string" ? found : undefined;
}

function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
