import { route } from "@/lib/route";
import { getCsvTemplate } from "@/lib/uploads/get-template";
import { askedTemplate } from "@/lib/uploads/schema";

/**
 * `?sync=<Sync ID>` (absent: the sync of uploads), or `?template=standard|employees`, and `&file=managers` for the second
 * file: a CSV with the right columns and two example rows, to fill in.
 */
export const GET = route(
  "/[org]/[workspace]/upload/template",
  { can: "run:start", scope: "workspace" },
  async (ctx, request) => {
    const { searchParams } = new URL(request.url);
    const { fileName, text } = await getCsvTemplate(ctx, askedTemplate(searchParams));
    const headers = {
      "content-type": "text/csv; charset=utf-8",
      "content-disposition": `attachment; filename="${fileName}"`,
      "x-content-type-options": "nosniff",
      "cache-control": "no-store",
    };
    return new Response(text, { headers });
  },
);
