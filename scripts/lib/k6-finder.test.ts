import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { CouldNotRunError } from './errors.ts';
import { findK6, type K6Search } from './k6-finder.ts';
import { PINNED_K6, pinnedRelease } from './k6-release.ts';

// The stand-in for k6 is a shell script, and the mirror offers it as a tar.
const onPosix = process.platform !== 'win32';
const release = pinnedRelease(process.platform, process.arch, null);

let folder: string;
let server: Server;
let mirror: string;
/** Address at which nothing listens. */
let offline: string;
/** What the mirror answers, by file name; null for 404. */
let files: Record<string, Buffer | null>;
/** Ends an answer in the middle. */
let truncate = false;
let requests = 0;

function fakeK6(path: string, version: string, mode = 0o755): string {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, `#!/bin/sh\necho "k6 ${version} (fake, linux/amd64)"\n`);
  chmodSync(path, mode);
  return path;
}

function archive(): Buffer {
  const name = (release?.asset ?? '').replace('.tar.gz', '');
  const source = join(folder, 'release');
  fakeK6(join(source, name, 'k6'), PINNED_K6);
  execFileSync('tar', ['-czf', join(folder, 'k6.tar.gz'), '-C', source, name]);
  return readFileSync(join(folder, 'k6.tar.gz'));
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'perf finder '));
  server = createServer((request, response) => {
    requests += 1;
    const body = files[(request.url ?? '').split('/').at(-1) ?? ''] ?? null;
    if (body === null) {
      response.writeHead(404).end('not here');
    } else if (truncate) {
      response.writeHead(200, { 'content-length': body.length });
      response.write(body.subarray(0, body.length / 2), () => response.destroy());
    } else {
      response.end(body);
    }
  });
  const closed = createServer();
  await new Promise<void>((resolve) => closed.listen(0, '127.0.0.1', resolve));
  offline = `http://127.0.0.1:${(closed.address() as AddressInfo).port}`;
  await new Promise((resolve) => closed.close(resolve));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  mirror = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterAll(() => {
  server.close();
  rmSync(folder, { recursive: true, force: true });
});

let search: K6Search;
let said: string[];
let caches = 0;

beforeEach(() => {
  const body = archive();
  const sum = createHash('sha256').update(body).digest('hex');
  files = {
    [release?.asset ?? '']: body,
    [`k6-${PINNED_K6}-checksums.txt`]: Buffer.from(
      `${'0'.repeat(64)}  other.zip\n${sum}  ${release?.asset}\n`,
    ),
  };
  truncate = false;
  requests = 0;
  said = [];
  caches += 1;
  search = {
    bin: '',
    downloadUrl: mirror,
    sha256: '',
    cacheDir: join(folder, `cache ${caches}`),
    needsDisruptor: false,
    environment: { PATH: '' },
    signal: new AbortController().signal,
    say: (line) => said.push(line),
  };
});

const failure = async (changed: Partial<K6Search> = {}): Promise<string> => {
  const error: unknown = await findK6({ ...search, ...changed }).catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(CouldNotRunError);
  return (error as Error).message;
};

describe.runIf(onPosix && release?.asset.endsWith('.tar.gz'))('findK6 with a mirror', () => {
  it('downloads the pinned release once, checks its sum, and finds it in the cache afterwards', async () => {
    const first = await findK6(search);
    expect(first).toMatchObject({ version: PINNED_K6, source: 'download' });
    expect(said).toEqual([expect.stringMatching(/^Downloading k6 v1\./)]);
    const asked = requests;
    expect(await findK6(search)).toMatchObject({ path: first.path, source: 'cache' });
    expect(requests).toBe(asked);
    expect(readdirSync(dirname(first.path))).toEqual(['k6']);
  });

  it('refuses a wrong checksum and leaves nothing in the cache', async () => {
    files[release?.asset ?? ''] = Buffer.from('not what was published');
    expect(await failure()).toMatch(/wrong checksum: expected [0-9a-f]{64}, got [0-9a-f]{64}/);
    expect(() => readdirSync(search.cacheDir)).toThrow();
  });

  it('trusts K6_SHA256 more than the list of the mirror', async () => {
    expect(await failure({ sha256: 'a'.repeat(64) })).toMatch(/wrong checksum: expected a{64}/);
  });

  it('refuses a download that breaks off', async () => {
    truncate = true;
    expect(await failure()).toMatch(/download failed: .*(broke off|cannot be fetched)/);
  });

  it('says what the mirror lacks', async () => {
    files = {};
    expect(await failure()).toMatch(/checksums\.txt answers 404/);
    files = { [`k6-${PINNED_K6}-checksums.txt`]: Buffer.from('') };
    expect(await failure()).toMatch(/has no sum for/);
  });

  it('tells how to install k6 when it is offline', async () => {
    const message = await failure({ downloadUrl: offline });
    expect(message).toMatch(/none on PATH; download failed: .*cannot be fetched .*ECONNREFUSED/);
    expect(message).toMatch(/install it \(.+\), or name one in K6_BIN, or a mirror in K6_DOWNLOAD_URL/);
  });
});

describe.runIf(onPosix)('findK6 on this machine', () => {
  it('prefers K6_BIN to PATH', async () => {
    const bin = fakeK6(join(folder, 'bin one', 'k6'), 'v1.5.0');
    const path = fakeK6(join(folder, 'bin two', 'k6'), 'v2.2.0');
    const environment = { PATH: `${join(folder, 'nowhere')}${delimiter}${dirname(path)}` };
    expect(await findK6({ ...search, bin, environment })).toMatchObject({
      version: 'v1.5.0',
      source: 'K6_BIN',
    });
    expect(await findK6({ ...search, environment })).toMatchObject({
      path,
      version: 'v2.2.0',
      source: 'PATH',
    });
    expect(requests).toBe(0);
  });

  it('never passes over a K6_BIN that cannot be used', async () => {
    const old = fakeK6(join(folder, 'old', 'k6'), 'v1.2.0');
    expect(await failure({ bin: old })).toMatch(/K6_BIN ".*" is v1\.2\.0, too old/);
    const sealed = fakeK6(join(folder, 'sealed', 'k6'), 'v1.8.1', 0o644);
    expect(await failure({ bin: sealed })).toMatch(/K6_BIN ".*" is not executable/);
    expect(await failure({ bin: join(folder, 'none') })).toMatch(/K6_BIN ".*none" does not exist/);
    expect(await failure({ bin: folder })).toMatch(/is not a file/);
    expect(requests).toBe(0);
  });

  it('goes on to the download when the one on PATH is too old', async () => {
    const old = fakeK6(join(folder, 'old path', 'k6'), 'v0.57.0');
    const message = await failure({ environment: { PATH: dirname(old) }, downloadUrl: offline });
    expect(message).toMatch(/the one on PATH is v0\.57\.0, too old.*; download failed/);
  });

  it('does not download what cannot have xk6-disruptor in it', async () => {
    expect(await failure({ needsDisruptor: true })).toMatch(/xk6 build --with/);
    expect(requests).toBe(0);
  });
});
