import { violated } from "@/lib/db/violation";
import { AppError } from "@/lib/errors";

/** Runs `work`; a name that a run gave to a new team at the same moment becomes `conflict`, said beside the name. */
export async function refuseTakenTeam<T>(name: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    if (violated(cause) !== "teams_name") throw cause;
    const message = `There is already a team named "${name}".`;
    throw new AppError("conflict", message, { cause, fieldErrors: { name: message } });
  }
}
