import { shown } from '../curve/shown.ts';
import { PlimsollError } from '../error.ts';

/** Where AWS is, and as whom it is asked; what is undefined comes from the environment and AWS's own files. */
export interface AwsAccess {
  readonly region?: string | undefined;
  readonly profile?: string | undefined;
  readonly endpointUrl?: string | undefined;
}

/** A service as AWS's variables name it: `AWS_ENDPOINT_URL_CLOUDWATCH`. */
export type AwsService = 'CLOUDWATCH' | 'AUTO_SCALING' | 'ELASTIC_LOAD_BALANCING_V2';

export interface ClientConfig {
  readonly region?: string;
  readonly profile?: string;
  readonly endpoint?: string;
  readonly credentials?: { readonly accessKeyId: string; readonly secretAccessKey: string };
  readonly maxAttempts: number;
  readonly requestHandler: object;
}

/**
 * What a client of AWS's SDK is made with: `new CloudWatchClient(clientConfig(…))`.
 *
 * An endpoint on this machine is a stand-in for AWS, which asks for no identity: there
 * a region and credentials that nobody gave are made up, so that `AWS_ENDPOINT_URL`
 * alone is enough.
 *
 * @param attempts how often a call is made at the most, the first included
 * @param timeoutSeconds how long an answer may take
 *
 * Throws a `PlimsollError` (`usage`) for an endpoint that is no URL and a region that is none.
 */
export function clientConfig(
  { region, profile, endpointUrl }: AwsAccess,
  service: AwsService,
  attempts: number,
  timeoutSeconds = 30,
): ClientConfig {
  // The SDK would tell on stderr what only its users can mend: that Node 20 is old.
  process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= 'true';
  const { AWS_REGION, AWS_DEFAULT_REGION, AWS_PROFILE, AWS_ACCESS_KEY_ID } = process.env;
  const endpoint = endpointOf(endpointUrl, service);
  const isLocal = endpoint !== undefined && isLoopback(endpoint);
  const isSomebody = (profile ?? AWS_PROFILE ?? AWS_ACCESS_KEY_ID) !== undefined;
  const givenRegion =
    regionOf([
      ['--region', region],
      ['AWS_REGION', AWS_REGION],
      ['AWS_DEFAULT_REGION', AWS_DEFAULT_REGION],
    ]) ?? (isLocal ? 'us-east-1' : undefined);
  return {
    maxAttempts: attempts,
    requestHandler: {
      connectionTimeout: 5000,
      requestTimeout: 1000 * timeoutSeconds,
      throwOnRequestTimeout: true,
    },
    ...(givenRegion !== undefined && { region: givenRegion }),
    ...(profile !== undefined && { profile }),
    ...(endpoint !== undefined && { endpoint: endpoint.href }),
    ...(isLocal && !isSomebody && { credentials: NOBODY }),
  };
}

/** What stands in for AWS is on this machine. */
export function isLocalEndpoint({ endpointUrl }: AwsAccess, service: AwsService): boolean {
  const endpoint = endpointOf(endpointUrl, service);
  return endpoint !== undefined && isLoopback(endpoint);
}

/** The first that is given; it becomes part of a host's name. */
function regionOf(sources: readonly (readonly [string, string | undefined])[]): string | undefined {
  const [source, region] = sources.find(([, value]) => value !== undefined && value !== '') ?? [];
  if (region !== undefined && !/^[a-z\d]+(?:-[a-z\d]+)*$/i.test(region))
    throw new PlimsollError(
      'usage',
      `${source} ${shown(region)}: no region of AWS; give one such as eu-west-1`,
    );
  return region;
}

function endpointOf(given: string | undefined, service: AwsService): URL | undefined {
  const name = `AWS_ENDPOINT_URL_${service}`;
  const sources: readonly [string, string | undefined][] = [
    ['--endpoint-url', given],
    [name, process.env[name]],
    ['AWS_ENDPOINT_URL', process.env.AWS_ENDPOINT_URL],
  ];
  const [source, text] = sources.find(([, value]) => value !== undefined && value !== '') ?? [];
  if (text === undefined) return undefined;
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || !/^https?:$/.test(url.protocol))
    throw new PlimsollError(
      'usage',
      `${source} ${text}: no URL of an endpoint; give one such as http://127.0.0.1:4566`,
    );
  return url;
}

function isLoopback({ hostname }: URL): boolean {
  return /^(?:127(?:\.\d+){3}|\[::1\]|localhost)$/.test(hostname);
}

const NOBODY = { accessKeyId: 'nobody', secretAccessKey: 'nobody' };
