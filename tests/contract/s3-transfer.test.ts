import { describe, expect, test } from "vitest";
import type { S3Target } from "@/lib/pipeline/source/s3/target";
import type { FetchOptions } from "@/lib/pipeline/source/types";
import { startS3Server } from "../support/s3-server";
import { startProxy, type Weather } from "../support/tcp-proxy";
import { failureOf } from "./failure";
import { FILE, faultLab, IMPATIENT, LIMITS } from "./fault-lab";
import { s3Target } from "./sources";

const { expectWhole, fetch, keep, stranger } = faultLab();

async function behind(weather: Weather = {}) {
  const server = keep(await startS3Server());
  await server.put("users.csv", FILE);
  const proxy = keep(await startProxy(server.port, weather));
  return { server, proxy, target: s3Target(server, { port: proxy.port }) };
}

/** Does something once the file is being read. */
function whileReading(act: () => void): FetchOptions["onProgress"] {
  let done = false;
  return ({ phase }) => {
    if (done || phase !== "downloading") return;
    done = true;
    act();
  };
}

describe("a broken line", () => {
  test.each([
    ["reset", "ECONNRESET"],
    ["end", "ECONNRESET"],
    ["silence", "ETIMEDOUT"],
  ] as const)(
    "%s in the middle of the file ends the attempt, which is not repeated blindly",
    async (how, code) => {
      const { server, target } = await behind({ cut: { afterBytes: 1_000_000, how } });
      expect(await failureOf(fetch(target, { limits: IMPATIENT }))).toMatchObject({
        code: "source_network",
        message: expect.stringContaining(`Error (${code})`),
        retry: true,
      });
      expect(
        server.requests.filter(({ method, key }) => method === "GET" && key === "users.csv"),
      ).toHaveLength(1);
    },
  );

  test.each(["reset", "end", "silence"] as const)("%s before an answer", async (how) => {
    const { target } = await behind({ cut: { afterBytes: 0, how } });
    expect(await failureOf(fetch(target, { limits: IMPATIENT }))).toMatchObject({
      code: "source_network",
      retry: true,
    });
  });

  test("a server that takes the connection and never encrypts it", async () => {
    const { port } = await stranger({});
    const { target } = await behind();
    const silent: S3Target = { ...target, endpoint: `https://127.0.0.1:${port}` };
    expect(await failureOf(fetch(silent, { limits: { ...LIMITS, readyMs: 500 } }))).toMatchObject({
      code: "source_network",
      message: "Connection error: Unable to open connection",
      retry: true,
    });
  });

  test("a server that reads the question and never answers", async () => {
    const { server, target } = await behind();
    server.faults = () => ({ how: "silence" });
    expect(await failureOf(fetch(target, { limits: IMPATIENT }))).toMatchObject({
      code: "source_network",
      message: expect.stringContaining("the server stopped answering"),
      retry: true,
    });
  });

  test("a body that stalls", async () => {
    const { server, target } = await behind();
    server.faults = ({ key }) => (key === "users.csv" ? { how: "stall", afterBytes: 100_000 } : null);
    expect(await failureOf(fetch(target, { limits: IMPATIENT }))).toMatchObject({
      message: expect.stringContaining("Error (ETIMEDOUT)"),
      retry: true,
    });
  });

  test("a long way is no fault", async () => {
    await expectWhole((await behind({ latencyMs: 50 })).target);
  });
});

describe("a slow service", () => {
  test("is left when it stays below the floor, and nothing is tried again", async () => {
    const { target } = await behind({ bytesPerSecond: 30_000 });
    const limits = { ...LIMITS, bytesPerSecondMin: 1_000_000, rateWindowMs: 600 };
    expect(await failureOf(fetch(target, { limits }))).toMatchObject({
      code: "source_unusable",
      message: expect.stringContaining("arrives too slowly"),
      retry: false,
    });
  });

  test("ends with the time limit of the operator where there is no floor", async () => {
    const { target } = await behind({ bytesPerSecond: 30_000 });
    const limits = { ...LIMITS, bytesPerSecondMin: 0, deadlineMs: 900 };
    expect(await failureOf(fetch(target, { limits }))).toMatchObject({
      code: "source_unusable",
      message: "Connection error: The download was not complete after 1 min",
      retry: false,
    });
  });
});

describe("a body that is not what was promised", () => {
  test("without a size is refused before it is read", async () => {
    const { server, target } = await behind();
    server.faults = () => ({ how: "header", name: "content-length", value: null });
    expect(await failureOf(fetch(target))).toMatchObject({
      code: "source_unusable",
      message: "File error: The service does not say how large users.csv is",
    });
  });

  test("shorter is refused", async () => {
    const { server, target } = await behind();
    server.faults = ({ method }) =>
      method === "GET" ? { how: "header", name: "content-length", value: "5000100" } : null;
    expect(await failureOf(fetch(target, { limits: IMPATIENT }))).toMatchObject({ retry: true });
  });

  test.each([0, 200])("longer is refused, told %i ms later", async (laterMs) => {
    const { server, target } = await behind();
    server.faults = ({ method }) => ({
      how: "answer",
      answer: (_, res) => {
        res.writeHead(200, { etag: '"a"', "content-length": 10 });
        if (method === "HEAD") res.end();
        else res.flushHeaders();
        if (method === "HEAD") return;
        setTimeout(() => res.socket?.write("ID,Email\r\n1,a@example.com\r\n"), laterMs);
      },
    });
    expect(["file_changed", "source_unusable"]).toContain((await failureOf(fetch(target))).code);
  });

  test("without an ETag it is no answer of S3", async () => {
    const { server, target } = await behind();
    server.faults = () => ({ how: "header", name: "etag", value: null });
    expect(await failureOf(fetch(target))).toMatchObject({
      message: "Connection error: The answer is not from S3",
    });
  });
});

describe("an object that is not the same at the end", () => {
  const changed = {
    code: "file_changed",
    message: "File error: users.csv changed while it was read",
    retry: true,
  };

  test("replaced by one of the same size", async () => {
    const { server, target } = await behind();
    const onProgress = whileReading(() => void server.put("users.csv", Buffer.alloc(FILE.length, "x")));
    expect(await failureOf(fetch(target, { onProgress }))).toMatchObject(changed);
  });

  test("deleted", async () => {
    const { server, target } = await behind();
    server.faults = ({ method, key }) =>
      method === "HEAD" && key === "users.csv" ? { how: "status", status: 404, code: "NoSuchKey" } : null;
    expect(await failureOf(fetch(target))).toMatchObject(changed);
  });

  test("with another ETag or size than the one that was read", async () => {
    for (const [name, value] of [
      ["etag", '"another"'],
      ["content-length", "17"],
    ] as const) {
      const { server, target } = await behind();
      server.faults = ({ method }) => (method === "HEAD" ? { how: "header", name, value } : null);
      expect(await failureOf(fetch(target))).toMatchObject(changed);
    }
  });
});

describe("names", () => {
  test.each([
    "a b.csv",
    "a+b.csv",
    "100%.csv",
    "%2e%2e.csv",
    "Größe/東京 (1).csv",
    "a?b=c&d#e.csv",
    'it\'s "quoted".csv',
    "back\\slash.csv",
    "$@=;:,!*~|^`{}.csv",
    "emoji 👩‍🚀.csv",
  ])("%j is read under its own key", async (path) => {
    const { server, target } = await behind();
    await server.put(`in/${path}`, Buffer.from("whole"));
    const { identity, dispose } = await fetch({ ...target, prefix: "in/" }, { path });
    expect(identity).toMatchObject({ path, sizeBytes: 5 });
    await dispose();
  });
});

describe("a file in parts", () => {
  const parts = {
    aboveBytes: 1_000_000,
    choose: () => [
      { start: 0, end: 2_000 },
      { start: 3_000_000, end: 3_002_000 },
    ],
  };

  test("a service that gives whole objects only gives the whole one", async () => {
    const { server, target } = await behind();
    server.faults = ({ method, key }) => {
      if (method !== "GET" || key !== "users.csv") return null;
      return { how: "header", name: "content-range", value: null };
    };
    const fetched = await fetch(target, { parts });
    expect(fetched.parts).toBeUndefined();
    expect(fetched.identity).toMatchObject({ sizeBytes: FILE.length });
    await fetched.dispose();
  });

  test("one that refuses to give parts does too", async () => {
    const { server, target } = await behind();
    let asked = 0;
    server.faults = ({ method, key }) => {
      if (method !== "GET" || key !== "users.csv") return null;
      asked += 1;
      return asked > 1 ? { how: "status", status: 501, code: "NotImplemented" } : null;
    };
    const fetched = await fetch(target, { parts });
    expect(fetched.parts).toBeUndefined();
    expect(fetched.identity).toMatchObject({ sizeBytes: FILE.length });
    await fetched.dispose();
  });

  test("another version that came in between is not mixed with the first", async () => {
    const { server, target } = await behind();
    const other = Buffer.from(FILE);
    other.writeUInt32BE(7, 3_000_000);
    let asked = 0;
    const wanted = {
      ...parts,
      choose: () => {
        asked += 1;
        return parts.choose();
      },
    };
    const replacing = server.requests;
    const onProgress = whileReading(() => void server.put("users.csv", other));
    expect(await failureOf(fetch(target, { parts: wanted, onProgress }))).toMatchObject({
      code: "file_changed",
      retry: true,
    });
    expect([asked, replacing.length > 1]).toEqual([1, true]);
  });

  test("a line that breaks within a part ends the attempt", async () => {
    const { server, target } = await behind();
    let asked = 0;
    server.faults = ({ method, key }) => {
      if (method !== "GET" || key !== "users.csv") return null;
      asked += 1;
      return asked === 4 ? { how: "cut", afterBytes: 500 } : null;
    };
    expect(await failureOf(fetch(target, { parts, limits: IMPATIENT }))).toMatchObject({
      code: "source_network",
      retry: true,
    });
  });
});
