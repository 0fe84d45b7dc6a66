import type { NumberFormat } from "@/lib/pipeline/unpack/xlsx/number-formats";

/** A whole number stays as it is written, of any length; others have the 15 digits that Excel shows. Never an exponent. */
export function numberText(raw: string): string {
  const text = raw.trim();
  if (/^\d+$/.test(text) || /^-[1-9]\d*$/.test(text)) return text;
  const value = text === "" ? Number.NaN : Number(text);
  if (!Number.isFinite(value)) return text;
  return plain(Number(value.toPrecision(15)));
}

function plain(value: number): string {
  const text = String(value);
  const [mantissa = "", exponent] = text.split("e");
  if (exponent === undefined) return text === "-0" ? "0" : text;
  const sign = mantissa.startsWith("-") ? "-" : "";
  const digits = mantissa.replace(/[-.]/g, "");
  const whole = Number(exponent) + 1;
  return whole > 0 ? `${sign}${digits.padEnd(whole, "0")}` : `${sign}0.${"0".repeat(-whole)}${digits}`;
}

/** A number as its format means it. `is1904`: the days of the workbook are counted from 1904, as once on Macs. */
export function formattedText(raw: string, format: NumberFormat, is1904: boolean): string {
  if (format === null) return numberText(raw);
  const value = Number(raw);
  if (raw.trim() === "" || !Number.isFinite(value)) return numberText(raw);
  if (typeof format === "object") {
    const text = numberText(raw);
    return /^\d+$/.test(text) ? text.padStart(format.digits, "0") : text;
  }
  if (value < 0 || value >= DAYS_MAX) return numberText(raw);
  const seconds = Math.round(value * DAY_SECONDS);
  const days = format === "date" ? Math.floor(value) : Math.floor(seconds / DAY_SECONDS);
  const time = clock(format === "time" ? seconds : seconds - days * DAY_SECONDS);
  if (format === "time") return time;
  const date = dateText(days, is1904);
  return format === "date" || time === "00:00:00" ? date : `${date} ${time}`;
}

const DAY_SECONDS = 86_400;
/** The 31st of December 9999 is the last that there is. */
const DAYS_MAX = 2_958_466;

function clock(seconds: number): string {
  const parts = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  return parts.map((part) => String(part).padStart(2, "0")).join(":");
}

function dateText(days: number, is1904: boolean): string {
  // Excel counts a 29th of February 1900, which never was: it is shown as Excel shows it, and read as no date.
  if (!is1904 && days === 60) return "1900-02-29";
  const from = is1904 ? Date.UTC(1904, 0, 1) : Date.UTC(1899, 11, days < 60 ? 31 : 30);
  return new Date(from + days * DAY_SECONDS * 1000).toISOString().slice(0, 10);
}

/** A date that is stored as text (ISO 8601): without a time that says nothing. */
export function isoText(raw: string): string {
  const found = /^(\d{4}-\d{2}-\d{2})(?:T(\d{2}:\d{2}:\d{2})(?:\.\d+)?Z?)?$/.exec(raw.trim());
  if (!found) return raw;
  const [, date = "", time = "00:00:00"] = found;
  return time === "00:00:00" ? date : `${date} ${time}`;
}

/** `_x000D_` is how a workbook writes a character that XML can't have; line ends are LF then. */
export function unescaped(text: string): string {
  const whole = text.includes("_x")
    ? text.replace(/_x([0-9A-Fa-f]{4})_/g, (as, code: string) => {
        const char = Number.parseInt(code, 16);
        return char === 0 ? as : String.fromCharCode(char);
      })
    : text;
  return whole.includes("\r") ? whole.replace(/\r\n?/g, "\n") : whole;
}
