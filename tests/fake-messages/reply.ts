import type { WireUsage } from "./request.js";

/** A text is an answer that ends in good order. */
export type FakeReply = string | FakeAnswer | FakeFault;

export interface FakeAnswer {
  readonly text: string;
  /** More text blocks after the first. */
  readonly moreBlocks?: readonly string[];
  readonly thinking?: string;
  readonly stopReason?: string | null;
  readonly explanation?: string;
  readonly model?: string;
  /** Replaces single counts; null leaves usage out of every event. */
  readonly usage?: Partial<WireUsage> | null;
  readonly wire?: Wire;
}

/** How an answer goes over the wire. */
export interface Wire {
  readonly deltaCharacters?: number;
  /** Every byte in a packet of its own. */
  readonly byteByByte?: boolean;
  readonly crlf?: boolean;
  readonly headersAfterMs?: number;
  /** Between the headers and the first event. */
  readonly bodyAfterMs?: number;
  readonly betweenDeltasMs?: number;
  readonly withoutMessageStart?: boolean;
  readonly withoutMessageStop?: boolean;
  readonly withoutEventNames?: boolean;
  readonly unknownEvents?: boolean;
  /** Pings before the first event, one every 20 ms. */
  readonly pings?: number;
  /** What becomes of the connection after the last event; closed in good order if left out. */
  readonly connection?: "stays-open" | "cut";
}

export type FakeFault = FaultKind & {
  /** Tokens of output that are billed all the same; left out: as many as can be told from what has left. */
  readonly billedOutput?: number;
};

type FaultKind =
  | {
      readonly fault: "status";
      readonly status: number;
      readonly headers?: Readonly<Record<string, string>>;
      readonly type?: string;
      readonly message?: string;
      readonly errorCode?: string;
      /** Instead of the JSON of an error. */
      readonly html?: string;
      /** The JSON of an error as somebody else words it. */
      readonly json?: object;
    }
  | { readonly fault: "html-200" }
  | { readonly fault: "json-cut-200" }
  | { readonly fault: "no-headers" }
  | { readonly fault: "cut-before-headers" }
  | { readonly fault: "empty-stream" }
  | { readonly fault: "pings-only" }
  | {
      readonly fault: "error-event";
      readonly afterDeltas: number;
      /** Of which answer it is a part; of a long one if left out. */
      readonly of?: FakeAnswer;
      readonly type?: string;
      readonly message?: string;
    }
  | {
      readonly fault: "cut" | "end-early" | "stall" | "not-json";
      readonly afterDeltas: number;
      readonly of?: FakeAnswer;
    };
