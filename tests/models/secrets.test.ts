import { readdir, readFile } from "node:fs/promises";
import path from "node:path";

import { describe, expect, test } from "vitest";

import { findSecret, redact } from "../../src/models/secrets.js";

const KNOWN = 'correct-horse"battery\\staple';

/** What keys are made of. They are put together here: this file is to hold none that looks real. */
const RANDOM = "q7Xz2LpW9vRt4KsM8nBd3HfG6jYc1QaE5uTo";
const CAPITALS = "Q7XZ2LPW9VRT4KSM";
const DIGITS = "123456789012";
const HEAD = "hbGciOiJIUzI1";

describe("a key that is in use", () => {
  const bytes = Buffer.from(KNOWN);

  test.each([
    ["as it is", KNOWN],
    ["in JSON", JSON.stringify(KNOWN)],
    ["in JSON in JSON", JSON.stringify(JSON.stringify(KNOWN))],
    ["in an address", encodeURIComponent(KNOWN)],
    ["in hexadecimal digits", bytes.toString("hex")],
    ["in base64", bytes.toString("base64")],
    ["in base64, behind one letter", Buffer.from(`a${KNOWN}`).toString("base64")],
    ["in base64, behind two letters", Buffer.from(`ab${KNOWN}z`).toString("base64")],
    ["in base64 of addresses", Buffer.from(`abc${KNOWN}`).toString("base64url")],
  ])("is found %s", (_name, text) => {
    const sentence = `It is ${text}, they say.`;
    expect(findSecret(sentence, [KNOWN])).toBe("a key that is in use");
    expect(redact(sentence, [KNOWN])).toContain("[redacted]");
    expect(redact(sentence, [KNOWN])).not.toContain(text.slice(4, -4));
    expect(findSecret(sentence, [])).toBeNull();
  });

  test.each(["", "short"])("is no word that turns up by chance: %j", (word) => {
    expect(findSecret(`short ${word} words`, [word])).toBeNull();
  });
});

describe("keys of others", () => {
  test.each([
    ["an Anthropic key", "key = 'sk-ant-api03-abcdefgh'"],
    ["a key of the form sk-…", `sk-proj-${RANDOM}`],
    ["a bearer token", "curl -H 'Authorization: Bearer abcdefghijklmnop1234'"],
    ["a GitHub token", `token = ghp_${"a1".repeat(18)}`],
    ["a GitHub token", `\nghp_${RANDOM}`],
    ["a GitHub token", String.raw`print("\nghp_${RANDOM}")`.replace("${RANDOM}", RANDOM)],
    ["a GitHub token", `github_pat_${RANDOM}`],
    ["a GitLab token", `glpat-${RANDOM.slice(0, 20)}`],
    ["the name of an AWS key", `AKIA${CAPITALS}`],
    ["an AWS secret", `aws_secret_access_key = ${RANDOM}q/7+`],
    ["an AWS secret", `"SecretAccessKey": "${RANDOM}q/7+"`],
    ["an Azure key", `AccountKey=${RANDOM}${RANDOM}==`],
    ["a Google key", `AIza${RANDOM.slice(0, 35)}`],
    ["a Google token", `GOCSPX-${RANDOM.slice(0, 28)}`],
    ["a Slack token", `xoxb-${DIGITS}-${RANDOM.slice(0, 24)}`],
    ["a Slack hook", `https://hooks.slack.com/services/T0123ABCD/B0123ABCD/${RANDOM.slice(0, 24)}`],
    ["a Stripe key", `sk_live_${RANDOM.slice(0, 24)}`],
    ["an npm token", `npm_${RANDOM}`],
    ["a Hugging Face token", `hf_${RANDOM.slice(0, 34)}`],
    ["a signed web token", `eyJ${HEAD}.eyJ${HEAD}.${RANDOM}`],
    ["a private key", "-----BEGIN RSA PRIVATE KEY-----"],
    ["a private key", "-----BEGIN PGP PRIVATE KEY BLOCK-----"],
    ["a password in an address", `postgres://me:${RANDOM.slice(0, 16)}@db/app`],
    ["a value that is named a key, a token or a password", `export SERVICE_API_KEY=${RANDOM}`],
    ["a value that is named a key, a token or a password", `db_password: "${RANDOM}"`],
    ["a value that is named a key, a token or a password", `{"TOKEN": "${RANDOM}"}`],
  ])("%s is found in %j", (name, text) => {
    expect(findSecret(text, [])).toBe(name);
    expect(redact(text, [])).not.toContain(RANDOM.slice(0, 12));
    expect(redact(redact(text, []), [])).toBe(redact(text, []));
  });

  test.each([
    "the bearer of bad news",
    "bearer responsibilities of a grand duke",
    "task-antelope",
    "sk-learn",
    "sk-estimator-html-documentation-link",
    "Bearer token",
    'API_KEY = os.environ["SERVICE_API_KEY"]',
    "SORT_KEY=lambda_of_first_and_second",
    "HASH_KEY = 0x9E3779B97F4A7C15",
    "MODULUS_KEY=1000000007000000009",
    'CACHE_KEY = "user-profile-2026-11-21"',
    'FIRST_TOKEN = "identifier_or_keyword_1"',
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/",
    "https://user:password@example.com/",
    "akia".toUpperCase(),
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
  ])("%j is none", (text) => {
    expect(findSecret(text, [])).toBeNull();
    expect(redact(text, [])).toBe(text);
  });

  test("no statement, program or recording of ours is taken for one", async () => {
    const files = (
      await Promise.all(
        ["tests/corpus", "examples", "agents", "pipelines"].map(async (folder) =>
          (
            await readdir(folder, { recursive: true, withFileTypes: true })
          )
            .filter((entry) => entry.isFile())
            .map((entry) => path.join(entry.parentPath, entry.name)),
        ),
      )
    ).flat();
    expect(files.length).toBeGreaterThan(300);
    for (const file of files) {
      const text = await readFile(file, "utf8");
      expect([file, findSecret(text, []) ?? findSecret(JSON.stringify(text), [])]).toEqual([
        file,
        null,
      ]);
    }
  });
});
