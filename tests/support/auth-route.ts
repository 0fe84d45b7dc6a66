import { cookies } from "next/headers";
import { NextRequest } from "next/server";
import { GET, POST } from "@/app/api/auth/[...nextauth]/route";
import { inRequest } from "./request";

const ORIGIN = "http://localhost:3000";

type From = { cookie?: string; origin?: string };

/** Calls the sign-in library's route as a browser does: a POST when there are fields, else a GET. */
export async function authCall(
  path: string,
  fields?: Record<string, string>,
  { cookie = "", origin = ORIGIN }: From = {},
): Promise<Response> {
  const url = `${ORIGIN}/api/auth/${path}`;
  const headers: Record<string, string> = cookie ? { cookie } : {};
  if (fields) headers.origin = origin;
  const body = fields && new URLSearchParams(fields);
  const request = new NextRequest(url, { method: fields ? "POST" : "GET", headers, body });
  const context = { params: Promise.resolve({ nextauth: path.split("/") }) };
  return inRequest({ cookie, headers }, async () => {
    const response = await (fields ? POST : GET)(request, context);
    // Next adds to an answer what its handler put into cookies().
    const known = (await cookies()).get("rollcall.known")?.value;
    if (known) response.headers.append("set-cookie", `rollcall.known=${known}; HttpOnly`);
    return response;
  });
}

/** The token of a form, and the cookie that goes with it. */
export async function csrf(): Promise<{ token: string; cookie: string }> {
  const response = await authCall("csrf");
  const { csrfToken } = (await response.json()) as { csrfToken: string };
  return { token: csrfToken, cookie: pairs(response).join("; ") };
}

/** Signs in as the form does. `cookie` is the session's, empty when there is none; `header` as the browser gets it. */
export async function signInThrough(credentials: { email: string; password: string }, before = "") {
  const { token, cookie } = await csrf();
  const fields = { ...credentials, csrfToken: token, callbackUrl: "/", json: "true" };
  const sent = [cookie, before].filter(Boolean).join("; ");
  const response = await authCall("callback/credentials", fields, { cookie: sent });
  const { url } = (await response.json()) as { url: string };
  const header = response.headers.getSetCookie().find((line) => line.startsWith("rollcall.session=")) ?? "";
  const known = response.headers.getSetCookie().find((line) => line.startsWith("rollcall.known=")) ?? "";
  return {
    status: response.status,
    url,
    header,
    cookie: header.split(";")[0] ?? "",
    known: known.split(";")[0] ?? "",
  };
}

function pairs(response: Response): string[] {
  return response.headers.getSetCookie().map((line) => line.split(";")[0] ?? "");
}
