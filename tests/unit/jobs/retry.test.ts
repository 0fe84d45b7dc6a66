import { NonRetriableError, RetryAfterError } from "inngest";
import { expect, it } from "vitest";
import { retrying } from "@/inngest/retry";
import { AppError } from "@/lib/errors";

async function thrown(error: unknown): Promise<Error> {
  try {
    await retrying(() => Promise.reject(error));
  } catch (caught) {
    return caught as Error;
  }
  throw new Error("nothing was thrown");
}

it("lets network trouble be tried again, and wrong credentials not", async () => {
  const network = await thrown(new AppError("source_network", "Connection error: x", { retry: true }));
  expect(network).not.toBeInstanceOf(NonRetriableError);
  expect(network.message).toBe("Connection error: x");
  const wrong = await thrown(new AppError("source_credentials", "Connection error: Password login failed"));
  expect(wrong).toBeInstanceOf(NonRetriableError);
  expect(wrong.cause).toEqual({ code: "source_credentials" });
});

it("waits a little for another run of the same sync", async () => {
  const busy = Object.assign(new Error("duplicate"), { code: "23505", constraint_name: "runs_one_running" });
  expect(await thrown(new Error("query", { cause: busy }))).toBeInstanceOf(RetryAfterError);
});

it("lets nothing of an unexpected error into the state of a job", async () => {
  const error = await thrown(new Error("insert failed for anna@example.com", { cause: new Error("secret") }));
  expect(JSON.stringify([error.message, error.cause, error.stack])).not.toMatch(/anna|secret/);
  expect(error).not.toBeInstanceOf(NonRetriableError);
});
