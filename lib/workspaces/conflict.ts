import { violated } from "@/lib/db/violation";
import { AppError } from "@/lib/errors";

/** Runs `work`; an address that the organization uses already becomes `conflict`, said beside the field. */
export async function refuseTakenSlug<T>(slug: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    if (violated(cause) !== "workspaces_org_slug") throw cause;
    throw new AppError("conflict", `There is already a workspace at the address "${slug}".`, {
      cause,
      fieldErrors: { slug: "Another workspace has this address. Choose a different one." },
    });
  }
}
