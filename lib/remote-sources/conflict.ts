import { violated } from "@/lib/db/violation";
import { AppError } from "@/lib/errors";

/** Runs `work`; a name that the organization has already becomes `conflict`, said beside the field. */
export async function refuseTakenName<T>(name: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    if (violated(cause) !== "remote_sources_name") throw cause;
    throw new AppError("conflict", `There is already a Remote Source named "${name}".`, {
      cause,
      fieldErrors: { name: "Another Remote Source has this name. Choose a different one." },
    });
  }
}
