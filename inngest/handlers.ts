import { serve } from "inngest/next";
import { inngest } from "@/lib/jobs/client";
import { functions } from "./functions";

/** The functions as an Inngest server reaches them. */
export const handlers = serve({ client: inngest, functions });
