import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { ask, lab, MIDNIGHT } from './rig.ts';

/** What the SDK sends, without the SDK. */
async function askJson(
  url: string,
  operation: string,
  body: string | Uint8Array<ArrayBuffer>,
  headers: Readonly<Record<string, string>> = {},
) {
  const response = await fetch(url, {
    method: 'POST',
    body,
    headers: {
      'content-type': 'application/x-amz-json-1.0',
      'x-amz-target': `GraniteServiceVersion20100801.${operation}`,
      ...headers,
    },
  });
  return {
    status: response.status,
    code: response.headers.get('x-amzn-query-error'),
    text: await response.text(),
  };
}

const PUT = {
  Action: 'PutMetricData',
  Namespace: 'Shop',
  'MetricData.member.1.MetricName': 'Load & <more>',
  'MetricData.member.1.Value': '2.5',
  'MetricData.member.1.Timestamp': '2026-11-01T23:59:00Z',
  'MetricData.member.1.Dimensions.member.1.Name': 'Group',
  'MetricData.member.1.Dimensions.member.1.Value': 'shop',
  'MetricData.member.2.MetricName': 'Load',
  'MetricData.member.2.Values.member.1': '1',
  'MetricData.member.2.Values.member.2': '3',
  'MetricData.member.2.Timestamp': String(MIDNIGHT / 1000 - 60),
};

const GET = {
  Action: 'GetMetricData',
  StartTime: '2026-11-01T23:00:00Z',
  EndTime: '2026-11-02T00:00:00',
  'MetricDataQueries.member.1.Id': 'm1',
  'MetricDataQueries.member.1.MetricStat.Metric.Namespace': 'Shop',
  'MetricDataQueries.member.1.MetricStat.Metric.MetricName': 'Load',
  'MetricDataQueries.member.1.MetricStat.Period': '60',
  'MetricDataQueries.member.1.MetricStat.Stat': 'Sum',
  'MetricDataQueries.member.1.ReturnData': 'false',
  'MetricDataQueries.member.2.Id': 'e1',
  'MetricDataQueries.member.2.Expression': 'm1 / PERIOD(m1) * 60',
};

describe('the query protocol', () => {
  it('puts a form, and gets metric math as XML', async () => {
    const { url } = await lab();
    const put = await ask(url, PUT);
    expect([put.status, put.xml.replace(/<RequestId>[^<]*/, '<RequestId>')]).toEqual([
      200,
      '<?xml version="1.0"?>\n<PutMetricDataResponse xmlns="http://monitoring.amazonaws.com/doc/2010-08-01/"><ResponseMetadata><RequestId></RequestId></ResponseMetadata></PutMetricDataResponse>\n',
    ]);
    const { xml } = await ask(url, GET);
    expect(xml).toContain(
      '<GetMetricDataResult><MetricDataResults><member><Id>e1</Id><Label>e1</Label><Timestamps><member>2026-11-01T23:59:00.000Z</member></Timestamps><Values><member>4</member></Values><StatusCode>Complete</StatusCode></member></MetricDataResults><Messages></Messages></GetMetricDataResult>',
    );
  });

  it('escapes what XML would misread', async () => {
    const { url } = await lab();
    await ask(url, PUT);
    const { xml } = await ask(url, { Action: 'ListMetrics' });
    expect(xml).toContain('<MetricName>Load &#38; &#60;more&#62;</MetricName>');
  });

  it('takes its parameters from the URL as well', async () => {
    const { url } = await lab();
    const response = await fetch(`${url}/?Action=ListMetrics&Version=2010-08-01`);
    expect([response.status, await response.text()]).toEqual([
      200,
      expect.stringContaining('<ListMetricsResult><Metrics></Metrics></ListMetricsResult>'),
    ]);
  });

  it('writes maps as entries', async () => {
    const { url } = await lab();
    await ask(url, PUT);
    const { xml } = await ask(url, {
      Action: 'GetMetricStatistics',
      Namespace: 'Shop',
      MetricName: 'Load',
      StartTime: '2026-11-01T23:00:00Z',
      EndTime: '2026-11-02T00:00:00Z',
      Period: '60',
      'Statistics.member.1': 'Sum',
      'ExtendedStatistics.member.1': 'p99',
    });
    expect(xml).toContain(
      '<Sum>4</Sum><Unit>None</Unit><ExtendedStatistics><entry><key>p99</key><value>3</value></entry></ExtendedStatistics>',
    );
  });

  it.each<[string, Readonly<Record<string, string>>, string, string]>([
    [
      'a missing parameter',
      { ...PUT, 'MetricData.member.1.MetricName': '' },
      'InvalidParameterValue',
      'The value  for parameter MetricData.member.1.MetricName is invalid. Member must have length greater than or equal to 1.',
    ],
    [
      'no namespace',
      { Action: 'PutMetricData' },
      'MissingParameter',
      'The parameter Namespace is required.',
    ],
    [
      'a value that is no number',
      { ...PUT, 'MetricData.member.1.Value': 'two' },
      'MalformedInput',
      'MetricData.member.1.Value must be a number.',
    ],
    [
      'a time that is none',
      { ...PUT, 'MetricData.member.1.Timestamp': 'noon' },
      'MalformedInput',
      'MetricData.member.1.Timestamp must be a timestamp.',
    ],
    [
      'a truth that is none',
      { ...GET, 'MetricDataQueries.member.1.ReturnData': '1' },
      'MalformedInput',
      'MetricDataQueries.member.1.ReturnData must be true or false.',
    ],
    [
      'half a period',
      { ...GET, 'MetricDataQueries.member.1.MetricStat.Period': '0.5' },
      'MalformedInput',
      'MetricDataQueries.member.1.MetricStat.Period must be an integer.',
    ],
    [
      'an unknown operation',
      { Action: 'PutDashboard' },
      'InvalidAction',
      'Could not find operation PutDashboard for version 2010-08-01',
    ],
  ])('refuses %s in its own form', async (_, form, code, message) => {
    const { status, xml } = await ask((await lab()).url, form);
    expect([status, xml.replace(/<RequestId>[^<]*/, '<RequestId>')]).toEqual([
      400,
      `<?xml version="1.0"?>\n<ErrorResponse xmlns="http://monitoring.amazonaws.com/doc/2010-08-01/"><Error><Type>Sender</Type><Code>${code}</Code><Message>${message}</Message></Error><RequestId></RequestId></ErrorResponse>\n`,
    ]);
  });
});

describe('the JSON protocol', () => {
  it.each([
    [
      'what is no JSON',
      '{',
      'SerializationException',
      'SerializationException;Sender',
      'The body is no JSON.',
    ],
    [
      'a list for a structure',
      '[]',
      'SerializationException',
      'MalformedInput;Sender',
      'The body must be a structure.',
    ],
    [
      'a number for a name',
      '{"Namespace":1}',
      'SerializationException',
      'MalformedInput;Sender',
      'Namespace must be a string.',
    ],
    [
      'a missing parameter',
      '{"Namespace":null}',
      'MissingRequiredParameterException',
      'MissingParameter;Sender',
      'The parameter Namespace is required.',
    ],
    [
      'a text for a list',
      '{"Namespace":"a","MetricData":""}',
      'SerializationException',
      'MalformedInput;Sender',
      'MetricData must be a list.',
    ],
    [
      'a time without end',
      '{"Namespace":"a","MetricData":[{"MetricName":"b","Timestamp":"NaN"}]}',
      'SerializationException',
      'MalformedInput;Sender',
      'MetricData.member.1.Timestamp must be epoch seconds.',
    ],
  ])('refuses %s in its own form', async (_, body, __type, code, message) => {
    const reply = await askJson((await lab()).url, 'PutMetricData', body);
    expect([reply.status, reply.code, JSON.parse(reply.text)]).toEqual([
      400,
      code,
      { __type, message, Message: message },
    ]);
  });

  it('does not know every operation', async () => {
    const { status, code } = await askJson((await lab()).url, 'PutDashboard', '{}');
    expect([status, code]).toEqual([400, 'InvalidAction;Sender']);
  });

  it('reads gzip, and says so when it is none', async () => {
    const { url } = await lab();
    const body = new Uint8Array(gzipSync('{}'));
    const packed = { 'content-encoding': 'gzip' };
    expect(await askJson(url, 'ListMetrics', body, packed)).toMatchObject({ status: 200 });
    expect(await askJson(url, 'ListMetrics', '{}', packed)).toMatchObject({
      status: 400,
      code: 'SerializationException;Sender',
    });
  });

  it('refuses what unpacks to more than a megabyte', async () => {
    const body = new Uint8Array(gzipSync(`"${' '.repeat(2 ** 21)}"`));
    const packed = { 'content-encoding': 'gzip' };
    expect(await askJson((await lab()).url, 'PutMetricData', body, packed)).toMatchObject({
      status: 413,
      code: 'RequestEntityTooLarge;Sender',
    });
  });
});

describe('what is no service of the lab', () => {
  it('is told so in XML, JSON or plain text, as it asked', async () => {
    const { url } = await lab();
    const xml = await ask(url, { Action: 'DescribeStacks', Version: '2010-05-15' });
    expect([xml.status, xml.xml]).toEqual([
      404,
      expect.stringContaining(
        '<Code>InvalidAction</Code><Message>The lab does not have DescribeStacks. It has CloudWatch (2010-08-01), Auto Scaling (2011-01-01), Elastic Load Balancing (2015-12-01).</Message>',
      ),
    ]);
    const json = await fetch(url, { method: 'POST', headers: { 'x-amz-target': 'DynamoDB.Get' } });
    expect([json.status, await json.json()]).toMatchObject([
      404,
      { __type: 'UnknownOperationException' },
    ]);
    const text = await fetch(url);
    expect([text.status, await text.text()]).toEqual([
      404,
      "This is plimsoll's lab. It speaks AWS's JSON and query protocols for CloudWatch (2010-08-01), Auto Scaling (2011-01-01), Elastic Load Balancing (2015-12-01).\n",
    ]);
  });
});
