import { env } from "@/lib/env";

/** The addresses that we connect from, for a customer's allow-list; empty when the operator has not said. */
export function egressAddresses(): string[] {
  const text = env().EGRESS_IPS ?? "";
  return text.split(/[\s,]+/).filter((address) => address.length > 0);
}
