import type { Schedule } from "@/lib/syncs/next-run";

/** "Every day at 02:00 (Europe/Helsinki)", "Every 6 hours from 02:00 (UTC)". */
export function scheduleText({ everyHours, atTime, timeZone }: Schedule): string {
  const zone = timeZone.replaceAll("_", " ");
  if (everyHours === 24) return `Every day at ${atTime} (${zone})`;
  return `Every ${everyHours === 1 ? "hour" : `${everyHours} hours`} from ${atTime} (${zone})`;
}
