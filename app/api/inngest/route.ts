import type { NextRequest } from "next/server";
import { usesInngestServer } from "@/lib/env";
import { hardened } from "@/lib/route";

export const runtime = "nodejs";
export const dynamic = "force-dynamic";
export const maxDuration = 300;

type Method = "GET" | "POST" | "PUT";

/**
 * Where an Inngest server calls the job functions, with signed requests. With the local executor every
 * request is refused: the worker runs the functions in its own process, and this process only enqueues.
 */
function handle(method: Method) {
  return async (request: NextRequest, context: unknown): Promise<Response> => {
    if (!usesInngestServer()) return hardened(Response.json({ message: "Unauthorized" }, { status: 401 }));
    const { handlers } = await import("@/inngest/handlers");
    return hardened(await handlers[method](request, context));
  };
}

export const GET = handle("GET");
export const POST = handle("POST");
export const PUT = handle("PUT");
