import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { connect, createServer as createTcpServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'vitest';

/** What a load balancer is told, and where its log is. */
export interface BalancerProgram {
  readonly command: string;
  readonly args: (configuration: string) => readonly string[];
  readonly configuration: (place: BalancerPlace) => string;
}

interface BalancerPlace {
  readonly folder: string;
  readonly port: number;
  readonly targets: readonly number[];
  /** Only where the program writes it itself; what it prints is kept there otherwise. */
  readonly log: string;
}

/** Three targets behind a load balancer that is not this project's, on the loopback. */
export class RealBalancer {
  readonly folder: string;
  readonly port: number;
  readonly #targets: readonly Server[];
  readonly #log: string;

  private constructor(folder: string, port: number, targets: readonly Server[], log: string) {
    this.folder = folder;
    this.port = port;
    this.#targets = targets;
    this.#log = log;
  }

  /** Ended with the test. */
  static async of(
    { onTestFinished }: TestContext,
    program: BalancerProgram,
  ): Promise<RealBalancer> {
    const folder = mkdtempSync(join(tmpdir(), 'plimsoll-balancer-'));
    const targets = [target(), target(), target()];
    const ports = await Promise.all(targets.map(listen));
    const port = await freePort();
    const log = join(folder, 'access.log');
    const file = join(folder, 'balancer.conf');
    writeFileSync(file, program.configuration({ folder, port, targets: ports, log }));
    writeFileSync(log, '');
    const child = spawn(program.command, program.args(file), { cwd: folder });
    let printed = '';
    child.stdout.on('data', (chunk) => {
      printed += chunk;
      writeFileSync(log, printed);
    });
    let complaints = '';
    child.stderr.on('data', (chunk) => {
      complaints += chunk;
    });
    onTestFinished(async () => {
      await end(child);
      for (const server of targets) await stop(server);
      rmSync(folder, { recursive: true });
    });
    await ready(port, child, () => complaints);
    return new RealBalancer(folder, port, targets, log);
  }

  /** Breaks off what one target has under way, and takes no more. */
  async stopOne(): Promise<void> {
    await stop(this.#targets[1]);
  }

  /** The lines of its log once there are so many, or after two seconds. */
  async log(count: number): Promise<string[]> {
    const deadline = Date.now() + 2000;
    for (;;) {
      const lines = readFileSync(this.#log, 'utf8')
        .split('\n')
        .filter((line) => line.includes('|'));
      if (lines.length >= count || Date.now() > deadline) return lines;
      await turn();
    }
  }
}

/** Answers after some milliseconds, each tenth time that it cannot, and marks all as its own. */
function target(): Server {
  let count = 0;
  return createServer((_request, response) => {
    const status = ++count % 10 === 0 ? 503 : 200;
    setTimeout(() => response.writeHead(status, { 'X-Target': 'shop' }).end('ok'), 15);
  });
}

async function listen(server: Server): Promise<number> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : 0;
}

async function stop(server: Server): Promise<void> {
  if (!server.listening) return;
  server.close();
  server.closeAllConnections();
  await once(server, 'close');
}

async function freePort(): Promise<number> {
  const server = createTcpServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  return typeof address === 'object' && address !== null ? address.port : 0;
}

async function ready(port: number, child: ChildProcess, why: () => string): Promise<void> {
  const deadline = Date.now() + 5000;
  while (!(await answers(port))) {
    if (child.exitCode !== null || Date.now() > deadline) throw new Error(why());
    await turn();
  }
}

function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
    socket.once('connect', () => socket.destroy());
  });
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill('SIGTERM');
  await once(child, 'exit');
}

function turn(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 10));
}
