import { serve } from "inngest/edge";
import { NextRequest } from "next/server";
import { expect, it } from "vitest";
import * as route from "@/app/api/inngest/route";
import { openLab } from "./lab";

it("answers 401 to whoever has no signature", async () => {
  const lab = await openLab();
  const secret = lab.client.createFunction({ id: "secret", triggers: [{ event: "e" }] }, async () => {
    lab.log.push("ran");
  });
  const handler = serve({ client: lab.client, functions: [secret] });
  const url = "http://localhost/api/inngest?fnId=lab-secret&stepId=step";
  const host = { host: "localhost" };
  const body = JSON.stringify({
    version: -1,
    event: { name: "e", data: {} },
    events: [],
    steps: {},
    ctx: { run_id: "r" },
  });
  const inBand = { ...host, "x-inngest-sync-kind": "in_band" };
  const forged = { ...host, "x-inngest-signature": `t=${Math.round(Date.now() / 1000)}&s=${"0".repeat(64)}` };
  const answers = await Promise.all([
    handler(new Request(url, { method: "GET", headers: host })),
    handler(new Request(url, { method: "POST", headers: host, body })),
    handler(new Request(url, { method: "POST", headers: forged, body })),
    handler(new Request(url, { method: "PUT", headers: inBand, body: JSON.stringify({ url }) })),
  ]);
  expect(answers.map(({ status }) => status)).toEqual([401, 401, 401, 401]);
  expect(lab.log).toEqual([]);
});

it("lets nobody in at /api/inngest while the local executor runs the jobs", async () => {
  const request = () => new NextRequest("http://localhost/api/inngest", { method: "POST", body: "{}" });
  const answers = await Promise.all(
    [route.GET, route.POST, route.PUT].map((handler) => handler(request(), {})),
  );
  expect(answers.map(({ status }) => status)).toEqual([401, 401, 401]);
  const methods = Object.keys(route).filter((name) => name === name.toUpperCase());
  expect(methods.sort()).toEqual(["GET", "POST", "PUT"]);
});
