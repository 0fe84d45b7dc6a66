import { openVisitor } from "@/lib/auth/visitor";
import { answerDropPut } from "@/lib/drops/put";

/** `PUT /api/v1/drops/<drop>/<file name>` with the file as the body, which is streamed. Programs sign in with a token. */
export async function PUT(request: Request): Promise<Response> {
  const { ip } = await openVisitor();
  return answerDropPut(request, { ip });
}
