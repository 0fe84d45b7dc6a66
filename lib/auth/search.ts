import { normalEmail } from "@/lib/auth/read-email";
import { safeNext } from "@/lib/auth/safe-next";

/** Query of the sign-in and sign-up pages, as it comes in. */
export type AuthSearch = { next?: string | string[]; email?: string | string[] };

type Checked = {
  /** One of our paths. */
  next: string;
  /** The address an invitation is for; empty when there is none. */
  email: string;
};

/** What may be used of the query: anyone can write a link to these pages. */
export function readAuthSearch({ next, email }: AuthSearch): Checked {
  return {
    next: safeNext(typeof next === "string" ? next : null),
    email: typeof email === "string" ? (normalEmail(email) ?? "") : "",
  };
}

/** `path` with what the other page needs to continue from there. */
export function withAuthSearch(path: string, { next, email }: Partial<Checked>): string {
  const query = new URLSearchParams();
  if (next && next !== "/") query.set("next", next);
  if (email) query.set("email", email);
  return query.size > 0 ? `${path}?${query}` : path;
}
