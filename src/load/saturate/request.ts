import { joinedHeaders } from '../joined-headers.ts';
import type { Address, Target } from '../target.ts';

/** What every connection of a saturation sends, and where to. */
export interface SaturateRequest {
  readonly target: Target;
  /** One or more; connections are spread over them. */
  readonly addresses: readonly Address[];
  readonly method: string;
  /** Name, value, name, value. */
  readonly headers: readonly string[];
  readonly body: Uint8Array | null;
  readonly timeoutSeconds: number;
}

/** The host that is asked for, with its port: that of the URL unless a header says another. */
export function hostOf({ target, headers }: SaturateRequest): string {
  return joinedHeaders(headers).get('host') ?? new URL(target.origin).host;
}
