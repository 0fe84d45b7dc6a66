import { generateSecret, generateURI, verifySync } from "otplib/functional";
import { encode } from "uqr";

/** Phones are a little off, and codes take a moment to type: the code before and the code after pass, too. */
const TOLERANCE_SECONDS = 30;

/** 160 random bits, as RFC 4226 recommends, in base32. */
export function newTotpSecret(): string {
  return generateSecret();
}

/** What an authenticator app reads from the picture. */
export function totpUri({ secret, email }: { secret: string; email: string }): string {
  return generateURI({ issuer: "Rollcall", label: email, secret });
}

/** The code as its digits only; null for what can't be one. */
export function totpDigits(typed: string): string | null {
  const digits = typed.replace(/[\s-]/g, "");
  return /^\d{6}$/.test(digits) ? digits : null;
}

/** The time step that a typed code belongs to; null for a wrong code, and for one not newer than step `after`. */
export function totpStep(
  typed: string,
  { secret, after, now }: { secret: string; after: number; now: Date },
): number | null {
  const token = totpDigits(typed);
  if (token === null) return null;
  const epoch = Math.floor(now.getTime() / 1000);
  const result = verifySync({ secret, token, epoch, epochTolerance: TOLERANCE_SECONDS });
  return result.valid && "timeStep" in result && result.timeStep > after ? result.timeStep : null;
}

export type Picture = {
  /** Width and height in modules. */
  size: number;
  /** The dark modules as an SVG path. */
  path: string;
};

/** A text as a QR code, with the white border that cameras need. */
export function qrPicture(text: string): Picture {
  const { data, size } = encode(text, { ecc: "M", border: 4 });
  const path = data.flatMap((row, y) => row.map((dark, x) => (dark ? `M${x} ${y}h1v1h-1z` : ""))).join("");
  return { size, path };
}
