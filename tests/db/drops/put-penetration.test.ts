import { createHash } from "node:crypto";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { listEntries } from "@/lib/drops/entries";
import { testDb } from "../../support/db";
import { type DropHttp, sendRaw, startDropHttp } from "../../support/drop-http";
import { bytesOf, type MintedDrop, mintDrop, putFile, rowsOf, textOf } from "../../support/drops";
import { everythingSpooled } from "../../support/spool";
import { mintTenant } from "../../support/tenant";
import { PATIENCE } from "../../support/until";

const { sql } = testDb();
let http: DropHttp;
let mine: MintedDrop;
let other: MintedDrop;
const SECRET = "ID,Email\n7,secret@example.com\n";

beforeAll(async () => {
  http = await startDropHttp({ idleMs: 700, windowMs: 700, bytesPerSecondMin: 200 });
  mine = await mintDrop((await mintTenant()).ctx);
  other = await mintDrop((await mintTenant()).ctx);
  await putFile(other.drop, "people.csv", SECRET);
  await putFile(mine.drop, "keep.csv", "keep");
});
afterAll(() => http.stop());

type Attempt = {
  /** Behind `/api/v1/drops/`; absent: `<own drop>/a.csv`. */
  path?: string;
  /** The whole first line instead. */
  line?: string;
  token?: string;
  authorization?: string;
  headers?: string[];
  body?: string | Buffer;
  /** After how long without a byte the answer is taken to be complete. */
  quietMs?: number;
};

async function attempt({
  path,
  line,
  token = mine.token,
  authorization,
  headers,
  body = "x",
  quietMs = 120,
}: Attempt) {
  const first = line ?? `PUT /api/v1/drops/${path ?? `${mine.id}/a.csv`} HTTP/1.1`;
  const lines = headers ?? [`Content-Length: ${Buffer.byteLength(body)}`];
  const head = [first, "Host: x", `Authorization: ${authorization ?? `Bearer ${token}`}`, ...lines, "", ""];
  const answer = await sendRaw(http.port, [head.join("\r\n"), body], quietMs);
  return { status: Number(/^HTTP\/1\.1 (\d+)/.exec(answer)?.[1] ?? 0), answer };
}

/** Nothing of anybody has changed, and nothing lies where it should not. */
async function expectUntouched(before: readonly string[]): Promise<void> {
  await vi.waitFor(async () => expect(await everythingSpooled()).toEqual(before), PATIENCE);
  expect((await listEntries(mine.drop, "")).map(({ path }) => path)).toEqual(["keep.csv"]);
  expect((await listEntries(other.drop, "")).map(({ path }) => path)).toEqual(["people.csv"]);
  expect(await textOf(other.drop, "people.csv")).toBe(SECRET);
  expect(await textOf(mine.drop, "keep.csv")).toBe("keep");
}

const own = (name: string) => `${mine.id}/${name}`;
const wrongSum = createHash("sha256").update("something else").digest("base64");

/** What is tried -> what it is answered with. None of it may leave anything. */
const REFUSED: [string, () => Attempt, number | number[]][] = [
  ["an encoded slash", () => ({ path: own("a%2Fb.csv") }), 400],
  ["an encoded slash that leads up", () => ({ path: own("..%2F..%2Fetc%2Fpasswd") }), 400],
  ["an encoded slash that leads into another drop", () => ({ path: own(`..%2F${other.id}%2Fa.csv`) }), 400],
  ["an encoded backslash", () => ({ path: own("..%5C..%5Ca.csv") }), 400],
  ["dots that climb out of the drops", () => ({ path: own("../../../../etc/passwd") }), [400, 401, 404]],
  ["encoded dots", () => ({ path: own("%2e%2e/%2e%2e/a.csv") }), [400, 401, 404]],
  ["dots into another drop", () => ({ path: own(`../${other.id}/a.csv`) }), 401],
  ["encoded dots into another drop", () => ({ path: own(`%2e%2e/${other.id}/a.csv`) }), 401],
  ["dots that were encoded twice", () => ({ path: own("%252e%252e%252fa.csv/x") }), 404],
  ["an overlong encoding of a slash", () => ({ path: own("..%c0%afa.csv") }), 400],
  ["an overlong encoding of a dot", () => ({ path: own("%c0%ae%c0%ae/a.csv") }), 400],
  ["bytes that are no UTF-8", () => ({ path: own("%ff%fe.csv") }), 400],
  ["a percent sign that encodes nothing", () => ({ path: own("%zz.csv") }), 400],
  ["NUL", () => ({ path: own("a.csv%00.txt") }), 400],
  ["a line break", () => ({ path: own("a%0d%0aX-Evil:%201.csv") }), 400],
  ["a control character", () => ({ path: own("a%1b%5b2J.csv") }), 400],
  ["a character that turns text around", () => ({ path: own("a%E2%80%AEvsc.exe") }), 400],
  ["a huge name", () => ({ path: own(`${"a".repeat(4000)}.csv`) }), 400],
  ["a name of 256 bytes", () => ({ path: own("a".repeat(256)) }), 400],
  ["folders without end", () => ({ path: own(`${"a/".repeat(40)}b.csv`) }), 400],
  ["an absolute path", () => ({ path: own("/etc/passwd") }), 400],
  ["no name", () => ({ path: own("") }), 400],
  ["only dots", () => ({ path: own("...") }), 400],
  ["a name that ends in a dot", () => ({ path: own("a.csv.") }), 400],
  ["a drive", () => ({ path: own("C:%5Cboot.ini") }), 400],
  ["a file as a folder", () => ({ path: own("keep.csv/a.csv") }), 404],
  ["another drop's address", () => ({ path: `${other.id}/a.csv` }), 401],
  ["another drop's token", () => ({ token: other.token }), 401],
  ["a drop that does not exist", () => ({ path: "00000000-0000-4000-8000-000000000000/a.csv" }), 401],
  ["what is no id of a drop", () => ({ path: "%27%20or%201=1/a.csv" }), 401],
  ["no token", () => ({ authorization: "" }), 401],
  ["an empty token", () => ({ authorization: "Bearer " }), 401],
  ["half a token", () => ({ token: mine.token.slice(0, 20) }), 401],
  ["a token in another letter case", () => ({ token: mine.token.toUpperCase() }), 401],
  ["the hash of the token", () => ({ token: createHash("sha256").update(mine.token).digest("hex") }), 401],
  ["two tokens in one header", () => ({ authorization: `Bearer ${other.token}, Bearer ${mine.token}` }), 401],
  ["a token as the user of Basic", () => ({ authorization: `Basic ${btoa(`${mine.token}:`)}` }), 401],
  ["Basic without a colon and with junk", () => ({ authorization: "Basic !!!!" }), 401],
  ["a token of a megabyte", () => ({ authorization: `Bearer ${"a".repeat(14_000)}` }), 401],
  ["SQL in the token", () => ({ token: "x'or'1'='1" }), 401],
  ["a wrong digest", () => ({ headers: ["Content-Length: 1", `Digest: sha-256=${wrongSum}`] }), 400],
  [
    "a wrong digest behind a right one",
    () => ({
      headers: [
        "Content-Length: 1",
        `Content-MD5: ${createHash("md5").update("x").digest("base64")}`,
        `Repr-Digest: sha-256=:${wrongSum}:`,
      ],
    }),
    400,
  ],
  ["a digest that is none", () => ({ headers: ["Content-Length: 1", "Digest: sha-256=abc"] }), 400],
  ["an empty digest", () => ({ headers: ["Content-Length: 1", "Content-Digest: sha-256=::"] }), 400],
  ["a digest of the wrong length", () => ({ headers: ["Content-Length: 1", "Content-MD5: YWJj"] }), 400],
  ["a packed body", () => ({ headers: ["Content-Length: 1", "Content-Encoding: gzip"] }), 400],
  ["a part of a file", () => ({ headers: ["Content-Length: 1", "Content-Range: bytes 5-5/9"] }), 400],
  ["two lengths", () => ({ headers: ["Content-Length: 1", "Content-Length: 2"] }), 400],
  ["a length that is negative", () => ({ headers: ["Content-Length: -1"] }), 400],
  ["a length in hex", () => ({ headers: ["Content-Length: 0x1"] }), 400],
  ["a length beyond all numbers", () => ({ headers: ["Content-Length: 99999999999999999999"] }), [400, 413]],
  ["a length that is larger than a file may be", () => ({ headers: ["Content-Length: 1073741825"] }), 413],
  [
    "a length and chunks, to smuggle a request",
    () => ({
      headers: ["Content-Length: 4", "Transfer-Encoding: chunked"],
      body: `0\r\n\r\nPUT /api/v1/drops/${other.id}/a.csv HTTP/1.1\r\nHost: x\r\n\r\n`,
    }),
    400,
  ],
  [
    "an encoding of transfer that is none",
    () => ({ headers: ["Transfer-Encoding: xchunked"], body: "1\r\nx\r\n0\r\n\r\n" }),
    400,
  ],
  [
    "chunks with a size that is none",
    () => ({ headers: ["Transfer-Encoding: chunked"], body: "zz\r\nx\r\n" }),
    400,
  ],
  ["a body shorter than its length", () => ({ headers: ["Content-Length: 10"], body: "abc" }), [0, 400, 408]],
  ["a body that stops coming", () => ({ headers: ["Content-Length: 10"], body: "abc" }), [0, 408]],
  [
    "chunks that never end",
    () => ({ headers: ["Transfer-Encoding: chunked"], body: "1\r\nx\r\n" }),
    [0, 408],
  ],
  ["POST", () => ({ line: `POST /api/v1/drops/${own("a.csv")} HTTP/1.1` }), 405],
  ["PATCH", () => ({ line: `PATCH /api/v1/drops/${own("a.csv")} HTTP/1.1` }), 405],
  ["DELETE", () => ({ line: `DELETE /api/v1/drops/${own("keep.csv")} HTTP/1.1` }), 405],
  ["GET of what is there", () => ({ line: `GET /api/v1/drops/${own("keep.csv")} HTTP/1.1` }), 405],
  [
    "GET that asks to be taken for PUT",
    () => ({
      line: `GET /api/v1/drops/${own("a.csv")} HTTP/1.1`,
      headers: ["Content-Length: 1", "X-HTTP-Method-Override: PUT"],
    }),
    405,
  ],
];

test.each(REFUSED)("refused without a trace: %s", async (_what, tried, expected) => {
  // Guesses are slowed: none of these is to be refused for that.
  await sql`delete from throttles`;
  const before = await everythingSpooled();
  const { status, answer } = await attempt(tried());
  expect([expected].flat()).toContain(status);
  expect(answer).not.toContain("secret@example.com");
  expect(answer).not.toContain("/work/");
  expect(answer).not.toContain(mine.token);
  await expectUntouched(before);
});

test("a body longer than its length is cut there, and the rest is no request of anybody", async () => {
  await sql`delete from throttles`;
  const drop = await mintDrop((await mintTenant()).ctx);
  const smuggled = `PUT /api/v1/drops/${other.id}/b.csv HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\n\r\nx`;
  const { answer } = await attempt({
    ...{ path: `${drop.id}/a.csv`, token: drop.token, headers: ["Content-Length: 3"] },
    ...{ body: `abc${smuggled}`, quietMs: 800 },
  });
  // The second one is a request of its own, without a token.
  expect(answer.match(/HTTP\/1\.1 \d+/g)).toEqual(["HTTP/1.1 201", "HTTP/1.1 401"]);
  expect(await textOf(drop.drop, "a.csv")).toBe("abc");
  expect(await listEntries(other.drop, "")).toHaveLength(1);
});

test("a body that trickles is given up", async () => {
  await sql`delete from throttles`;
  const drop = await mintDrop((await mintTenant()).ctx);
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      await new Promise((resolve) => setTimeout(resolve, 100));
      controller.enqueue(Buffer.from("x"));
    },
  });
  const sent = await fetch(`http://127.0.0.1:${http.port}/api/v1/drops/${drop.id}/a.csv`, {
    ...{ method: "PUT", body, duplex: "half", headers: { authorization: `Bearer ${drop.token}` } },
  } as RequestInit).catch(() => null);
  if (sent) expect(sent.status).toBe(408);
  await vi.waitFor(async () => expect(await bytesOf(drop.id)).toEqual([]), PATIENCE);
  expect((await rowsOf(drop.id)).map(({ state }) => state)).toEqual(["gone"]);
});

test.each([
  ["revoked", (id: string) => sql`update drop_secrets set revoked_at = now() where source_id = ${id}`],
  ["expired", (id: string) => sql`update drop_secrets set expires_at = now() where source_id = ${id}`],
  ["of a deleted drop", (id: string) => sql`delete from remote_sources where id = ${id}`],
])("a token that is %s gets the same answer as one that never was", async (_what, end) => {
  await sql`delete from throttles`;
  const drop = await mintDrop((await mintTenant()).ctx);
  await end(drop.id);
  const path = `${drop.id}/a.csv`;
  const [ended, never] = [
    await attempt({ path, token: drop.token }),
    await attempt({ path, token: "never" }),
  ];
  expect(ended.status).toBe(401);
  expect(bodyOf(ended.answer)).toBe(bodyOf(never.answer));
  expect(ended.answer).toMatch(/www-authenticate: Bearer realm="Rollcall drop", Basic/i);
});

test("who guesses from one network has to wait, and says so; a right token does not count as a guess", async () => {
  await sql`delete from throttles`;
  // Sent at the same time: all of them count.
  const guesses = await Promise.all(Array.from({ length: 60 }, () => fetchPut(mine.id, "never")));
  expect(guesses.filter(({ status }) => status === 401).length).toBeLessThanOrEqual(52);
  const slowed = guesses.find(({ status }) => status === 429) ?? Response.error();
  expect(slowed.status).toBe(429);
  expect(Number(slowed.headers.get("retry-after"))).toBeGreaterThan(0);
  await sql`delete from throttles`;
  const drop = await mintDrop((await mintTenant()).ctx);
  for (let wave = 0; wave < 3; wave += 1) {
    const good = await Promise.all(Array.from({ length: 20 }, () => fetchPut(drop.id, drop.token)));
    expect(good.filter(({ status }) => status > 204)).toHaveLength(0);
  }
});

function fetchPut(id: string, token: string): Promise<Response> {
  return fetch(`http://127.0.0.1:${http.port}/api/v1/drops/${id}/a.csv`, {
    ...{ method: "PUT", body: "x", headers: { authorization: `Bearer ${token}` } },
  });
}

function bodyOf(answer: string): string {
  return answer.slice(answer.indexOf("\r\n\r\n"));
}
