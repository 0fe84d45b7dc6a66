import { z } from "zod";

const SHAPE = /^[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])$/;

/** The part of an address made from a name: lower-case letters, digits and single hyphens, 40 at most. May be empty. */
export function slugFrom(name: string): string {
  return name
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .slice(0, 40)
    .replace(/^-+|-+$/g, "");
}

/** The part of an address in a form. `reserved` are words that our own pages use in the same place. */
export function slugSchema(reserved: ReadonlySet<string>) {
  return z
    .string()
    .trim()
    .regex(SHAPE, "Use 2 to 40 lower-case letters, digits and hyphens, such as acme-oy.")
    .refine((slug) => !reserved.has(slug), "Rollcall uses this word itself. Choose another.");
}
