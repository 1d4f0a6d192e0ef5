import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { onTestFinished } from 'vitest';
import { type Lab, type LabOptions, startLab } from '../../src/lab/start-lab.ts';

/** 2026-11-02T00:00:00Z. */
export const MIDNIGHT = 1_793_577_600_000;
export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;

/** A lab that ends with the test, its clock at midnight, or as `start` says, unless moved. */
export async function lab({
  start = MIDNIGHT,
  ...options
}: LabOptions & { readonly start?: number } = {}): Promise<Lab & { readonly clock: Clock }> {
  const clock: Clock = { now: start };
  const errors: unknown[] = [];
  const started = await startLab({
    now: () => clock.now,
    onError: (error) => errors.push(error),
    ...options,
  });
  onTestFinished(async () => {
    await started.close();
    if (errors.length > 0) throw errors[0];
  });
  return { ...started, clock };
}

interface Clock {
  /** Epoch milliseconds. */
  now: number;
}

/** AWS's own SDK, which does not ask twice unless told to. */
export function sdk(url: string, maxAttempts = 1): CloudWatchClient {
  const client = new CloudWatchClient({ ...clientOptions(url), maxAttempts });
  onTestFinished(() => client.destroy());
  return client;
}

/** Of any client of AWS's SDK that talks to a lab; it does not ask twice. */
export function clientOptions(url: string) {
  // It says with every client that it will leave Node 20.
  process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true';
  return {
    endpoint: url,
    region: 'us-east-1',
    credentials: { accessKeyId: 'any', secretAccessKey: 'any' },
    maxAttempts: 1,
  };
}

/** A directory that is gone after the test. */
export function temporaryDirectory(): string {
  const directory = mkdtempSync(join(tmpdir(), 'plimsoll-lab-'));
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }));
  return directory;
}

/** What the query protocol answers to a form. */
export async function ask(url: string, form: Readonly<Record<string, string>>) {
  const body = new URLSearchParams({ Version: '2010-08-01', ...form });
  const response = await fetch(url, { method: 'POST', body });
  return { status: response.status, xml: await response.text() };
}
