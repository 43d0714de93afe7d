/** Candidates that gave the same answers on all inputs that were tried. */
export interface Cluster {
  readonly versions: readonly number[];
}

/** What several independent candidates answered on generated inputs. */
export interface Clustering {
  /** The largest first. */
  readonly clusters: readonly Cluster[];
  /** Inputs on which all were run. */
  readonly inputs: number;
  /** The smallest input on which the clusters disagree; null when there is but one. */
  readonly distinguishing: {
    readonly input: string;
    readonly outputs: readonly { readonly version: number; readonly output: string }[];
  } | null;
  /** The cluster that goes on. `oracle`: its answer decided. `majority`: only preferred, nothing says that it is right. */
  readonly decidedBy: "agreement" | "oracle" | "majority" | "nobody";
  readonly preferred: readonly number[];
}
