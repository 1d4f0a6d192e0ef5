/**
 * A middleware of AWS's SDK: what a request carries of its sender's credentials is taken
 * out of what is said of its failure, for AWS, and whoever stands in between, may repeat
 * it (`SignatureDoesNotMatch` does). Messages are printed and kept.
 *
 * Add it to the step `deserialize`, where requests are signed and answers not yet read.
 */
export function redacting<Args extends { readonly request: unknown }, Result>(
  next: (args: Args) => Promise<Result>,
): (args: Args) => Promise<Result> {
  return async (args) => {
    try {
      return await next(args);
    } catch (error) {
      if (error instanceof Error) error.message = redacted(error.message, secretsIn(args.request));
      throw error;
    }
  };
}

/** Where it belongs in a client's stack. */
export const AROUND_ANSWERS = { step: 'deserialize', priority: 'high' } as const;

function redacted(text: string, secrets: readonly string[]): string {
  return secrets.reduce((rest, secret) => rest.replaceAll(secret, '(redacted)'), text);
}

/** The secret key itself is in no request. */
function secretsIn(request: unknown): string[] {
  const { headers = {} } = request as { readonly headers?: Readonly<Record<string, string>> };
  const { authorization = '', 'x-amz-security-token': token } = headers;
  const [, key] = /Credential=([^/,\s]+)/.exec(authorization) ?? [];
  const [, signature] = /Signature=(\w+)/.exec(authorization) ?? [];
  // As it was sent, and as it stands in a canonical query.
  const forms = [token, token && encodeURIComponent(token), key, signature];
  return forms.filter((form) => form !== undefined && form !== '');
}
