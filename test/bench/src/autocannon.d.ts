/** As much of autocannon as is used here; it brings no types. */
declare module 'autocannon' {
  type Request = Readonly<{ method: string; path: string; headers: Readonly<Record<string, string>>; body?: string }>;
  type Result = Readonly<{ '2xx': number; non2xx: number; errors: number; duration: number; latency: Readonly<{ p50: number; p99: number }> }>;
  const autocannon: (options: Readonly<{
    url: string;
    connections: number;
    duration: number;
    requests: readonly Readonly<Partial<Request> & { setupRequest?: (request: Request) => Request }>[];
  }>) => Promise<Result>;
  export = autocannon;
}
