/** The official release of k6 that is downloaded where none is found. */

export const PINNED_K6 = 'v1.8.1';

const OFFICIAL_RELEASES = 'https://github.com/grafana/k6/releases/download';

export interface K6Release {
  readonly version: string;
  /** File name of the archive, e.g. `k6-v1.8.1-linux-amd64.tar.gz`. */
  readonly asset: string;
  readonly archiveUrl: string;
  readonly checksumsUrl: string;
  /** Name of the program inside the archive's folder. */
  readonly program: 'k6' | 'k6.exe';
}

const PLATFORMS: Readonly<Record<string, { readonly name: string; readonly extension: string }>> = {
  linux: { name: 'linux', extension: 'tar.gz' },
  darwin: { name: 'macos', extension: 'zip' },
  win32: { name: 'windows', extension: 'zip' },
};
const ARCHITECTURES: Readonly<Record<string, string>> = { x64: 'amd64', arm64: 'arm64' };

/** The pinned release for a platform (as Node names it), or null where there is no official build. */
export function pinnedRelease(platform: string, arch: string, mirror: string | null): K6Release | null {
  const os = PLATFORMS[platform];
  const cpu = ARCHITECTURES[arch];
  if (os === undefined || cpu === undefined) return null;
  const folder = `${mirror ?? OFFICIAL_RELEASES}/${PINNED_K6}`;
  const asset = `k6-${PINNED_K6}-${os.name}-${cpu}.${os.extension}`;
  return {
    version: PINNED_K6,
    asset,
    archiveUrl: `${folder}/${asset}`,
    checksumsUrl: `${folder}/k6-${PINNED_K6}-checksums.txt`,
    program: platform === 'win32' ? 'k6.exe' : 'k6',
  };
}

/** How to install k6 by hand on a platform, in one line. */
export function installHint(platform: string, arch: string): string {
  if (platform === 'darwin') return 'brew install k6';
  if (platform === 'win32') return 'winget install k6 --source winget';
  const release = pinnedRelease(platform, arch, null);
  if (release === null) return 'go install go.k6.io/k6@latest';
  const folder = release.asset.replace('.tar.gz', '');
  return `curl -fsSL ${release.archiveUrl} | sudo tar -xz -C /usr/local/bin --strip-components=1 ${folder}/k6`;
}
