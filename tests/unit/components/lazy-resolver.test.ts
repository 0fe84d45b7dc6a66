import { expect, test, vi } from "vitest";
import { z } from "zod";
import { lazyRawResolver, lazyResolver } from "@/components/patterns/lazy-resolver";
import { connectToasts } from "@/components/patterns/toast";

const schema = z.object({ port: z.coerce.number("Enter a number.") });
const options = { fields: {}, shouldUseNativeValidation: false };

test("a form is checked by the schema, loaded once", async () => {
  const load = vi.fn(async () => schema);
  const resolver = lazyResolver<{ port: unknown }, { port: number }>(load);
  expect(await resolver({ port: "22" }, undefined, options)).toEqual({ values: { port: 22 }, errors: {} });
  expect(await resolver({ port: "x" }, undefined, options)).toMatchObject({
    values: {},
    errors: { port: { message: "Enter a number." } },
  });
  expect(load).toHaveBeenCalledTimes(1);
});

test("a raw form is sent as it was typed", async () => {
  const resolver = lazyRawResolver<{ port: unknown }, { port: number }>(async () => schema);
  expect(await resolver({ port: "22" }, undefined, options)).toEqual({ values: { port: "22" }, errors: {} });
});

test("a form whose schema could not be loaded is not sent, and the next check tries again", async () => {
  const load = vi.fn(async () => schema).mockRejectedValueOnce(new TypeError("Failed to fetch"));
  const resolver = lazyResolver<{ port: unknown }, { port: number }>(load);
  const said: string[] = [];
  const disconnect = connectToasts(({ title }) => said.push(title));
  expect(await resolver({ port: "22" }, undefined, options)).toMatchObject({
    errors: { root: { message: "Rollcall can't be reached." } },
  });
  expect(await resolver({ port: "22" }, undefined, options)).toEqual({ values: { port: 22 }, errors: {} });
  disconnect();
  expect(said).toEqual(["Rollcall can't be reached."]);
});
