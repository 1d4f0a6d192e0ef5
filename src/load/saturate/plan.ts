/** What a saturation is about to do. How many requests it will be, only the target knows. */
export interface SaturatePlan {
  readonly schemaVersion: 1;
  readonly url: string;
  readonly method: string;
  readonly addresses: readonly string[];
  readonly isLoopback: boolean;
  readonly mostConnections: number;
  readonly stepSeconds: number;
  readonly mostSeconds: number;
}
