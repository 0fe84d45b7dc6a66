import fc from "fast-check";
import { expect, test } from "vitest";
import { folderBelow, keyOf, nameBelow, prefixOfFolder, readPrefix } from "@/lib/pipeline/source/s3/keys";
import { readPolicy } from "@/lib/pipeline/source/s3/policy";

/** Whatever a key may be, with what is special to paths more often than chance has it. */
const key = fc.string({
  unit: fc.constantFrom("a", "ü", "/", ".", " ", "+", "%", "\\", "東"),
  maxLength: 12,
});
const prefix = key.map(readPrefix);
const part = fc.string({ unit: fc.constantFrom("a", "ü", ".", " ", "+", "%"), minLength: 1, maxLength: 6 });

test("a prefix is empty or ends with a slash, and reading it again changes nothing", () => {
  fc.assert(
    fc.property(key, (entered) => {
      const read = readPrefix(entered);
      expect(read === "" || read.endsWith("/")).toBe(true);
      expect(readPrefix(read)).toBe(read);
      expect(read.startsWith(entered)).toBe(true);
    }),
  );
});

test("every path is a key below the prefix, letter by letter, and two paths are two keys", () => {
  fc.assert(
    fc.property(prefix, key, key, (before, path, other) => {
      expect(keyOf(before, path).startsWith(before)).toBe(true);
      expect(keyOf(before, path).slice(before.length)).toBe(path);
      expect(keyOf(before, path) === keyOf(before, other)).toBe(path === other);
    }),
  );
});

test("what a listing shows leads back to the object: folder by folder, then the name", () => {
  fc.assert(
    fc.property(prefix, fc.array(part, { minLength: 1, maxLength: 4 }), (before, parts) => {
      const whole = keyOf(before, parts.join("/"));
      let folder = "";
      for (const name of parts.slice(0, -1)) {
        const here = prefixOfFolder(before, folder);
        expect(folderBelow(here, `${here}${name}/`)).toBe(name);
        folder = folder === "" ? name : `${folder}/${name}`;
      }
      expect(nameBelow(prefixOfFolder(before, folder), whole)).toBe(parts.at(-1));
      expect(keyOf(before, folder === "" ? (parts[0] ?? "") : `${folder}/${parts.at(-1)}`)).toBe(whole);
    }),
  );
});

test("nothing outside of a folder, and no object that marks one, has a name there", () => {
  fc.assert(
    fc.property(prefix, key, (before, other) => {
      const name = nameBelow(before, other);
      if (name === null) return;
      expect(before + name).toBe(other);
      expect(name.endsWith("/") || name === "").toBe(false);
    }),
  );
});

test("a policy allows what is below the prefix of the bucket, and nothing else", () => {
  expect(JSON.parse(readPolicy({ bucket: "hr-x", prefix: "exports", region: "eu-west-1" }))).toEqual({
    Version: "2012-10-17",
    Statement: [
      {
        Sid: "ListFiles",
        Effect: "Allow",
        Action: "s3:ListBucket",
        Resource: "arn:aws:s3:::hr-x",
        Condition: { StringLike: { "s3:prefix": ["exports/*"] } },
      },
      { Sid: "ReadFiles", Effect: "Allow", Action: "s3:GetObject", Resource: "arn:aws:s3:::hr-x/exports/*" },
    ],
  });
  const whole = JSON.parse(readPolicy({ bucket: "hr-x", prefix: "", region: "cn-north-1" }));
  expect(whole.Statement[0]).not.toHaveProperty("Condition");
  expect(whole.Statement[1].Resource).toBe("arn:aws-cn:s3:::hr-x/*");
});

test("a policy stays JSON, and means letters that are wildcards to IAM as they are", () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), (bucket, entered) => {
      const { Statement } = JSON.parse(readPolicy({ bucket, prefix: entered, region: "" }));
      expect(Statement).toHaveLength(2);
    }),
  );
  expect(readPolicy({ bucket: "hr-x", prefix: "a*b?$", region: "" })).toContain(`hr-x/a\${*}b\${?}\${$}/*`);
});
