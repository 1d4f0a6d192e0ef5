import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

/** Tools that are not this project's: asked for by hand, and then their absence is a failure. */
export const isWanted = process.env.PLIMSOLL_INTEROP === '1';

/** Runs AWS's command line on the lab; what it prints. */
export async function awsText(
  url: string,
  service: string,
  operation: string,
  ...args: readonly string[]
): Promise<string> {
  // Versions before 2.13 do not know AWS_ENDPOINT_URL.
  const where = ['--output', 'json', '--endpoint-url', url, service, operation];
  const { stdout } = await promisify(execFile)('aws', [...where, ...args], {
    env: {
      PATH: process.env.PATH,
      AWS_ENDPOINT_URL: url,
      AWS_ACCESS_KEY_ID: 'any',
      AWS_SECRET_ACCESS_KEY: 'any',
      AWS_DEFAULT_REGION: 'us-east-1',
      AWS_PAGER: '',
      // Nothing of the person's own.
      AWS_CONFIG_FILE: '/dev/null',
      AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
      AWS_EC2_METADATA_DISABLED: 'true',
    },
  });
  return stdout;
}

/** The JSON that it prints; undefined where it prints nothing. */
export async function aws(
  url: string,
  service: string,
  operation: string,
  ...args: readonly string[]
) {
  const text = await awsText(url, service, operation, ...args);
  return text === '' ? undefined : JSON.parse(text);
}
