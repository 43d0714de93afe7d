import { generateKeyPairSync, sign } from "node:crypto";
import { createServer, type Server } from "node:https";

const ECDSA_WITH_SHA256 = Buffer.from("06082a8648ce3d040302", "hex");
const COMMON_NAME = Buffer.from("0603550403", "hex");
const VERSION_3 = Buffer.from("a003020102", "hex");

const SEQUENCE = 0x30;
const SET = 0x31;
const INTEGER = 0x02;
const BIT_STRING = 0x03;
const UTF8_STRING = 0x0c;
const UTC_TIME = 0x17;

/** A server on TLS whose certificate nobody vouches for. Not listening yet. */
export function selfSignedServer(): Server {
  const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "prime256v1" });
  const algorithm = der(SEQUENCE, ECDSA_WITH_SHA256);
  const name = der(
    SEQUENCE,
    der(SET, der(SEQUENCE, COMMON_NAME, der(UTF8_STRING, Buffer.from("localhost")))),
  );
  const validity = der(SEQUENCE, time("200101000000Z"), time("491231235959Z"));
  const serial = der(INTEGER, Buffer.of(1));
  const key = publicKey.export({ type: "spki", format: "der" });
  const body = der(SEQUENCE, VERSION_3, serial, algorithm, name, validity, name, key);
  const signature = der(BIT_STRING, Buffer.of(0), sign("sha256", body, privateKey));
  return createServer({
    key: privateKey.export({ type: "pkcs8", format: "pem" }),
    cert: pem(der(SEQUENCE, body, algorithm, signature)),
  });
}

function time(text: string): Buffer {
  return der(UTC_TIME, Buffer.from(text));
}

function der(tag: number, ...parts: readonly Buffer[]): Buffer {
  const content = Buffer.concat(parts);
  const { length } = content;
  const long = length < 256 ? [0x81, length] : [0x82, length >> 8, length & 255];
  return Buffer.concat([Buffer.of(tag, ...(length < 128 ? [length] : long)), content]);
}

function pem(bytes: Buffer): string {
  return `-----BEGIN CERTIFICATE-----\n${bytes.toString("base64")}\n-----END CERTIFICATE-----\n`;
}
