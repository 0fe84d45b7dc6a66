const UNITS = ["bytes", "KB", "MB", "GB", "TB"] as const;

const small = new Intl.NumberFormat("en", { maximumFractionDigits: 1 });
const large = new Intl.NumberFormat("en", { maximumFractionDigits: 0 });

/** 1474560 -> "1.5 MB". Units are powers of 1,000. */
export function formatBytes(sizeBytes: number): string {
  let value = Math.max(0, sizeBytes);
  let unit = 0;
  // 999.96 KB would read "1,000 KB": what rounds up to the next unit is shown in it.
  while (value >= 999.5 && unit < UNITS.length - 1) {
    value /= 1000;
    unit += 1;
  }
  if (unit === 0) return `${large.format(value)} ${value === 1 ? "byte" : "bytes"}`;
  return `${(value < 100 ? small : large).format(value)} ${UNITS[unit]}`;
}
