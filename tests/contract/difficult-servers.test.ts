import { expect, test, vi } from "vitest";
import { AppError } from "@/lib/errors";
import { SftpRefusal } from "@/lib/runtime/demo/serve-files";
import type { TestServer } from "../support/sftp-server";
import { startProxy, startStranger } from "../support/tcp-proxy";
import { PATIENCE } from "../support/until";
import { failureOf } from "./failure";
import { FILE, faultLab, IMPATIENT, LIMITS } from "./fault-lab";

const { expectWhole, fetch, keep, server } = faultLab();

test("short answers are asked for again, and everything is in its place", async () => {
  const running = await server({ faults: { readBytesMax: 12_000 } });
  await expectWhole(running.target);
});

test.each(["refused", "never answered", "hangs up"] as const)(
  "a server that allows one read at a time (a second is %s) is read one by one",
  async (secondRead) => {
    const running = await server({ faults: { secondRead } });
    await expectWhole(running.target, IMPATIENT);
    running.readsAtOnce = 0;
    running.faults.secondRead = undefined;
    await expectWhole(running.target);
    expect(running.readsAtOnce).toBeGreaterThan(30);
  },
);

test("a read that is never answered ends the run, also when bytes have come before", async () => {
  const running = await server({ faults: { stallAt: 3_000_000 } });
  expect(await failureOf(fetch(running.target, { limits: IMPATIENT }))).toMatchObject({
    code: "source_network",
    message: "Connection error: Error (ETIMEDOUT) opening connection: the server stopped answering",
    retry: true,
  });
});

test("a file that shrinks under a reader ends the reading: nobody asks for ever", async () => {
  const running = await server();
  const cut = { bytes: FILE.subarray(0, 1_000_000), modifiedAt: new Date(0) };
  running.faults.onRead = () => running.files.set("users.csv", cut);
  expect((await failureOf(fetch(running.target))).code).toBe("file_changed");
  expect(running.reads).toBeLessThan(400);
});

test("a file that is replaced by one of the same size is noticed by its time", async () => {
  const running = await server();
  const other = { bytes: Buffer.alloc(FILE.length, "x"), modifiedAt: new Date("2026-02-01T00:00:00Z") };
  running.faults.onRead = (position) => position > 4_000_000 && running.files.set("users.csv", other);
  expect((await failureOf(fetch(running.target))).code).toBe("file_changed");
});

test("a server that lies about the size is not believed", async () => {
  const attrs: NonNullable<TestServer["faults"]["attrs"]> = (_, truth) => ({
    ...truth,
    sizeBytes: truth.sizeBytes + 10,
  });
  const running = await server({ faults: { attrs } });
  expect((await failureOf(fetch(running.target))).code).toBe("file_changed");
});

test("a server that tells neither size nor time is read to the end of the file, up to the limit", async () => {
  const running = await server({ faults: { bareAttrs: true } });
  await expectWhole(running.target);
  expect((await failureOf(fetch(running.target, { sizeBytesMax: 1_000_000 }))).code).toBe("too_large");
});

test("a plain failure of the server is not called a missing file", async () => {
  const running = await server();
  running.faults.attrs = () => {
    throw new SftpRefusal("FAILURE");
  };
  expect(await failureOf(fetch(running.target))).toMatchObject({
    code: "source_path",
    message: "File error: The server can't read users.csv",
  });
});

test("a server without FSTAT works", async () => {
  await expectWhole((await server({ faults: { noFstat: true } })).target);
});

test("a connection that is cut in the first reads is tried once more", async () => {
  const running = await server();
  const proxy = keep(await startProxy(running.port, { cut: { afterBytes: 300_000, how: "reset" } }));
  expect((await failureOf(fetch({ ...running.target, port: proxy.port }))).code).toBe("source_network");
  expect(proxy.accepted()).toBe(2);
});

test("a dead peer is found out by keep-alive long before the time limit", async () => {
  const running = await server();
  const proxy = keep(await startProxy(running.port, { cut: { afterBytes: 3_000_000, how: "silence" } }));
  const began = performance.now();
  const limits = { ...LIMITS, idleMs: 60_000, keepaliveMs: 100 };
  expect(await failureOf(fetch({ ...running.target, port: proxy.port }, { limits }))).toMatchObject({
    message: "Connection error: Error (ETIMEDOUT) opening connection: the server stopped answering",
  });
  expect(performance.now() - began).toBeLessThan(20_000);
});

test("a run that lost its lease ends with that reason", async () => {
  const running = await server({ faults: { readDelayMs: 2_000 } });
  const stop = new AbortController();
  const lost = new AppError("lost_lease", "Another worker has taken this run.");
  setTimeout(() => stop.abort(lost), 200);
  expect(await failureOf(fetch(running.target, { signal: stop.signal }))).toBe(lost);
});

test("a run that is stopped while it connects leaves at once", async () => {
  const running = keep(await startStranger({}));
  const stop = new AbortController();
  const target = { ...(await server()).target, port: running.port };
  const outcome = failureOf(fetch(target, { signal: stop.signal }));
  await vi.waitFor(() => expect(running.connections()).toBe(1), PATIENCE);
  stop.abort();
  expect((await outcome).code).toBe("cancelled");
  await vi.waitFor(() => expect(running.connections()).toBe(0), PATIENCE);
});
