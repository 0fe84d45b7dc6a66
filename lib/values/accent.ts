type Rgb = readonly [number, number, number];

/** What WCAG 2.2 asks of text at level AA. */
export const CONTRAST_MIN = 4.5;

/** The least favourable ground of each theme on which a link or a button's edge is seen: what is muted there. */
const GROUND = { light: "#f1f3f4", dark: "#23282a" } as const;
const END = { light: "#000000", dark: "#ffffff" } as const;

export type Theme = keyof typeof GROUND;
export const THEMES = ["light", "dark"] as const satisfies readonly Theme[];

/** `colour` for links and buttons, `text` for what is written on it; `isAdjusted`: it is not the one that was chosen. */
export type AccentColour = { colour: string; text: string; isAdjusted: boolean };

/** `#0A7`, `0a7bff` -> `#00aa77`, `#0a7bff`; null for what is no colour in hex. */
export function readHex(text: string): string | null {
  const [, digits = ""] = /^#?([0-9a-f]{3}|[0-9a-f]{6})$/i.exec(text.trim()) ?? [];
  if (!digits) return null;
  const full = digits.length === 3 ? [...digits].map((digit) => digit + digit).join("") : digits;
  return `#${full.toLowerCase()}`;
}

/**
 * A chosen colour (`#rrggbb`) as each theme can show it: darkened or lightened, no further than needed, until it has a
 * contrast of 4.5:1 with every ground of the theme, and black or white for the text on it, whichever is easier to read.
 */
export function accentColours(accent: string): Record<Theme, AccentColour> {
  return { light: readableOn(accent, "light"), dark: readableOn(accent, "dark") };
}

function readableOn(accent: string, theme: Theme): AccentColour {
  const steps = Array.from({ length: 101 }, (_, percent) => mix(accent, END[theme], percent / 100));
  const colour = steps.find((step) => contrast(step, GROUND[theme]) >= CONTRAST_MIN) ?? END[theme];
  const text = contrast(colour, "#ffffff") >= contrast(colour, "#000000") ? "#ffffff" : "#000000";
  return { colour, text, isAdjusted: colour !== accent };
}

/** The ratio of WCAG 2.2 between two colours, 1 to 21. */
export function contrast(one: string, other: string): number {
  const [dark = 0, light = 0] = [luminance(rgb(one)), luminance(rgb(other))].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

/** Relative luminance of sRGB, 0 to 1. */
export function luminance(colour: Rgb): number {
  const [r = 0, g = 0, b = 0] = colour.map((value) => {
    const part = value / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function mix(from: string, to: string, share: number): string {
  const end = rgb(to);
  const parts = rgb(from).map((value, at) => Math.round(value + ((end[at] ?? 0) - value) * share));
  return `#${parts.map((part) => part.toString(16).padStart(2, "0")).join("")}`;
}

function rgb(hex: string): Rgb {
  const value = Number.parseInt(hex.slice(1), 16);
  return [(value >> 16) & 255, (value >> 8) & 255, value & 255];
}
