import { z } from "zod";

export const personInput = z.object({ id: z.int().positive() });

export const eraseInput = personInput.extend({
  /** Said by someone who knows that the last file still names the person. */
  evenIfNamed: z.boolean().optional(),
});

export type EraseInput = z.output<typeof eraseInput>;

const receiptId = z.uuid();

export function isReceiptId(text: string): boolean {
  return receiptId.safeParse(text).success;
}
