import type { Command } from 'commander';
import { predictPolicyPut } from './predict-policy-put.ts';
import { predictPolicyRemove } from './predict-policy-remove.ts';
import { predictPolicyShow } from './predict-policy-show.ts';
import { predictPolicyWrite } from './predict-policy-write.ts';

/** Adds `plimsoll predict policy` and what it does. */
export function predictPolicy(predict: Command): void {
  const policy = predict
    .command('policy')
    .description('the predictive scaling policy that trains on a seeded history');
  predictPolicyWrite(policy);
  predictPolicyPut(policy);
  predictPolicyShow(policy);
  predictPolicyRemove(policy);
}
