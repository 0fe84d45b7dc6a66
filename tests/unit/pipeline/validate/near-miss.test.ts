import { expect, test } from "vitest";
import { nearMiss } from "@/lib/model/standard-columns";

test.each([
  ["id", "id"],
  ["UID", "id"],
  ["E-mail", "email"],
  ["Email address", "email"],
  ["e mail_ADDRESS", "email"],
  ["FIRST_NAME", "first_name"],
  ["Given name", "first_name"],
  ["Surname", "last_name"],
  ["Last name ", "last_name"],
  ["Mobile phone", "mobile"],
  ["Idea", null],
  ["", null],
])("A header %j is probably %s", (header, target) => expect(nearMiss(header)).toBe(target));
