import { route } from "@/lib/auth/route";
import { listFields } from "@/lib/fields/list";
import { csvTemplate } from "@/lib/uploads/template";

/** A CSV with the workspace's columns and two example rows, to fill in. */
export const GET = route({ can: "run:start", scope: "workspace" }, async (ctx) => {
  const headers = {
    "content-type": "text/csv; charset=utf-8",
    "content-disposition": 'attachment; filename="users-template.csv"',
    "x-content-type-options": "nosniff",
    "cache-control": "no-store",
  };
  return new Response(csvTemplate(await listFields(ctx)), { headers });
});
