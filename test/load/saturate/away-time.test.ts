import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const SUPPORT = new URL('../../support/', import.meta.url);
const trusted = createServer(keyAnd('self-signed'), (_, response) => response.end());
const wrongName = createServer(keyAnd('wrong-name'), (_, response) => response.end());
let port = 0;
let folder: string;
let bothCertificates: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'plimsoll-'));
  bothCertificates = join(folder, 'both.pem');
  await writeFile(
    bothCertificates,
    [keyAnd('self-signed').cert, keyAnd('wrong-name').cert].join(''),
  );
  await writeFile(join(folder, 'ask.mjs'), ASK);
  await new Promise<void>((resolve) => trusted.listen(0, '127.0.0.1', () => resolve()));
  port = (trusted.address() as AddressInfo).port;
  await new Promise<void>((resolve) => wrongName.listen(port, '127.0.0.2', () => resolve()));
});
afterAll(async () => {
  trusted.close();
  wrongName.close();
  await rm(folder, { recursive: true });
});

describe.concurrent('the time that requests are away', () => {
  it('is told where the certificate is that of the host', async () => {
    const { usual, mean } = JSON.parse(await away(['127.0.0.2'], []));
    expect(usual).toBeGreaterThan(0);
    expect(mean).toBeLessThan(1);
  });

  it('is not told where one of several addresses has a certificate for another host', async () => {
    expect(await away(['127.0.0.2', '127.0.0.1'], [])).toMatch(
      /no verified connection to "127.0.0.1" \(ERR_TLS/,
    );
  });

  it('verifies the host that a header asks for', async () => {
    expect(await away(['127.0.0.2'], ['Host', 'shop.test'])).toMatch(/"127.0.0.2" \(ERR_TLS_CERT/);
  });
});

/** Of wrong.example at these addresses, as JSON; or why not. In a process that trusts both certificates. */
async function away(addresses: readonly string[], headers: readonly string[]): Promise<string> {
  const request = {
    addresses: addresses.map((address) => ({ address, family: 4 })),
    headers,
    timeoutSeconds: 5,
  };
  const child = spawn(
    process.execPath,
    [...[join(folder, 'ask.mjs'), `https://wrong.example:${port}/`], JSON.stringify(request)],
    { env: { ...process.env, NODE_EXTRA_CA_CERTS: bothCertificates } },
  );
  const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr)]);
  return stdout || stderr;
}

const ASK = `
  import { awayTime } from ${JSON.stringify(import.meta.resolve('../../../dist/load/saturate/away-time.js'))};
  import { parseTarget } from ${JSON.stringify(import.meta.resolve('../../../dist/load/target.js'))};
  const [url, request] = process.argv.slice(2);
  awayTime({ ...JSON.parse(request), target: parseTarget(url) }).then(
    (away) => console.log(JSON.stringify(away)),
    ({ message }) => console.log(message),
  );
`;

function keyAnd(certificate: string): { readonly key: Buffer; readonly cert: Buffer } {
  return {
    key: readFileSync(new URL('self-signed.key.pem', SUPPORT)),
    cert: readFileSync(new URL(`${certificate}.cert.pem`, SUPPORT)),
  };
}
