import { expect, test } from "vitest";
import { deferred } from "@/components/patterns/deferred";

const Part = () => null;

test("a deferred component is loaded once, whoever asks, and tells those who wait", async () => {
  let loads = 0;
  const part = deferred(async () => {
    loads++;
    return Part;
  });
  let told = 0;
  const leave = part.subscribe(() => told++);
  expect(part.loaded()).toBeNull();
  await Promise.all([part.load(), part.load()]);
  await part.load();
  expect([loads, told, part.loaded()]).toEqual([1, 1, Part]);
  leave();
});

test("a load that failed is tried again by the next who asks", async () => {
  let tries = 0;
  const part = deferred(async () => {
    if (++tries === 1) throw new Error("The connection is gone.");
    return Part;
  });
  await expect(part.load()).rejects.toThrow("gone");
  expect(part.loaded()).toBeNull();
  await part.load();
  expect(part.loaded()).toBe(Part);
});
