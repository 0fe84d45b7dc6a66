import { afterAll, beforeAll, expect, test } from "vitest";
import { listFolder, walkFolder } from "@/lib/pipeline/source/check";
import { type S3TestServer, startS3Server } from "../support/s3-server";
import { failureOf } from "./failure";
import { s3Target } from "./sources";

const signal = new AbortController().signal;
const MANY = 1_203;
let server: S3TestServer;

beforeAll(async () => {
  server = await startS3Server();
  const one = Buffer.from("x");
  const keys = [
    ...[
      "exports/users.csv",
      "exports/a b+c ü.csv",
      "exports/.hidden.csv",
      "exports/2026/05/users.csv",
      "exports/2026/all.csv",
    ],
    ...["exports/", "exports/old/", "other/users.csv", "users.csv", "exports-old/users.csv"],
  ];
  for (const key of keys) await server.put(key, key.endsWith("/") ? Buffer.alloc(0) : one);
  for (let at = 0; at < MANY; at += 1) await server.put(`many/${String(at).padStart(5, "0")}.csv`, one);
});
afterAll(() => server.stop());

const list = (folder: string, prefix = "") => listFolder(s3Target(server, { prefix }), folder, { signal });

test("a folder shows folders first, then files, without markers and hidden files", async () => {
  const { entries, truncated } = await list("", "exports/");
  expect(entries.map(({ kind, name }) => `${kind} ${name}`)).toEqual([
    ...["folder 2026", "folder old", "file a b+c ü.csv", "file users.csv"],
  ]);
  expect(entries.at(-1)).toMatchObject({ sizeBytes: 1, modifiedAt: expect.stringMatching(/^2/) });
  expect(truncated).toBe(false);
});

test("folders are opened one by one, below the prefix and nowhere else", async () => {
  expect((await list("2026/05", "exports/")).entries.map(({ name }) => name)).toEqual(["users.csv"]);
  expect((await list("")).entries.map(({ name }) => name)).toEqual([
    ...["exports", "exports-old", "many", "other", "users.csv"],
  ]);
  expect((await list("exports")).entries).toHaveLength(4);
});

test("a folder that holds only its marker is empty; one that holds nothing is missing", async () => {
  expect(await list("old", "exports/")).toEqual({ entries: [], truncated: false });
  expect(await failureOf(list("nowhere", "exports/"))).toMatchObject({
    code: "source_path",
    message: "File error: No such file: nowhere",
  });
});

test("a folder of more than a page is cut, and says so", async () => {
  const { entries, truncated } = await list("many");
  expect(entries).toHaveLength(1000);
  expect(truncated).toBe(true);
});

test("a walk goes over every page, and asks only for what names can begin with", async () => {
  const names: string[] = [];
  const wants = () => true;
  for await (const part of walkFolder(s3Target(server), "many", { signal, startsWith: "", wants })) {
    names.push(...part.map(({ name }) => name));
  }
  expect(new Set(names).size).toBe(MANY);
  const before = server.requests.length;
  const found: string[] = [];
  const wanted = { signal, startsWith: "0120", wants: (name: string) => name.endsWith("1.csv") };
  for await (const part of walkFolder(s3Target(server), "many", wanted)) {
    found.push(...part.map(({ name }) => name));
  }
  expect(found).toEqual(["01201.csv"]);
  expect(server.requests.slice(before).map(({ query }) => query.get("prefix"))).toEqual(["many/0120"]);
});

test("a walk that is left early leaves no connection", async () => {
  for await (const _part of walkFolder(s3Target(server), "many", {
    signal,
    startsWith: "",
    wants: () => true,
  }))
    break;
  await expect.poll(() => server.connections()).toBe(0);
});
