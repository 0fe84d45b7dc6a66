import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { listEntries, makeFolder } from "@/lib/drops/entries";
import { env } from "@/lib/env";
import { testDb } from "../../support/db";
import { type DropHttp, startDropHttp } from "../../support/drop-http";
import { bytesOf, type MintedDrop, mintDrop, putFile, rowsOf, textOf } from "../../support/drops";
import { mintTenant } from "../../support/tenant";
import { PATIENCE } from "../../support/until";

const run = promisify(execFile);
const { sql } = testDb();
let http: DropHttp;

beforeAll(async () => {
  http = await startDropHttp();
});
afterAll(() => http.stop());

async function openDrop(): Promise<MintedDrop> {
  return mintDrop((await mintTenant()).ctx);
}

const address = (id: string, path: string) => `http://127.0.0.1:${http.port}/api/v1/drops/${id}/${path}`;

function put({ id, token }: MintedDrop, path: string, body: BodyInit | null, headers: HeadersInit = {}) {
  const authorization = `Bearer ${token}`;
  return fetch(address(id, path), { method: "PUT", body, headers: { authorization, ...headers } });
}

const TEXT = "ID,Email\n1,a@example.com\n";
const sum = (algorithm: string, text = TEXT) => createHash(algorithm).update(text).digest("base64");

test("a file is taken, a second one takes its place, and both answers say so", async () => {
  const drop = await openDrop();
  const first = await put(drop, "people.csv", TEXT);
  expect(first.status).toBe(201);
  expect(first.headers.get("repr-digest")).toBe(`sha-256=:${sum("sha256")}:`);
  expect(await first.json()).toMatchObject({ path: "people.csv", sizeBytes: TEXT.length });
  expect(await textOf(drop.drop, "people.csv")).toBe(TEXT);
  const second = await put(drop, "people.csv", "ID\n");
  expect([second.status, await second.text()]).toEqual([204, ""]);
  const [row] = await sql`select via, from_address, credential_label from drop_files
                          where source_id = ${drop.id} and state = 'present'`;
  expect(row).toEqual({ via: "https", from_address: "192.0.2.9", credential_label: "Nightly export" });
});

test("curl -T works, with a token as a bearer and as the password of Basic, and from standard input", async () => {
  const drop = await openDrop();
  const folder = await mkdtemp(join(tmpdir(), "rollcall-put-"));
  const file = join(folder, "people of today.csv");
  await writeFile(file, Buffer.alloc(3_000_000, TEXT));
  const curl = (...more: string[]) => run("curl", ["-sS", "-f", "-w", "%{http_code}", ...more]);
  const bearer = ["-H", `Authorization: Bearer ${drop.token}`];
  // curl adds the name of the file to an address that ends in a slash.
  expect((await curl(...bearer, "-T", file, address(drop.id, ""))).stdout).toContain("201");
  expect((await curl("-u", `:${drop.token}`, "-T", file, address(drop.id, "b.csv"))).stdout).toContain("201");
  const chunked = run("sh", [
    "-c",
    `printf 'ID\n' | curl -sS -f -w '%{http_code}' -u :${drop.token} -T - ${address(drop.id, "c.csv")}`,
  ]);
  expect((await chunked).stdout).toContain("201");
  const names = (await listEntries(drop.drop, "")).map(({ name, sizeBytes }) => [name, sizeBytes]);
  expect(names).toEqual([
    ["b.csv", 3_000_000],
    ["c.csv", 3],
    ["people of today.csv", 3_000_000],
  ]);
  await rm(folder, { recursive: true });
});

test.each([
  ["Content-MD5", () => sum("md5")],
  ["Digest", () => `SHA-256=${sum("sha256")}, unknown=abc`],
  ["Content-Digest", () => `sha-256=:${sum("sha256")}:, sha-512=:${sum("sha512")}:`],
  ["Repr-Digest", () => `sha-256=:${sum("sha256")}:`],
])("%s is checked when it is sent", async (header, right) => {
  const drop = await openDrop();
  expect((await put(drop, "a.csv", TEXT, { [header]: right() })).status).toBe(201);
  const wrong = await put(drop, "a.csv", `${TEXT}more`, { [header]: right() });
  expect(wrong.status).toBe(400);
  expect(wrong.headers.get("content-type")).toBe("application/problem+json");
  expect(await wrong.json()).toMatchObject({
    ...{ type: "about:blank", status: 400, code: "invalid_input" },
    detail: `The file that arrived does not match its ${header}.`,
    remedy: expect.any(String),
  });
  expect(await textOf(drop.drop, "a.csv")).toBe(TEXT);
  expect(await bytesOf(drop.id)).toHaveLength(1);
});

test("what is wrong is said by status and problem document", async () => {
  const drop = await openDrop();
  await makeFolder(drop.drop, "hr");
  const problem = async (response: Response) => ({ status: response.status, ...(await response.json()) });
  expect(await problem(await put(drop, "hr", TEXT))).toMatchObject({ status: 409, code: "conflict" });
  expect(await problem(await put(drop, "no/a.csv", TEXT))).toMatchObject({ status: 404, code: "not_found" });
  expect((await put(drop, "hr/a.csv", TEXT)).status).toBe(201);
  const large = { "content-length": String(1024 ** 3 + 1) };
  const [status] = (await rawPut(drop, "large.csv", large, "x")).split("\r\n");
  expect(status).toContain("413");
  const before = env().DROP_MEGABYTES_KEPT_MAX;
  env().DROP_MEGABYTES_KEPT_MAX = 0.00001;
  expect(await problem(await put(drop, "b.csv", TEXT))).toMatchObject({ status: 507, code: "no_space" });
  env().DROP_MEGABYTES_KEPT_MAX = before;
  expect(await problem(await put(drop, "a.csv", TEXT, { "content-encoding": "gzip" }))).toMatchObject({
    status: 400,
  });
  expect(await problem(await put(drop, "a.csv", TEXT, { "content-range": "bytes 0-1/9" }))).toMatchObject({
    status: 400,
  });
});

async function rawPut(
  { id, token }: MintedDrop,
  path: string,
  headers: Record<string, string>,
  body: string,
) {
  const { sendRaw } = await import("../../support/drop-http");
  const lines = Object.entries({ host: "x", authorization: `Bearer ${token}`, ...headers });
  const head = lines.map(([name, value]) => `${name}: ${value}\r\n`).join("");
  return sendRaw(http.port, [`PUT /api/v1/drops/${id}/${path} HTTP/1.1\r\n${head}\r\n`, body]);
}

test("a client that goes away in the middle leaves nothing, with a length and in chunks", async () => {
  const drop = await openDrop();
  await putFile(drop.drop, "a.csv", "old");
  for (const headers of ["Content-Length: 100", "Transfer-Encoding: chunked"]) {
    const socket = connect(http.port, "127.0.0.1");
    const body = headers.startsWith("T") ? "3\r\nnew\r\n" : "new";
    socket.write(
      `PUT /api/v1/drops/${drop.id}/a.csv HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${drop.token}\r\n${headers}\r\n\r\n${body}`,
    );
    await vi.waitFor(async () => {
      expect((await rowsOf(drop.id)).some(({ state }) => state === "receiving")).toBe(true);
    }, PATIENCE);
    socket.destroy();
    await vi.waitFor(async () => {
      expect((await rowsOf(drop.id)).some(({ state }) => state === "receiving")).toBe(false);
    }, PATIENCE);
  }
  expect(await textOf(drop.drop, "a.csv")).toBe("old");
  expect(await bytesOf(drop.id)).toHaveLength(1);
});

test("50 MB are streamed, not held", async () => {
  const drop = await openDrop();
  const piece = Buffer.alloc(1_000_000, TEXT);
  let most = 0;
  let left = 50;
  const body = new ReadableStream<Uint8Array>({
    pull(controller) {
      most = Math.max(most, process.memoryUsage().arrayBuffers);
      if (left-- > 0) controller.enqueue(piece);
      else controller.close();
    },
  });
  const before = process.memoryUsage().arrayBuffers;
  const response = await fetch(address(drop.id, "a.csv"), {
    ...{ method: "PUT", body, duplex: "half", headers: { authorization: `Bearer ${drop.token}` } },
  } as RequestInit);
  expect(response.status).toBe(201);
  expect(most - before).toBeLessThan(40_000_000);
});
