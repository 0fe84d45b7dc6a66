import type { Json, JsonObject } from "@/drizzle/schema/job-events";

/** An error as the SDK serializes it, which is how it is stored, replayed and given to `onFailure`. */
export type JobError = JsonObject & { readonly name: string; readonly message: string };

/** An error of the executor's own, final for the run or the step. */
export function jobError(message: string): JobError {
  return { name: "Error", message, stack: "", __serialized: true };
}

/** The content of an error answer, in the stored form. */
export function toJobError(value: Json | undefined): JobError {
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    return jobError(typeof value === "string" ? value : "Unknown error");
  }
  const { name, message, error } = value as JsonObject;
  const text = typeof message === "string" ? message : typeof error === "string" ? error : "Unknown error";
  return { ...(value as JsonObject), name: typeof name === "string" ? name : "Error", message: text };
}
