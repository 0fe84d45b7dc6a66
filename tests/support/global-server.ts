import { randomBytes } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestProject } from "vitest/node";
import { freePort } from "@/lib/runtime/free-port";
import { startCollector } from "./collector";
import { logsOf, personalData } from "./personal-data";
import { spawnRollcall } from "./rollcall";

declare module "vitest" {
  export interface ProvidedContext {
    /** The production server that the browser tests look at. */
    server: { url: string; dataDir: string; collector: string; metricsToken: string };
  }
}

/**
 * One production server for all browser tests, started as a customer would, on an empty data folder; or the one that
 * ROLLCALL_E2E_URL names (and its folder ROLLCALL_E2E_DATA_DIR), while writing tests.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const running = process.env.ROLLCALL_E2E_URL;
  if (running) {
    const { ROLLCALL_E2E_DATA_DIR: dataDir = "", METRICS_TOKEN: metricsToken = "" } = process.env;
    project.provide("server", { url: running, dataDir, collector: "", metricsToken });
    return async () => {};
  }
  const collector = await startCollector();
  const metricsToken = randomBytes(16).toString("hex");
  const dataDir = await mkdtemp(join(tmpdir(), "rollcall-e2e-"));
  const port = await freePort();
  const rollcall = spawnRollcall({
    dataDir,
    port,
    env: {
      EGRESS_ALLOW: "127.0.0.1/32,::1/128",
      MAIL_OUTBOX: "1",
      METRICS_TOKEN: metricsToken,
      OTEL_EXPORTER_OTLP_ENDPOINT: collector.url,
      OTEL_BSP_SCHEDULE_DELAY: "500",
      DROP_SFTP_PORT: String(await freePort()),
    },
  });
  try {
    // The pages are built meanwhile, beside another suite, on machines that may be busy with others' work.
    await rollcall.says("Rollcall is ready", 1_200_000);
  } catch (error) {
    await rollcall.stop();
    throw error;
  }
  project.provide("server", {
    url: `http://localhost:${port}`,
    dataDir,
    collector: collector.url,
    metricsToken,
  });
  return async () => {
    await rollcall.stop();
    const traces = collector.spans().map((span) => JSON.stringify(span));
    await collector.stop();
    const leaked = personalData([rollcall.output(), await logsOf(dataDir), ...traces].join("\n"));
    await rm(dataDir, { recursive: true, force: true });
    if (leaked.length > 0) throw new Error(`The logs or the traces name people:\n${leaked.join("\n")}`);
  };
}
