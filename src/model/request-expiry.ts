/**
 * How long after it left a request may still be taken, in seconds. AWS refuses one that
 * arrives more than 15 minutes after its date stamp, or whose stamp is more than 15
 * minutes ahead (RequestExpired). So a sender whose clock is a quarter of an hour fast
 * has half an hour.
 *
 * Source: AWS, "Common errors" of the API references.
 */
export const LATEST_ARRIVAL_SECONDS = 1800;
