import path from "node:path";

import type { ConfigFile } from "./config-file.js";
import type { FoundCredentials } from "./credentials.js";
import { ENV_FILE } from "./env-file.js";

const USUAL_SERVER = "https://api.anthropic.com";

/** What the settings were read from, as far as a note can come of it. */
export interface SettingsOrigin extends FoundCredentials {
  readonly config: ConfigFile | null;
}

/** Sentences about settings that the user may not know of, because a file brought them. */
export function settingsNotes({ credentials, sources, config }: SettingsOrigin): string[] {
  const notes: string[] = [];
  const { baseUrl } = credentials;
  // A cloned project could send the user's key to a stranger this way.
  if (baseUrl !== null && sources.baseUrl?.kind === "env-file" && !isUsual(baseUrl)) {
    notes.push(`${ENV_FILE} sends requests, with the key, to ${withoutPassword(baseUrl)}.`);
  }
  if (config !== null && path.dirname(config.shownAs) !== ".") {
    notes.push(`Settings of the project are taken from ${config.shownAs}.`);
  }
  return notes;
}

function isUsual(url: string): boolean {
  return new URL(url).origin === USUAL_SERVER;
}

function withoutPassword(url: string): string {
  const { protocol, host, pathname } = new URL(url);
  return `${protocol}//${host}${pathname === "/" ? "" : pathname}`;
}
