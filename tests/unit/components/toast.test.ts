import { expect, test } from "vitest";
import { connectToasts, onWaitingToast, toast } from "@/components/patterns/toast";

test("what is said before toasts can be shown waits, asks for what shows them, and comes in its order", () => {
  const shown: string[] = [];
  const show = ({ kind, title }: { kind: string; title: string }) => shown.push(`${kind}: ${title}`);
  let asked = 0;
  toast.success("Saved");
  const settle = onWaitingToast(() => asked++);
  expect(asked).toBe(1);
  toast.error("Refused", { description: "Try again." });
  expect([asked, shown]).toEqual([2, []]);

  const disconnect = connectToasts(show);
  expect(shown).toEqual(["success: Saved", "error: Refused"]);
  toast.message("Nothing was changed");
  expect(shown.at(-1)).toBe("message: Nothing was changed");

  disconnect();
  toast.info("Later");
  expect(shown).toHaveLength(3);
  connectToasts(show)();
  expect(shown.at(-1)).toBe("info: Later");
  settle();
});
