import { answerApi } from "@/lib/api/answer";
import { matchOperation } from "@/lib/api/match";
import { problemShape } from "@/lib/api/openapi";
import { API_OPERATIONS } from "@/lib/api/registry";
import type { ApiDeps } from "@/lib/auth/api/token-login";
import { createLog } from "@/lib/log";
import { testDb } from "./db";

type Sent = {
  token?: string | undefined;
  body?: unknown;
  headers?: Record<string, string> | undefined;
  clock?: () => Date;
  ip?: string;
};

export type Answer = { status: number; headers: Headers; body: Record<string, unknown>; text: string };

/**
 * Sends a request through the door of the API. What it answers is held against the schema of the operation, or of
 * problems: an answer that the document does not describe throws.
 */
export async function askApi(
  method: string,
  path: string,
  { token, body, headers = {}, clock = () => new Date(), ip = "10.1.1.1" }: Sent = {},
): Promise<Answer> {
  const deps: ApiDeps = { db: testDb().db, clock, log: createLog("test") };
  const isText = typeof body === "string";
  const request = new Request(`http://localhost:3000/api/v1${path}`, {
    method,
    headers: { ...(token ? { authorization: `Bearer ${token}` } : {}), ...headers },
    ...(body === undefined ? {} : { body: isText ? body : JSON.stringify(body) }),
  });
  const response = await answerApi(request, { ip, deps });
  const text = await response.text();
  const answer = { status: response.status, headers: response.headers, body: JSON.parse(text), text };
  requireDescribed(method, path, answer);
  return answer;
}

function requireDescribed(method: string, path: string, { status, headers, body }: Answer): void {
  if (status >= 400) {
    if (headers.get("content-type") !== "application/problem+json")
      throw new Error("Not a problem document.");
    problemShape.parse(body);
    return;
  }
  const { pathname } = new URL(`http://localhost/api/v1${path}`);
  const { operation } = matchOperation(API_OPERATIONS, method, pathname);
  if (operation.status !== status) throw new Error(`${operation.id} answers ${status}.`);
  operation.output.parse(body);
}
