import { serve } from "inngest/edge";
import { expect, test } from "vitest";
import { z } from "zod";
import { functions } from "@/inngest/functions";
import { assertSupported } from "@/inngest/local/assert-supported";
import { readConfigs, slotsOf } from "@/inngest/local/configs";
import { functionConfig } from "@/inngest/local/raw-config";
import { signature } from "@/inngest/local/sign";
import { inngest } from "@/lib/jobs/client";
import { localSigningKey } from "@/lib/jobs/signing-key";

const URL_BASE = "http://rollcall.test/api/inngest";

/** What an Inngest server is told of the functions when it syncs the app. */
async function synced(): Promise<unknown> {
  const text = JSON.stringify({ url: URL_BASE });
  const answer = await serve({ client: inngest, functions, streaming: false })(
    new Request(URL_BASE, {
      ...{ method: "PUT", body: text },
      headers: {
        ...{ host: new URL(URL_BASE).host, "content-type": "application/json" },
        "x-inngest-sync-kind": "in_band",
        "x-inngest-signature": signature(JSON.parse(text), localSigningKey(), new Date()),
      },
    }),
  );
  expect(answer.status).toBe(200);
  return answer.json();
}

const body = await synced();
const raw = z.object({ functions: z.array(functionConfig) }).parse(body).functions;
const configs = readConfigs(body);

/** Everything that events carry, in one: each key takes its own. */
const DATA = Object.fromEntries(
  [
    "orgId",
    "workspaceId",
    "syncId",
    "runId",
    "lookId",
    "noticeId",
    "deliveryId",
    "endpointId",
    "bulkEditId",
  ].map((name) => [name, `<${name}>`]),
);

/** Of each function: the slots of one run, and how many runs have them at the same time. */
const FLOW: Readonly<Record<string, Record<string, number>>> = {
  "sync-run": { "sync:<syncId>": 1, "org:<orgId>": 4 },
  "sync-look": { "look:<syncId>": 1, "looks of org:<orgId>": 4 },
  "file-look": { "file look:<lookId>": 1, "file looks of org:<orgId>": 2 },
  "bulk-edit": { "bulk:<workspaceId>": 1, "bulks of org:<orgId>": 2 },
  "webhook-deliver": { "webhook:<endpointId>": 1, "webhooks of org:<orgId>": 4 },
  "alert-notice": { "notices of org:<orgId>": 4 },
  "alert-delivery": { "deliveries of org:<orgId>": 4 },
  ...Object.fromEntries(
    ["sync-schedule", "sync-sweep", "webhook-sweep", "purge", "alert-digest"].map((id) => [id, { "": 1 }]),
  ),
};

test("an Inngest server is told whose turn it is: one run per sync, and few of an organization", () => {
  const found = configs
    .filter(({ id }) => !id.endsWith("-failure"))
    .map((config) => {
      const { keys, limits } = slotsOf(config, { id: "1", name: "e", ts: 0, data: DATA });
      const values = keys.map((key) => key.replace(`fn:${config.id}`, "").replace(/^:/, ""));
      return [
        config.id.replace("rollcall-", ""),
        Object.fromEntries(values.map((value, at) => [value, limits[at]])),
      ];
    });
  expect(Object.fromEntries(found)).toEqual(FLOW);
});

test("every function that works for an organization shares its turns by organization", () => {
  const without = configs
    .filter(({ events }) => events.some(({ name }) => !name.startsWith("inngest/")))
    .filter(({ concurrency }) => !concurrency.some(({ key }) => key?.includes("event.data.orgId")));
  expect(without.map(({ id }) => id)).toEqual([]);
});

test("a limit holds within its function, since Inngest compares nothing but the values of keys", () => {
  const scopes = raw.flatMap(({ id, concurrency }) =>
    (concurrency ?? []).map(({ scope, key }) => ({ id, scope: scope ?? "fn", key })),
  );
  expect(scopes.filter(({ scope }) => scope !== "fn")).toEqual([]);
  const prefixes = scopes.flatMap(({ key }) =>
    key === undefined ? [] : [/^"([^"]+:)" \+ event\.data\.\w+$/.exec(key)?.[1]],
  );
  expect(prefixes).toHaveLength(new Set(prefixes).size);
  expect(prefixes).not.toContain(undefined);
});

test("the local executor runs all of it, and names the function and the option that it does not have", () => {
  expect(() => assertSupported(raw)).not.toThrow();
  for (const option of [
    "debounce",
    "throttle",
    "rateLimit",
    "batchEvents",
    "priority",
    "singleton",
    "timeouts",
  ]) {
    const other = raw.map((config) =>
      config.id === "rollcall-purge" ? { ...config, [option]: {} } : config,
    );
    // Stays: the refusal that is asked for here; the executor has no such option, and says so.
    expect(() => assertSupported(other)).toThrow(`rollcall-purge: the option "${option}" is not implemented`);
  }
});
