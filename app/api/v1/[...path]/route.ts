import { answerApi } from "@/lib/api/answer";
import { openVisitor } from "@/lib/auth/visitor";

/** Every address of the API but the drops' and its documentation: programs sign in with a token. */
async function answer(request: Request): Promise<Response> {
  const { ip } = await openVisitor();
  return answerApi(request, { ip });
}

export const GET = answer;
export const POST = answer;
export const PUT = answer;
export const PATCH = answer;
export const DELETE = answer;
