import { AppError } from "@/lib/errors";

type Details = {
  cause?: unknown;
  /** Instead of the general one for the code. */
  remedy?: string;
  meta?: Readonly<Record<string, unknown>>;
};

/** A DNS, socket or network error on the way to a customer's server, in the exact words customers know. */
export function networkError(code: string, message: string, details: Details = {}): AppError {
  return new AppError("source_network", `Connection error: Error (${code}) opening connection: ${message}`, {
    retry: true,
    remedy:
      REMEDIES[code] ??
      "Try again in a few minutes. If it keeps happening, ask the administrator of the server.",
    ...details,
  });
}

/** The server answered nothing in time. Trying again may help. */
export function timeoutError(details: Details = {}): AppError {
  return new AppError("source_network", "Connection error: Unable to open connection", {
    ...details,
    retry: true,
    remedy:
      "The server did not answer in time. Check the host and the port, and that the firewall accepts connections from Rollcall.",
  });
}

/** The code of an error of the system or the resolver, such as ECONNREFUSED; null for anything else. */
export function systemCode(error: unknown): string | null {
  if (!(error instanceof Error) || !("syscall" in error) || !("code" in error)) return null;
  return typeof error.code === "string" ? error.code : null;
}

const UNREACHABLE =
  "The server can't be reached from here. Check the host, and that it is reachable from the internet.";

const REMEDIES: Readonly<Record<string, string>> = {
  ENOTFOUND: "No server has this name. Check the host for typos.",
  EAI_AGAIN: "The name could not be looked up. Check the host for typos, or try again later.",
  ECONNREFUSED:
    "Nothing answers at that host and port. Check both, and that the firewall accepts connections from Rollcall.",
  ECONNRESET:
    "The server closed the connection. Try again. If it keeps happening, ask the administrator of the server.",
  EPIPE:
    "The server closed the connection. Try again. If it keeps happening, ask the administrator of the server.",
  ETIMEDOUT:
    "The server stopped answering. Try again. If it keeps happening, ask the administrator of the server.",
  EPROTO:
    "Rollcall can't read what the server sent. Try again. If it keeps happening, ask the administrator of the server.",
  EHOSTUNREACH: UNREACHABLE,
  ENETUNREACH: UNREACHABLE,
};
