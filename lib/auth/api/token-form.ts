import { newToken } from "@/lib/auth/token";

/** So that a token is recognized where it was left by mistake, such as in a repository. */
const PREFIX = "rct_";

const FORM = /^rct_[A-Za-z0-9_-]{43}$/;

/** 256 random bits behind `rct_`. */
export function newApiToken(): string {
  return `${PREFIX}${newToken()}`;
}

/** The token in an `Authorization` header; null for what can't be one. Two headers are joined by a comma, which no token has. */
export function bearerTokenOf(headers: Headers): string | null {
  const [, scheme = "", value = ""] = /^(\S+) +(\S+)$/.exec(headers.get("authorization")?.trim() ?? "") ?? [];
  return scheme.toLowerCase() === "bearer" && FORM.test(value) ? value : null;
}
