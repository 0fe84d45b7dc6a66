import { protectiveHeaders } from "@/lib/auth/security-headers";
import { isHttps } from "@/lib/auth/cookies";
import { sampleFile } from "@/lib/sample-data/nights";

/** A file of 40 people who do not exist, as an HR system would export it. The same for everyone. */
export function GET(): Response {
  return new Response(sampleFile(), {
    headers: {
      ...protectiveHeaders({ https: isHttps() }),
      "content-type": "text/csv; charset=utf-8",
      "content-disposition": 'attachment; filename="sample-users.csv"',
    },
  });
}
