import { serve } from "inngest/next";
import { inngest } from "./client";
import { functions } from "./functions";

/** The functions as an Inngest server reaches them. */
export const handlers = serve({ client: inngest, functions });
