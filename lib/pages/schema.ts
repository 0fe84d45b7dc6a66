import { z } from "zod";
import { PORTAL_WORDS } from "@/lib/auth/portal/place";
import { markdownProblem } from "@/lib/pages/markdown-limits";
import { foreignPicture } from "@/lib/pictures/in-text";
import { slugSchema } from "@/lib/slug";

export const PAGE_TITLE_CHARS_MAX = 120;
export const PAGE_BODY_CHARS_MAX = 20_000;
/** A portal's start shows all of them. */
export const PAGES_MAX = 200;
export const PAGE_LISTS_MAX = 50;

const id = z.number().int().positive();
const listIds = z
  .array(id)
  .max(PAGE_LISTS_MAX, `At most ${PAGE_LISTS_MAX} lists.`)
  .transform((ids) => [...new Set(ids)]);

/** Shared by the form and its actions. */
export const createPageInput = z.object({
  title: z
    .string()
    .trim()
    .min(1, "Enter a title.")
    .max(PAGE_TITLE_CHARS_MAX, `At most ${PAGE_TITLE_CHARS_MAX} characters.`)
    .regex(/^[^\p{Cc}]*$/u, "A title is one line."),
  slug: slugSchema(PORTAL_WORDS),
  body: z
    .string()
    .max(PAGE_BODY_CHARS_MAX, `At most ${PAGE_BODY_CHARS_MAX} characters.`)
    .superRefine((text, context) => {
      const message = markdownProblem(text) ?? foreignPicture(text);
      if (message) context.addIssue({ code: "custom", message });
    }),
  audience: z.enum(["everyone", "lists"]),
  listIds,
});

export const updatePageInput = createPageInput.extend({ id, version: id });
export const pageIdInput = z.object({ id });
export const pageOrderInput = z.object({ ids: z.array(id).max(1000) });
export const audience = z.object({ audience: z.enum(["everyone", "lists"]), listIds });

export type PageInput = z.input<typeof createPageInput>;
export type NewPage = z.output<typeof createPageInput>;
export type EditedPage = z.output<typeof updatePageInput>;
export type Audience = z.output<typeof audience>;
