import { violated } from "@/lib/db/violation";
import { AppError } from "@/lib/errors";

/** Runs `work`; a name that another list of the workspace has becomes `conflict`, said beside the name. */
export async function refuseTakenName<T>(name: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    if (violated(cause) !== "user_lists_name") throw cause;
    throw new AppError("conflict", `There is already a user list named "${name}".`, {
      cause,
      fieldErrors: { name: "Another user list has this name. Choose a different one." },
    });
  }
}
