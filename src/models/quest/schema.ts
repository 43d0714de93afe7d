/** Marks an SQLite file as a quest database, so that no other database is ever written to. */
export const APPLICATION_ID = 0x71_75_65_73;

/** Counts up whenever the tables change. */
export const SCHEMA_VERSION = 2;

/** Who has taken a quest since it last became open, as far as they gave names: also those whose claim ran out. */
const CREATE_CLAIMS = `
CREATE TABLE claims (
  quest INTEGER NOT NULL REFERENCES quests (id),
  worker TEXT NOT NULL,
  PRIMARY KEY (quest, worker)
) STRICT;
`;

/** Brings a file of the layout before up to this one. */
export const FROM_LAYOUT_1 = `
ALTER TABLE quests ADD COLUMN claimed_by TEXT;
${CREATE_CLAIMS}
PRAGMA user_version = ${SCHEMA_VERSION};
`;

/**
 * `turn` counts the repair turns of a step, from 0. `current_agent` says whose turn it is: the role, the
 * `owner` of the run after a question, null when the quest is closed. A claim that has expired is a
 * claim no more, whatever `status` says; `claimed_by` is what its worker calls itself, null where it does not say. Times are milliseconds since 1970. The prompt is JSON, because
 * SQLite cuts a text at a NUL byte and the output of a judged program may hold one.
 */
export const CREATE_TABLES = `
CREATE TABLE quests (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  run TEXT NOT NULL,
  key TEXT NOT NULL,
  turn INTEGER NOT NULL,
  role TEXT NOT NULL,
  prompt TEXT NOT NULL,
  prompt_sha256 TEXT NOT NULL,
  status TEXT NOT NULL CHECK (status IN ('open', 'claimed', 'answered', 'completed', 'blocked')),
  current_agent TEXT,
  claimed_at INTEGER,
  claimed_by TEXT,
  claim_expires_at INTEGER,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  UNIQUE (run, key, turn, prompt_sha256)
) STRICT;
CREATE TABLE messages (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  quest INTEGER NOT NULL REFERENCES quests (id),
  author TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('answer', 'blocked', 'clarification', 'owner')),
  text TEXT NOT NULL,
  at INTEGER NOT NULL
) STRICT;
${CREATE_CLAIMS}
CREATE UNIQUE INDEX one_answer_per_quest ON messages (quest) WHERE kind = 'answer';
CREATE INDEX messages_of_quest ON messages (quest);
PRAGMA application_id = ${APPLICATION_ID};
PRAGMA user_version = ${SCHEMA_VERSION};
`;
