import { z } from "zod";

/** For how many days a link can work. Loads in a browser too. */
export const LINK_DAYS = [7, 30, 90] as const;

export const makeLinkInput = z.object({
  sourceId: z.uuid(),
  days: z
    .number()
    .int()
    .refine((days) => LINK_DAYS.some((choice) => choice === days), "Choose how long the link works."),
});
export const revokeLinkInput = z.object({ sourceId: z.uuid(), linkId: z.uuid() });

export type MakeLinkInput = z.output<typeof makeLinkInput>;
export type RevokeLinkInput = z.output<typeof revokeLinkInput>;
