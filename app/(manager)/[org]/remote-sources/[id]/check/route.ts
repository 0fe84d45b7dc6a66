import type { CheckStage } from "@/drizzle/schema/remote-sources";
import { describeError } from "@/lib/action";
import { type CheckEvent, checkRemoteSource } from "@/lib/remote-sources/check";
import { getRemoteSource } from "@/lib/remote-sources/read";
import { route } from "@/lib/route";

const CHECK_MS = 120_000;

/** Checks a connection and reports each stage as it ends: one JSON object (`CheckEvent`) per line. */
export const POST = route(
  "/[org]/remote-sources/[id]/check",
  { can: "remote_source:check", scope: "org" },
  async (ctx, request, params) => {
    // Looked up before the response starts, because its status can't change after that.
    const { id } = await getRemoteSource(ctx, String(params.id));
    const path = new URL(request.url).searchParams.get("path") ?? undefined;
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
          const outcome = await checkRemoteSource(ctx, { id, path }, { signal, onStage });
          tell({ kind: "outcome", outcome });
        } catch (error) {
          tell({ kind: "error", error: describeError(error, { route: "/[org]/remote-sources/[id]/check" }) });
        } finally {
          if (!request.signal.aborted) controller.close();
        }
      },
    });
    // `no-transform` keeps compression from delaying lines.
    const headers = { "content-type": "application/x-ndjson", "cache-control": "no-store, no-transform" };
    return new Response(body, { headers });
  },
);
