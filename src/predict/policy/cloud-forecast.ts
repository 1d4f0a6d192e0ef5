/** What AWS forecasts of a policy; by the hour, epoch seconds of its start. */
export type CloudForecast =
  | {
      readonly isReady: true;
      readonly load: ReadonlyMap<number, number>;
      /** Instances, as AWS returns them. */
      readonly capacity: ReadonlyMap<number, number>;
      /** Epoch seconds. */
      readonly updatedAt: number;
    }
  /** There is none yet; what AWS said, where it said anything. */
  | { readonly isReady: false; readonly message: string };
