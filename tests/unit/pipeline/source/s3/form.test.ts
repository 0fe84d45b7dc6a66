import { describe, expect, test } from "vitest";
import { s3Adapter } from "@/lib/pipeline/source/s3/adapter";
import { awsEndpoint, endpointOf, hostOfBucket } from "@/lib/pipeline/source/s3/endpoint";
import { editedS3, newS3, type S3Fields } from "@/lib/pipeline/source/s3/form";

const AWS: S3Fields = {
  ...{ kind: "s3", name: "HR", service: "aws", endpoint: "", region: "eu-west-1", bucket: "hr-exports" },
  ...{ prefix: "exports", accessKeyId: "AKIAIOSFODNN7EXAMPLE", secretAccessKey: "secret", pathStyle: true },
};
const OTHER: S3Fields = { ...AWS, service: "other", endpoint: "https://minio.example.com:9000", region: "" };
const faultOf = (fields: S3Fields) => newS3.safeParse(fields).error?.issues[0]?.message ?? null;
const settingsOf = (fields: S3Fields) => s3Adapter.settingsOf(newS3.parse(fields));

describe("what is entered", () => {
  test.each<[Partial<S3Fields>, string]>([
    [{ bucket: "" }, "Enter the name of the bucket."],
    [{ bucket: "s3://hr/exports" }, "What follows the slash goes into the field Prefix."],
    [{ bucket: "hr/exports" }, "What follows the slash goes into the field Prefix."],
    [{ bucket: "arn:aws:s3:eu-west-1:123:accesspoint/x" }, "This is an ARN."],
    [{ bucket: "a b" }, "This is not the name of a bucket."],
    [{ bucket: "hr@evil.example" }, "This is not the name of a bucket."],
    [{ region: "" }, "Enter the region"],
    [{ region: "eu-west-1.evil.example/" }, "Enter the region"],
    [{ region: "EU West" }, "Enter the region"],
    [{ accessKeyId: "" }, "Enter the access key ID."],
    [{ accessKeyId: "ASIAIOSFODNN7EXAMPLE" }, "This is a temporary key"],
    [{ accessKeyId: "a b" }, "no blanks"],
    [{ secretAccessKey: " " }, "Enter the secret access key."],
    [{ prefix: "a\nb" }, "no line breaks"],
  ])("%j of Amazon S3 is refused: %s", (change, fault) => {
    expect(faultOf({ ...AWS, ...change })).toContain(fault);
  });

  test.each([
    ["", "Enter the address of the service"],
    ["ftp://minio.example.com", "This is not an address."],
    ["https://", "This is not an address."],
    ["https://user:pass@minio.example.com", "Leave out the user and the password"],
    ["https://minio.example.com/?x=1", "Leave out everything from the ? or # on."],
    ["https://s3.eu-west-1.amazonaws.com", "choose Amazon S3 as the service"],
    ["hr-exports.s3.amazonaws.com", "choose Amazon S3 as the service"],
    ["https://hr-exports.minio.example.com", "Leave out the bucket"],
    ["https://minio.example.com/hr-exports", "Leave out the bucket"],
  ])("the address %j is refused: %s", (endpoint, fault) => {
    expect(faultOf({ ...OTHER, endpoint })).toContain(fault);
  });

  test("an edited source may leave its secret empty", () => {
    expect(editedS3.safeParse({ ...AWS, secretAccessKey: "" }).success).toBe(true);
  });
});

describe("what is stored", () => {
  test("of Amazon's own service: no address, so that another region needs no other secret", () => {
    expect(settingsOf(AWS)).toEqual({
      place: { endpoint: "aws", bucket: "hr-exports", accessKeyId: "AKIAIOSFODNN7EXAMPLE" },
      ...{ region: "eu-west-1", prefix: "exports/", pathStyle: false },
    });
    expect(settingsOf({ ...AWS, region: "us-east-1" }).place).toEqual(settingsOf(AWS).place);
  });

  test.each([
    ["minio.example.com", "https://minio.example.com"],
    ["https://MinIO.example.com:9000/", "https://minio.example.com:9000"],
    ["https://x.supabase.co/storage/v1/s3/", "https://x.supabase.co/storage/v1/s3"],
    ["http://[fd00::1]:9000", "http://[fd00::1]:9000"],
  ])("of another service the address %j as %j", (endpoint, stored) => {
    const settings = settingsOf({ ...OTHER, endpoint });
    expect(settings).toMatchObject({ place: { endpoint: stored }, region: "us-east-1", pathStyle: true });
    expect(endpointOf(settings)).toBe(stored);
  });

  test("a host has the bucket in front of it where it can", () => {
    expect(awsEndpoint("cn-north-1")).toBe("https://s3.cn-north-1.amazonaws.com.cn");
    expect(hostOfBucket(settingsOf(AWS))).toBe("hr-exports.s3.eu-west-1.amazonaws.com");
    expect(hostOfBucket(settingsOf({ ...AWS, bucket: "hr.exports" }))).toBe("s3.eu-west-1.amazonaws.com");
    expect(hostOfBucket(settingsOf(OTHER))).toBe("minio.example.com:9000");
    expect(hostOfBucket(settingsOf({ ...OTHER, pathStyle: false }))).toBe(
      "hr-exports.minio.example.com:9000",
    );
  });

  test.each<[Partial<S3Fields>, boolean]>([
    [{ name: "Other", region: "eu-north-1", prefix: "new/" }, false],
    [{ bucket: "other" }, true],
    [{ accessKeyId: "AKIAOTHER" }, true],
    [OTHER, true],
  ])("another place (%j) needs the secret again: %s", (change, isNeeded) => {
    const settings = settingsOf(AWS);
    const before = { settings, openSecret: () => ({ secretAccessKey: "secret" }) };
    const entered = editedS3.parse({ ...AWS, ...change, secretAccessKey: "" });
    const give = () => s3Adapter.newSecret(entered, before);
    if (!isNeeded) expect(give()).toBeNull();
    else expect(give).toThrow(expect.objectContaining({ code: "invalid_input" }));
    expect(s3Adapter.newSecret({ ...entered, secretAccessKey: "new" }, before)).toEqual({
      secretAccessKey: "new",
    });
  });
});
