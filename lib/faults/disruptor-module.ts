/** The part of xk6-disruptor (v0.3) that the suite uses; the extension ships no types. */
export interface PodSelector {
  readonly namespace?: string;
  readonly select?: { readonly labels: Readonly<Record<string, string>> };
}

export interface DisruptorOptions {
  /** Longest time to install the agent in the pods, a Go duration. */
  readonly injectTimeout?: string;
}

export interface HttpFault {
  readonly port?: number;
  /** Go duration. */
  readonly averageDelay?: string;
  /** Share of the requests, 0 to 1. */
  readonly errorRate?: number;
  readonly errorCode?: number;
}

export interface NetworkFault {
  readonly port: number;
  readonly protocol: 'tcp';
}

/** Each injection blocks until its duration (a Go duration of at least 1s) is over; unknown fields throw. */
export interface PodDisruptorInstance {
  targets(): string[];
  injectHTTPFaults(fault: HttpFault, duration: string, options?: { readonly proxyPort: number }): void;
  injectNetworkFaults(fault: NetworkFault, duration: string): void;
}

export interface DisruptorModule {
  readonly PodDisruptor: new (selector: PodSelector, options?: DisruptorOptions) => PodDisruptorInstance;
}
