/*
 * What AWS's predictive scaling sees and plans.
 * Source: EC2 Auto Scaling user guide, "How predictive scaling works".
 */

/** It looks back at most 14 days. */
export const HISTORY_HOURS = 14 * 24;

/** It makes no forecast from less than a day. */
export const LEAST_HISTORY_HOURS = 24;

/** It plans two days. */
export const HORIZON_HOURS = 48;

/** It forecasts anew four times a day. */
export const REFRESH_HOURS = 6;
