import { cookies } from "next/headers";
import { ZONE_COOKIE } from "@/lib/format/zone-cookie";

/** The time zone of the reader's browser, as it said last; UTC before it has said any. */
export async function readerZone(): Promise<string> {
  const zone = (await cookies()).get(ZONE_COOKIE)?.value ?? "UTC";
  try {
    return new Intl.DateTimeFormat("en", { timeZone: decodeURIComponent(zone) }).resolvedOptions().timeZone;
  } catch {
    return "UTC";
  }
}
