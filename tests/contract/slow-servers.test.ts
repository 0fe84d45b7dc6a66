import { expect, test } from "vitest";
import { failureOf } from "./failure";
import { FILE, faultLab, LIMITS } from "./fault-lab";

const { expectWhole, fetch, server } = faultLab();

const FLOOR = { ...LIMITS, bytesPerSecondMin: 1024, rateWindowMs: 600 };
const SLOW = /^Connection error: The file arrives too slowly: \d+ bytes per second, averaged over 1 s$/;

test.each([
  ["a byte at a time", { readBytesMax: 1, readDelayMs: 60 }, 64],
  ["a byte at a time, to one who asks one by one", { readBytesMax: 1, readDelayMs: 60 }, 1],
  ["a few hundred bytes now and then", { readBytesMax: 100, readDelayMs: 200 }, 1],
] as const)("a server that drips is ended with its rate: %s", async (_, faults, readsInFlight) => {
  const running = await server({ faults });
  // The floor tells of it, not the silence: something comes well within this time.
  const limits = {
    ...FLOOR,
    readsInFlight,
    idleMs: 900,
    bytesPerSecondMin: readsInFlight === 64 ? 8192 : 1024,
  };
  const began = performance.now();
  const failure = await failureOf(fetch(running.target, { limits }));
  expect(failure).toMatchObject({ code: "source_unusable", retry: false });
  expect(failure.message).toMatch(SLOW);
  expect(failure.remedy).toMatch(/^At least (1|8\.2) KB per second are needed\. Nothing was changed\. /);
  expect(performance.now() - began).toBeLessThan(8_000);
});

test("a server that becomes slow in the middle is ended too", async () => {
  const running = await server();
  running.faults.onRead = (position) => {
    if (position > 2_000_000) Object.assign(running.faults, { readBytesMax: 1, readDelayMs: 60 });
  };
  const limits = { ...FLOOR, readsInFlight: 1 };
  expect((await failureOf(fetch(running.target, { limits }))).message).toMatch(SLOW);
});

test("a small file on a slow line arrives, above the floor or before a whole window has passed", async () => {
  const small = { "users.csv": FILE.subarray(0, 4_000) };
  const running = await server({ files: small, faults: { readBytesMax: 100, readDelayMs: 30 } });
  const limits = { ...FLOOR, readsInFlight: 1 };
  const { identity, dispose } = await fetch(running.target, { limits });
  expect(identity.sizeBytes).toBe(4_000);
  await dispose();
  Object.assign(running.faults, { readBytesMax: 1000, readDelayMs: 100 });
  const patient = await fetch(running.target, {
    limits: { ...limits, rateWindowMs: 60_000, bytesPerSecondMin: 1e9 },
  });
  await patient.dispose();
});

test("answers are a sign of life, however long a piece takes", async () => {
  const running = await server({
    files: { "users.csv": FILE.subarray(0, 2_000) },
    faults: { readBytesMax: 100, readDelayMs: 100 },
  });
  const limits = { ...LIMITS, readsInFlight: 1, idleMs: 700, bytesPerSecondMin: 0 };
  const { identity, dispose } = await fetch(running.target, { limits });
  expect(identity.sizeBytes).toBe(2_000);
  await dispose();
});

test("without a floor the time limit of the operator ends what drips, and nothing is tried again", async () => {
  const running = await server({ faults: { readBytesMax: 1, readDelayMs: 60 } });
  const limits = { ...FLOOR, bytesPerSecondMin: 0, deadlineMs: 900 };
  expect(await failureOf(fetch(running.target, { limits }))).toMatchObject({
    code: "source_unusable",
    message: "Connection error: The download was not complete after 1 min",
    retry: false,
  });
});

test("a wait for a file that has worked ends with the time limit too", async () => {
  const running = await server({ files: { "other.csv": FILE } });
  const limits = { ...LIMITS, deadlineMs: 400, waitMs: 60_000 };
  expect(await failureOf(fetch(running.target, { limits, hasWorked: true }))).toMatchObject({
    code: "source_unusable",
    message: "Connection error: The download was not complete after 1 min",
  });
});

test("a good line is left alone", async () => {
  await expectWhole((await server()).target, FLOOR);
});
