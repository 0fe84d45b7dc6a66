import type { SecretPlace } from "@/lib/secrets/envelope";

type Owner = { orgId: string; id: string };

/** Who a Remote Source's secret may be sent to. */
export type SecretTarget = { host: string; port: number; username: string };

/** Where a Remote Source's secret lives, and the one server and user that it opens for. */
export function placeOf({ orgId, id }: Owner, { host, port, username }: SecretTarget): SecretPlace {
  const boundTo = JSON.stringify([host, port, username]);
  return { table: "remote_sources", orgId, id, field: "credentials", boundTo };
}
