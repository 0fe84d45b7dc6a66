const whole = new Intl.NumberFormat("en", { maximumFractionDigits: 2 });
const percent = new Intl.NumberFormat("en", { maximumFractionDigits: 1 });

/** 12345.678 -> "12,345.68". */
export function formatNumber(value: number): string {
  return whole.format(value);
}

/** A share of 0 to 1 -> "3.4 %". */
export function formatPercent(share: number): string {
  return `${percent.format(share * 100)} %`;
}
