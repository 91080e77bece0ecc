/** Whether the scripts of the suite that a workspace has are those of this version: an older one may lack what is asked of it. */
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import type { Tenant } from '../../lib/settings/parsers.ts';
import { tenantsOf } from '../../lib/settings/settings.ts';
import type { Settings } from '../../lib/settings/table.ts';
import { type Fixture, readFixtures } from '../../target/supervisor/fixtures.ts';

const TIMEOUT_MS = 5_000;

const scriptSchema = z.object({ content: z.string() });

/** The ends of lines, and of the text, are of no consequence. */
const plain = (text: string) => text.replaceAll('\r\n', '\n').trimEnd();

/** Content of a script; null where it is not there, or not shown. */
async function contentOf(
  baseUrl: string,
  { workspace, token }: Tenant,
  path: string,
  signal: AbortSignal,
): Promise<string | null> {
  try {
    const response = await fetch(`${baseUrl}/api/w/${workspace}/scripts/get/p/${path}`, {
      headers: { authorization: `Bearer ${token}` },
      redirect: 'manual',
      signal: AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT_MS)]),
    });
    const script = scriptSchema.safeParse(response.ok ? await response.json() : null);
    return script.success ? script.data.content : null;
  } catch {
    // Whether the target answers at all is asked elsewhere.
    return null;
  }
}

/**
 * One sentence for each workspace of the run in which scripts of the suite are other than its own. What is missing, or
 * not shown, is no difference. Never throws.
 */
export async function staleFixtures(
  settings: Settings,
  signal: AbortSignal,
  fixtures: readonly Fixture[] = readFixtures(
    fileURLToPath(new URL('../../target/fixtures', import.meta.url)),
  ),
): Promise<readonly string[]> {
  const tenants = tenantsOf(settings).slice(0, settings.tenantCount);
  const notes = await Promise.all(
    tenants.map(async (tenant) => {
      const other = await Promise.all(
        fixtures.map(async ({ path, content }) => {
          const deployed = await contentOf(settings.baseUrl ?? '', tenant, path, signal);
          return deployed === null || plain(deployed) === plain(content) ? [] : [path];
        }),
      );
      const paths = other.flat().join(', ');
      return paths === ''
        ? []
        : [
            `workspace "${tenant.workspace}" has another version of ${paths} than this suite: ` +
              'npm run fixtures:push deploys its own',
          ];
    }),
  );
  return notes.flat();
}
