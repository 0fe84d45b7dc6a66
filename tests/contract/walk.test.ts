import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { walkFolder } from "@/lib/pipeline/source/check";
import type { FetchTarget } from "@/lib/pipeline/source/registry";
import type { FolderEntry } from "@/lib/pipeline/source/types";
import { failureOf } from "./failure";
import { PLACES, type Source } from "./sources";

/** More than a page of any kind, and more than a person is shown. */
const MANY = 10_200;

for (const kind of Object.keys(PLACES) as (keyof typeof PLACES)[]) {
  describe(`${kind}: every entry of a folder`, () => {
    let source: Source;
    const signal = new AbortController().signal;

    beforeAll(async () => {
      source = await PLACES[kind]();
    });
    afterAll(() => source.stop());

    const remote = () => {
      const target: FetchTarget = source.target("any");
      if (target.kind === "spooled") throw new Error("This place has no folders.");
      return target;
    };
    const walk = async (folder: string, wants: (name: string) => boolean, startsWith = "") => {
      const found: FolderEntry[] = [];
      for await (const entries of walkFolder(remote(), folder, { signal, startsWith, wants }))
        found.push(...entries);
      return found;
    };

    test("comes, however many there are", async () => {
      for (let index = 0; index < MANY; index += 1)
        await source.put(`many/people_${index}.csv`, Buffer.from("1"));
      await source.put("many/other.csv", Buffer.from("1"));
      await source.put("many/below/people_x.csv", Buffer.from("1"));
      const people = await walk("many", (name) => name.startsWith("people_"), "people_");
      expect(new Set(people.map(({ name }) => name)).size).toBe(MANY);
      expect(people.length).toBe(MANY);
      expect(people.every(({ kind }) => kind === "file")).toBe(true);
      expect(people[0]).toMatchObject({ sizeBytes: 1, modifiedAt: expect.stringMatching(/^20\d\d-.*Z$/) });
    });

    test("is told from folders", async () => {
      await source.put("mixed/2026/a.csv", Buffer.from("1"));
      await source.put("mixed/2026.csv", Buffer.from("1"));
      const found = await walk("mixed", (name) => name.startsWith("2026"), "2026");
      expect(found.map(({ name, kind }) => `${name} ${kind}`).sort()).toEqual([
        "2026 folder",
        "2026.csv file",
      ]);
    });

    test("in the folder that the login starts in", async () => {
      await source.put("at-the-start.csv", Buffer.from("1"));
      expect((await walk("", (name) => name === "at-the-start.csv")).length).toBe(1);
    });

    test("the connection ends when the reader has seen enough", async () => {
      for await (const _entries of walkFolder(remote(), "many", {
        signal,
        startsWith: "",
        wants: () => true,
      }))
        break;
      await expect.poll(source.connections).toBe(0);
    });

    test("a folder that is not there is an error with its name, and no connection stays", async () => {
      const error = await failureOf(walk("nowhere", () => true));
      expect(error).toMatchObject({ code: "source_path", message: expect.stringContaining("nowhere") });
      await expect.poll(source.connections).toBe(0);
    });
  });
}
