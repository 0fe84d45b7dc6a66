import { UNREACHABLE } from "@/components/patterns/action-error";
import { toast } from "@/components/patterns/toast";

/** Says that something could not be loaded, once at a time. */
export function sayUnreachable(): void {
  toast.error(UNREACHABLE.message, { id: "unreachable", description: UNREACHABLE.remedy });
}
