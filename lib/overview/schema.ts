import { z } from "zod";

export const nightsInput = z.object({ syncId: z.string().regex(/^[0-9a-f]{24}$/) });
