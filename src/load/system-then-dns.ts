import type { LookUp } from './look-up.ts';
import type { Address } from './target.ts';

/**
 * The operating system first, and DNS from then on where that has the name at one of the
 * same addresses. Only an answer decides that, be it that there is no such name: where
 * none comes the operating system goes on being asked, and DNS is tried again soon.
 */
export function systemThenDns(system: LookUp, dns: LookUp): LookUp {
  let first: readonly Address[] | undefined;
  let isInDns: boolean | undefined;
  return async (signal) => {
    if (first === undefined) {
      first = (await system(signal)).addresses;
      return { addresses: first, ttlSeconds: 0 };
    }
    if (isInDns === true) return await dns(signal);
    if (isInDns === undefined) {
      const found = await dns(signal).catch(answerOf);
      if (found !== undefined) isInDns = haveOneInCommon(found.addresses, first);
      if (found !== undefined && isInDns === true) return found;
    }
    const { addresses } = await system(signal);
    return { addresses, ttlSeconds: isInDns === undefined ? SOON_SECONDS : SELDOM_SECONDS };
  };
}

/** That there is no such name is an answer; that nobody answers is none. */
function answerOf({
  code,
}: NodeJS.ErrnoException): { readonly addresses: []; ttlSeconds: 0 } | undefined {
  return code === 'ENOTFOUND' ? { addresses: [], ttlSeconds: 0 } : undefined;
}

function haveOneInCommon(some: readonly Address[], others: readonly Address[]): boolean {
  return some.some(({ address }) => others.some((other) => other.address === address));
}

const SOON_SECONDS = 5;
/** The operating system tells no TTL. */
const SELDOM_SECONDS = 60;
