import { randomBytes } from "node:crypto";

/** An address in a network of its own, so that tests are not throttled for each other. */
export function mintIp(): string {
  return `2001:db8:${randomBytes(2).toString("hex")}:${randomBytes(2).toString("hex")}::1`;
}
