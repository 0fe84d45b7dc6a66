import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { z } from "zod";
import { publicAction } from "@/lib/action";
import { env } from "@/lib/env";
import { route } from "@/lib/route";
import { inRequest, signedIn } from "../support/request";
import { mintTenant } from "../support/tenant";

/* What a support person finds in the log by the reference that a customer was shown. */

const SECRET = "mira.virtanen@example.com";
const lines: string[] = [];

beforeEach(() => {
  Object.assign(env(), { LOG_LEVEL: "error" });
  vi.spyOn(process.stdout, "write").mockImplementation((text) => lines.push(String(text)) > 0);
});

afterEach(() => {
  vi.restoreAllMocks();
  Object.assign(env(), { LOG_LEVEL: "silent" });
  lines.length = 0;
});

const fail = async (): Promise<never> => {
  throw new TypeError(`no column for ${SECRET}`);
};

test("a failed action is logged by its name and the reference that was shown", async () => {
  const run = publicAction("brokenAction", { input: z.object({}) }, fail);
  const result = await inRequest({}, () => run({}));
  expect(result).toMatchObject({ ok: false, error: { code: "internal" } });
  const reference = result.ok ? "" : result.error.reference;
  expect(logged()).toMatchObject([
    { msg: "action.failed", action: "brokenAction", reference, error: "TypeError" },
  ]);
  expect(lines.join("")).not.toContain(SECRET);
});

test("a failed route is logged by its path and the reference that was shown", async () => {
  const { slug, accountId } = await mintTenant();
  const { cookie } = await signedIn(accountId);
  const GET = route("/api/broken", { can: "workspace:view", scope: "org" }, fail);
  const request = new Request(`http://localhost:3000/api/broken?org=${slug}`);
  const response = await inRequest({ cookie }, () => GET(request, { params: Promise.resolve({}) }));
  expect(response.status).toBe(500);
  const { reference } = (await response.json()).error;
  expect(logged()).toMatchObject([{ msg: "route.failed", route: "/api/broken", reference }]);
  expect(lines.join("")).not.toContain(SECRET);
});

function logged(): unknown[] {
  return lines.flatMap((line) => line.split("\n").filter(Boolean)).map((line) => JSON.parse(line));
}
