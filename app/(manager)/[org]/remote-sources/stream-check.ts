import type { CheckStage } from "@/drizzle/schema/remote-sources";
import { describeError } from "@/lib/action";
import type { CheckEvent, CheckOutcome, CheckWatch } from "@/lib/remote-sources/check";

const CHECK_MS = 120_000;

type Check = { request: Request; route: string; check: (watch: CheckWatch) => Promise<CheckOutcome> };

/** Answers with a check as it goes: one JSON object (`CheckEvent`) per line. Leaving the page stops it. */
export function streamCheck({ request, route, check }: Check): Response {
  const signal = AbortSignal.any([request.signal, AbortSignal.timeout(CHECK_MS)]);
  const encoder = new TextEncoder();
  const body = new ReadableStream<Uint8Array>({
    async start(controller) {
      // A browser that disconnected has already closed the stream.
      const tell = (event: CheckEvent) => {
        if (!request.signal.aborted) controller.enqueue(encoder.encode(`${JSON.stringify(event)}\n`));
      };
      try {
        const onStage = (stage: CheckStage) => tell({ kind: "stage", stage });
        tell({ kind: "outcome", outcome: await check({ signal, onStage }) });
      } catch (error) {
        tell({ kind: "error", error: describeError(error, { route }) });
      } finally {
        if (!request.signal.aborted) controller.close();
      }
    },
  });
  // `no-transform` keeps compression from delaying lines.
  const headers = { "content-type": "application/x-ndjson", "cache-control": "no-store, no-transform" };
  return new Response(body, { headers });
}
