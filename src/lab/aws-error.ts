/** A refusal as AWS words it. The protocols give it their own form. */
export class AwsError extends Error {
  /** As the query protocol has it, such as `InvalidParameterValue`. */
  readonly code: string;
  /** As the JSON protocol has it, such as `InvalidParameterValueException`. */
  readonly type: string;
  readonly status: number;

  constructor(code: string, message: string, { type = code, status = 400 } = {}) {
    super(message);
    this.code = code;
    this.type = type;
    this.status = status;
  }

  /** Whose fault it is, by the status. */
  get fault(): 'Sender' | 'Receiver' {
    return this.status < 500 ? 'Sender' : 'Receiver';
  }
}
