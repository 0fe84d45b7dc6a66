import { DELIVERY_FAILURES, type DeliveryFailure } from "@/lib/model/webhook";

type Answer = { status: number | null; failure: DeliveryFailure | null; ms: number | null };

/** What came of an attempt, such as "Status 503: The server answered with an error (120 ms)". */
export function answerInWords({ status, failure, ms }: Answer): string {
  const parts = [status === null ? null : `Status ${status}`, failure ? DELIVERY_FAILURES[failure] : null];
  const words = parts.filter((part) => part !== null).join(": ");
  return ms === null ? words : `${words} (${ms} ms)`;
}
