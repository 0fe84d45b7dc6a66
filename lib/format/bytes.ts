import { writeNumber } from "@/lib/format/locale";

const UNITS = ["bytes", "KB", "MB", "GB", "TB"] as const;

/** 1474560 -> "1.5 MB". Units are powers of 1,000. */
export function formatBytes(sizeBytes: number): string {
  let value = Math.max(0, sizeBytes);
  let unit = 0;
  // 999.96 KB would read "1,000 KB": what rounds up to the next unit is shown in it.
  while (value >= 999.5 && unit < UNITS.length - 1) {
    value /= 1000;
    unit += 1;
  }
  if (unit === 0) return `${writeNumber(value, 0)} ${value === 1 ? "byte" : "bytes"}`;
  return `${writeNumber(value, value < 100 ? 1 : 0)} ${UNITS[unit]}`;
}
