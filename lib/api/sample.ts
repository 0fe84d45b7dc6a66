import type { ApiOperation } from "@/lib/api/route";

/** One request of an operation with curl, as it is in the documentation. */
export function curlSample({ method, path, example, isFile, planHash }: ApiOperation): string {
  const inPath = new Set<string>();
  const address = path.replace(/\{(\w+)\}/g, (_, name: string) => {
    inPath.add(name);
    return name === "workspace" ? "$WORKSPACE" : String(example[name] ?? name);
  });
  const rest = Object.entries(example).filter(([name]) => !inPath.has(name));
  const query = method === "GET" ? rest.map(([name, value]) => `${name}=${value}`).join("&") : "";
  const lines = [
    `curl -sS --fail-with-body -H "Authorization: Bearer $ROLLCALL_TOKEN"`,
    ...(method === "GET" ? [] : [`  -H "Idempotency-Key: $(openssl rand -hex 16)"`]),
    ...(planHash === "required" ? [`  -H "If-Match: \\"$PLAN_HASH\\""`] : []),
    ...(isFile ? ["  -T people.csv"] : bodyOf(method, Object.fromEntries(rest))),
    `  "$ROLLCALL_URL/api/v1${address}${query ? `?${query}` : ""}"`,
  ];
  return lines.join(" \\\n");
}

function bodyOf(method: string, body: Record<string, unknown>): string[] {
  if (method === "GET") return [];
  return Object.keys(body).length === 0 ? ["  -X POST"] : [`  --json '${JSON.stringify(body)}'`];
}
