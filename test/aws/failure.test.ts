import { describe, expect, it } from 'vitest';
import { awsFailure } from '../../src/aws/failure.ts';

describe('a call to AWS that failed', () => {
  const refusal = (name: string, message: string) =>
    Object.assign(new Error(message), { name, $fault: 'client' });

  it("names the call, AWS's code and words, and the cure", () => {
    expect(awsFailure(refusal('ExpiredToken', 'The token is\nexpired.'), 'cloudwatch:Put')).toEqual(
      expect.objectContaining({
        code: 'aws-refused',
        message:
          'AWS refused cloudwatch:Put: ExpiredToken: The token is expired; the credentials are too old: log in again',
      }),
    );
  });

  it.each([
    ['usage', new Error('Region is missing')],
    [
      'usage',
      new Error('Region not accepted: region="no where" is not a valid hostname component.'),
    ],
    ['usage', Object.assign(new Error('none'), { name: 'CredentialsProviderError' })],
    ['unreachable', Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' })],
    ['unreachable', Object.assign(new Error('too late'), { name: 'TimeoutError' })],
  ])('is %s for %s', (code, error) => {
    expect(awsFailure(error, 'cloudwatch:Put')).toMatchObject({ code });
  });

  it("is no answer of AWS's where somebody in between says no", () => {
    const $metadata = { httpStatusCode: 407 };
    const error = Object.assign(refusal('Unknown', 'UnknownError'), { $metadata });
    expect(awsFailure(error, 'cloudwatch:Put')).toMatchObject({
      code: 'unreachable',
      message: expect.stringMatching(/^cloudwatch:Put: HTTP 407, which is no answer of AWS's/),
    });
  });

  it.each([
    ['Throttling', 400, true],
    ['SlowDown', 503, true],
    ['InternalServiceFault', 500, true],
    ['AccessDenied', 403, false],
  ])('may pass by itself or not: %s', (name, httpStatusCode, mayPass) => {
    const error = Object.assign(refusal(name, ''), { $metadata: { httpStatusCode } });
    expect(awsFailure(error, 'cloudwatch:Put')).toMatchObject({ mayPass });
  });

  it('is a bug of ours where it is none of these', () => {
    const bug = new TypeError('x is undefined');
    expect(awsFailure(bug, 'cloudwatch:Put')).toBe(bug);
  });
});
