interface Entry {
  readonly time?: string;
  readonly request?: string;
  readonly agent?: string;
  readonly created?: string;
  readonly newer?: string;
}

/** A log entry in the form of AWS's example for HTTPS, of which a test says what matters to it. */
export function anEntry(entry: Entry = {}): string {
  const {
    time = '2026-06-01T10:00:00.186641Z',
    request = 'GET https://www.example.com:443/ HTTP/1.1',
    agent = 'curl/7.46.0',
    created = time,
    newer = '',
  } = entry;
  return `https ${time} app/my-loadbalancer/50dc6c495c0c9188 192.168.131.39:2817 10.0.0.1:80 0.086 0.048 0.037 200 200 0 57 "${request}" "${agent}" ECDHE-RSA-AES128-GCM-SHA256 TLSv1.2 arn:aws:elasticloadbalancing:us-east-2:123456789012:targetgroup/my-targets/73e2d6bc24d8a067 "Root=1-58337281-1d84f3d73c47ec4e58577259" "www.example.com" "arn:aws:acm:us-east-2:123456789012:certificate/12345678-1234-1234-1234-123456789012" 1 ${created} "authenticate,forward" "-" "-" "10.0.0.1:80" "200" "-" "-" TID_123456${newer}`;
}
