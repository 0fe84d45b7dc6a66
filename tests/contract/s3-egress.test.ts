import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { checkSource } from "@/lib/pipeline/source/check";
import type { S3Target } from "@/lib/pipeline/source/s3/target";
import { fakeDns } from "../support/fake-dns";
import { startS3Server } from "../support/s3-server";
import { failureOf } from "./failure";
import { FILE, faultLab, LIMITS } from "./fault-lab";
import { s3Target } from "./sources";

const resolves = fakeDns();
const { expectWhole, fetch, keep } = faultLab();
const signal = new AbortController().signal;

async function bucket() {
  const server = keep(await startS3Server());
  await server.put("users.csv", FILE);
  return server;
}

const atName = (target: S3Target, port: number): S3Target => ({
  ...target,
  endpoint: `http://s3.test:${port}`,
  pathStyle: false,
});

test("a bucket in front of the host is reached by the name that is looked up, once a connection", async () => {
  const server = await bucket();
  const asked: string[] = [];
  server.faults = () => ({
    how: "answer",
    answer: (req, res) => {
      asked.push(`${req.method} ${req.headers.host} ${req.url?.split("?")[0]}`);
      res.writeHead(200, { etag: '"a"', "content-length": FILE.length });
      res.end(req.method === "GET" ? FILE : undefined);
    },
  });
  // Another look-up would find a private address.
  resolves("people.s3.test", ["127.0.0.1"], ["10.0.0.1"]);
  await expectWhole(atName(s3Target(server), server.port));
  const host = `people.s3.test:${server.port}`;
  expect(asked).toEqual([`GET ${host} /users.csv`, `HEAD ${host} /users.csv`]);
});

test.each([[["10.0.0.1"]], [["127.0.0.1", "10.0.0.1"]], [["169.254.169.254"]], [["127.0.0.2"]]])(
  "a name that leads to %j reads like a closed port, and nothing is visited",
  async (addresses) => {
    const server = await bucket();
    resolves("people.s3.test", addresses);
    const target: S3Target = {
      ...s3Target(server),
      endpoint: `https://s3.test:${server.port}`,
      pathStyle: false,
    };
    expect(await failureOf(fetch(target))).toMatchObject({
      code: "source_network",
      message: `Connection error: Error (ECONNREFUSED) opening connection: connect ECONNREFUSED people.s3.test:${server.port}`,
    });
    expect(server.requests).toEqual([]);
  },
);

test.each(["http://93.184.216.34", "http://10.0.0.1:9000", "http://169.254.169.254"])(
  "%s, which the operator has not opened, is not reached without encryption",
  async (endpoint) => {
    const failure = await failureOf(fetch({ ...s3Target(await bucket()), endpoint }));
    expect(failure).toMatchObject({
      code: "source_unusable",
      message: "Connection error: The address starts with http://",
      retry: false,
    });
    const { result } = await checkSource(
      { ...s3Target(await bucket()), endpoint },
      { signal, onStage: () => {}, limits: LIMITS },
    );
    expect(result.stages.at(-1)).toMatchObject({ ok: false, message: failure.message });
  },
);

test.each([22, 80, 25])("port %i is none of S3", async (port) => {
  const target = { ...s3Target(await bucket()), endpoint: `https://127.0.0.1:${port}` };
  expect(await failureOf(fetch(target))).toMatchObject({
    message: expect.stringContaining("ECONNREFUSED"),
    remedy: "Rollcall connects only to port 443 and to ports from 1024. Check the port.",
  });
});

let decoy: Server;
let visits = 0;
let folder: string;

beforeAll(async () => {
  decoy = createServer((_, res) => {
    visits += 1;
    res.end(
      '{"AccessKeyId":"DECOY","SecretAccessKey":"DECOY","Token":"t","Expiration":"2100-01-01T00:00:00Z"}',
    );
  });
  await new Promise<void>((done) => decoy.listen(0, "127.0.0.1", done));
  folder = mkdtempSync(join(tmpdir(), "rollcall-aws-"));
});
beforeEach(() => {
  visits = 0;
});
afterAll(() => {
  decoy.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Everything by which the client of S3 lets its surroundings decide. */
function temptations(): Record<string, string> {
  const { port } = decoy.address() as AddressInfo;
  const url = `http://127.0.0.1:${port}`;
  const config = join(folder, "config");
  writeFileSync(
    config,
    `[default]\nregion = mars-1\nendpoint_url = ${url}\naws_access_key_id = DECOY\naws_secret_access_key = DECOY\nuse_fips_endpoint = true\nmax_attempts = 9\n`,
  );
  return {
    AWS_ACCESS_KEY_ID: "DECOY",
    AWS_SECRET_ACCESS_KEY: "DECOY",
    AWS_SESSION_TOKEN: "DECOY",
    AWS_REGION: "mars-1",
    AWS_DEFAULT_REGION: "mars-1",
    AWS_PROFILE: "default",
    AWS_CONFIG_FILE: config,
    AWS_SHARED_CREDENTIALS_FILE: config,
    AWS_ENDPOINT_URL: url,
    AWS_ENDPOINT_URL_S3: url,
    AWS_EC2_METADATA_SERVICE_ENDPOINT: url,
    AWS_CONTAINER_CREDENTIALS_FULL_URI: `${url}/creds`,
    AWS_CONTAINER_CREDENTIALS_RELATIVE_URI: "/creds",
    AWS_USE_FIPS_ENDPOINT: "true",
    AWS_USE_DUALSTACK_ENDPOINT: "true",
    AWS_S3_USE_ARN_REGION: "true",
    AWS_MAX_ATTEMPTS: "9",
    AWS_RETRY_MODE: "adaptive",
    AWS_AUTH_SCHEME_PREFERENCE: "sigv4a",
    HTTP_PROXY: url,
    HTTPS_PROXY: url,
    http_proxy: url,
    https_proxy: url,
    ALL_PROXY: url,
    NODE_USE_ENV_PROXY: "1",
  };
}

test("neither environment nor files nor the machine's cloud decide where and as whom to sign in", async () => {
  for (const [name, value] of Object.entries(temptations())) vi.stubEnv(name, value);
  try {
    const server = await bucket();
    const signed: string[] = [];
    server.faults = () => null;
    await expectWhole(s3Target(server));
    server.faults = ({ method }) => ({
      how: "answer",
      answer: (req, res) => {
        signed.push(
          `${method} ${String(req.headers.authorization)} ${String(req.headers["x-amz-security-token"])}`,
        );
        res.writeHead(503).end();
      },
    });
    await failureOf(fetch(s3Target(server)));
    // As often as our own limit says, with our own key and region, and without a token.
    expect(signed).toHaveLength(3);
    for (const line of signed) {
      expect(line).toMatch(/Credential=S3RVER\/\d{8}\/eu-central-1\/s3\/aws4_request.* undefined$/);
    }
    expect(visits).toBe(0);
  } finally {
    vi.unstubAllEnvs();
  }
});

test("without a key nothing is looked for elsewhere", async () => {
  for (const [name, value] of Object.entries(temptations())) vi.stubEnv(name, value);
  try {
    const server = await bucket();
    for (const empty of [{ accessKeyId: "" }, { secretAccessKey: "" }]) {
      expect(await failureOf(fetch({ ...s3Target(server), ...empty }))).toMatchObject({ code: "internal" });
    }
    expect(server.requests).toEqual([]);
    expect(visits).toBe(0);
  } finally {
    vi.unstubAllEnvs();
  }
});
