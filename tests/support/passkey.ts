import { createHash, generateKeyPairSync, randomBytes, sign } from "node:crypto";
import type { AuthenticationResponseJSON } from "@simplewebauthn/server";
import { testDb } from "./db";

const ORIGIN = "http://localhost:3000";
const PRESENT = 1;
const UNLOCKED = 4;

type Signing = { counter?: number; unlocked?: boolean; origin?: string };

export type Device = {
  id: string;
  answer: (challenge: string, more?: Signing) => AuthenticationResponseJSON;
};

/** An authenticator with one passkey of the account, as if it had been added. */
export async function mintPasskey(accountId: string, name = "Phone"): Promise<Device> {
  const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const { x = "", y = "" } = publicKey.export({ format: "jwk" });
  // COSE, RFC 9053: a map of key type EC2, ES256, curve P-256, and the two coordinates.
  const cose = Buffer.concat([
    Buffer.from("a5010203262001215820", "hex"),
    Buffer.from(x, "base64url"),
    Buffer.from("225820", "hex"),
    Buffer.from(y, "base64url"),
  ]);
  const id = randomBytes(16).toString("base64url");
  await testDb().sql`insert into account_passkeys ${testDb().sql({
    ...{ id, account_id: accountId, name, public_key: cose.toString("base64url") },
    ...{ counter: 0, transports: ["internal"], is_synced: false },
  })}`;
  return {
    id,
    answer: (challenge, { counter = 1, unlocked = true, origin = ORIGIN } = {}) => {
      const client = Buffer.from(JSON.stringify({ type: "webauthn.get", challenge, origin }));
      const count = Buffer.alloc(4);
      count.writeUInt32BE(counter);
      const flags = Buffer.of(unlocked ? PRESENT | UNLOCKED : PRESENT);
      const data = Buffer.concat([createHash("sha256").update("localhost").digest(), flags, count]);
      const signed = Buffer.concat([data, createHash("sha256").update(client).digest()]);
      return {
        ...{ id, rawId: id, type: "public-key", clientExtensionResults: {} },
        response: {
          clientDataJSON: client.toString("base64url"),
          authenticatorData: data.toString("base64url"),
          signature: sign("sha256", signed, privateKey).toString("base64url"),
        },
      };
    },
  };
}
