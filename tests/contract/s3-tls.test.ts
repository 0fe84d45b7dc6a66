import { execFile } from "node:child_process";
import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { build } from "esbuild";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { CheckResult } from "@/drizzle/schema/remote-sources";
import { checkSource } from "@/lib/pipeline/source/check";
import type { S3Target } from "@/lib/pipeline/source/s3/target";
import { startS3Server } from "../support/s3-server";
import { LIMITS } from "./fault-lab";
import { s3Target } from "./sources";

const project = fileURLToPath(new URL("../../", import.meta.url));
const folder = join(project, "tests/fixtures/tls");
const program = join(project, "node_modules", `.check-source-${process.pid}.mjs`);
const PATH = "users.csv";

/** Certificates with their keys: for this machine, for another one, and one that has expired. */
type Certificate = "here" | "elsewhere" | "expired";

beforeAll(async () => {
  // In one file, as the processes of a bundled worker have it.
  await build({
    entryPoints: [join(project, "tests/support/check-source.ts")],
    outfile: program,
    bundle: true,
    packages: "external",
    alias: { "@": project },
    platform: "node",
    format: "esm",
    logLevel: "error",
  });
});
afterAll(() => rmSync(program, { force: true }));

async function withServer<T>(certificate: Certificate, work: (target: S3Target) => Promise<T>): Promise<T> {
  const pem = readFileSync(join(folder, `${certificate}.pem`), "utf8");
  const server = await startS3Server({ tls: { key: pem, cert: pem } });
  try {
    await server.put(PATH, "ID,Email\n");
    return await work({ ...s3Target(server), endpoint: server.endpoint });
  } finally {
    await server.stop();
  }
}

/** In a process that trusts the authority of these certificates. */
async function checkTrusting(target: S3Target): Promise<CheckResult> {
  const env = { ...process.env, NODE_EXTRA_CA_CERTS: join(folder, "authority.pem") };
  const { stdout } = await promisify(execFile)(
    process.execPath,
    [program, JSON.stringify({ ...target, path: PATH })],
    { env },
  );
  // Written by `check-source.ts`.
  return JSON.parse(stdout) as CheckResult;
}

test("a certificate of a known authority is trusted, and the file is read", async () => {
  const { ok, stages } = await withServer("here", checkTrusting);
  expect(stages.at(-1)).toMatchObject({ stage: "read_header", message: null });
  expect(stages.find(({ stage }) => stage === "tls")).toMatchObject({ ok: true, message: null });
  expect(ok).toBe(true);
});

test.each([
  ["elsewhere", "The certificate is for another host."],
  ["expired", "The certificate has expired."],
] as const)("a certificate that is wrong (%s) stops before anything is sent", async (certificate, remedy) => {
  const { stages } = await withServer(certificate, checkTrusting);
  expect(stages.at(-1)).toMatchObject({
    stage: "tls",
    ok: false,
    message: "Connection error: The certificate of the server can't be trusted",
    remedy: expect.stringContaining(remedy),
  });
});

test("an unknown authority is not trusted, whatever the environment says", async () => {
  process.env.NODE_TLS_REJECT_UNAUTHORIZED = "0";
  try {
    const signal = new AbortController().signal;
    const { result } = await withServer("here", (target) =>
      checkSource(target, { signal, onStage: () => {}, limits: LIMITS }),
    );
    expect(result.stages.at(-1)).toMatchObject({
      stage: "tls",
      ok: false,
      message: "Connection error: The certificate of the server can't be trusted",
    });
  } finally {
    delete process.env.NODE_TLS_REJECT_UNAUTHORIZED;
  }
});
