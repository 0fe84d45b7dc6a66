import type { Json, JsonObject } from "@/drizzle/schema/job-events";
import { byTrigger, type Sharing } from "./local/sharing";

/** Organizations take turns. The first call of a run fetches its file, which is waiting and no work. */
export const sharing: Sharing = {
  // The event of a failed run holds the one that had started it.
  tenantOf: ({ data }) => textIn(data, "orgId") ?? textIn(inner(inner(data, "event"), "data"), "orgId") ?? "",
  lanesOf: (config) =>
    config.id === "rollcall-sync-run" ? { first: "download", later: "work" } : byTrigger.lanesOf(config),
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
