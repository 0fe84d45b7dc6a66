import type { ApiOperation } from "@/lib/api/route";
import { AppError, notFound } from "@/lib/errors";

const BASE = "/api/v1";

export type Match = { operation: ApiOperation; params: Record<string, string> };

/** The operation that a request asks for. Throws `not_found`, or `method_not_allowed` with the methods that there are. */
export function matchOperation(operations: readonly ApiOperation[], method: string, pathname: string): Match {
  const parts = partsOf(pathname);
  const there = operations.flatMap((operation) => {
    const params = parts && paramsOf(operation.path, parts);
    return params ? [{ operation, params }] : [];
  });
  const found = there.find(({ operation }) => operation.method === method);
  if (found) return found;
  if (there.length === 0) throw notFound("The address");
  const allow = there.map(({ operation }) => operation.method).join(", ");
  throw new AppError("method_not_allowed", `This address takes ${allow}.`, { meta: { allow } });
}

/** The parts of an address behind the version, decoded; null for one that can't be decoded. */
function partsOf(pathname: string): string[] | null {
  if (!pathname.startsWith(`${BASE}/`)) return null;
  try {
    return pathname
      .slice(BASE.length + 1)
      .split("/")
      .map(decodeURIComponent);
  } catch {
    return null;
  }
}

function paramsOf(path: string, parts: readonly string[]): Record<string, string> | null {
  const names = path.slice(1).split("/");
  if (names.length !== parts.length) return null;
  const params: Record<string, string> = {};
  for (const [at, name] of names.entries()) {
    const part = parts[at] ?? "";
    if (name.startsWith("{")) params[name.slice(1, -1)] = part;
    else if (name !== part) return null;
  }
  return params;
}
