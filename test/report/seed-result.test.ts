import { describe, expect, it } from 'vitest';
import { advance, newDelivery } from '../../src/predict/seed/delivery.ts';
import { seedProgressLine } from '../../src/report/seed-result.ts';

describe('the progress of a seed', () => {
  const sending = advance(newDelivery(2), { kind: 'sending', call: 0, at: 0 });

  it('says what is done while something is done', () => {
    const delivery = advance(sending, { kind: 'acknowledged', call: 0, at: 1 });
    expect(seedProgressLine(delivery)).toBe('1 of 2 calls applied');
  });

  it('says for how long a refusal is sat out', () => {
    const delivery = advance(sending, { kind: 'refused', call: 0, at: 1, why: 'Throttling' });
    expect(seedProgressLine(delivery, 8000)).toBe(
      '0 of 2 calls applied; refused for now, sent again in 8 s',
    );
  });

  it('says when what is in doubt is read back', () => {
    const delivery = advance(sending, { kind: 'doubtful', call: 0, at: 1, why: 'no answer' });
    expect(seedProgressLine(delivery, 90_000)).toBe(
      '0 of 2 calls applied, 1 in doubt; what is in doubt may still arrive, and is read back in 1 min 30 s',
    );
  });
});
