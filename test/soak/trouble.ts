/** What befalls a run, and how the lab is told. Shares are of its requests. */
export const TROUBLES = {
  kill: [],
  throttle: ['PutMetricData:throttle=0.3'],
  'HTTP 500': ['PutMetricData:500=0.3'],
  timeout: ['PutMetricData:late=1.5s@0.15'],
  'stored, then dropped': ['PutMetricData:drop-after-store=0.3'],
  'dropped, then stored': ['PutMetricData:store-late=0.3s@0.3'],
  'kill, and all of it': [
    'PutMetricData:throttle=0.1,500=0.1,late=1.5s@0.03,drop-after-store=0.1,store-late=0.3s@0.1',
  ],
} as const;

export type Trouble = keyof typeof TROUBLES;

export const TROUBLE_NAMES = Object.keys(TROUBLES) as readonly Trouble[];

/** Whether the process is killed as well. */
export function kills(trouble: Trouble): boolean {
  return trouble.startsWith('kill');
}
