import { z } from "zod";
import { RESERVED_ORG_SLUGS } from "@/lib/organizations/reserved-slugs";
import { slugSchema } from "@/lib/slug";

/** What founding an organization takes; shared by its form. */
export const newOrganizationSchema = z.object({
  name: z.string().trim().min(1, "Give the organization a name.").max(80, "Use 80 characters at most."),
  slug: slugSchema(RESERVED_ORG_SLUGS),
});

export type NewOrganization = z.infer<typeof newOrganizationSchema>;
