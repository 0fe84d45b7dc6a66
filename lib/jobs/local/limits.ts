/** The sizes that Inngest's server refuses (`pkg/consts/consts.go`). The local executor is never laxer. */
export const LIMITS = {
  eventBytes: 3 * 1024 * 1024,
  outputBytes: 4 * 1024 * 1024,
  stateBytes: 32 * 1024 * 1024,
  steps: 1000,
  retries: 20,
  triggers: 10,
  concurrencyKeys: 2,
  cancelOn: 5,
  sleepMs: 366 * 24 * 60 * 60 * 1000,
} as const;

export function sizeBytes(text: string): number {
  return Buffer.byteLength(text, "utf8");
}
