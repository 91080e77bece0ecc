import { eachLine } from '../read/file.ts';
import {
  type Announcement,
  type Happened,
  lineSchema,
  type ResourceRecord,
  type ResourceSample,
  type Trouble,
} from './record.ts';

/** Reads `resources.ndjson`; null where there is none. A line that was cut off, or is of a later version, is left out. */
export async function readResources(path: string): Promise<ResourceRecord | null> {
  const sources: Announcement[] = [];
  const samples: ResourceSample[] = [];
  const happened: Happened[] = [];
  const troubles: Trouble[] = [];
  const found = await eachLine(path, (line) => {
    const parsed = parseLine(line);
    if (parsed === null) return;
    if (parsed.kind === 'source') sources.push(parsed);
    else if (parsed.kind === 'sample') samples.push(parsed);
    else if (parsed.kind === 'happened') happened.push(parsed);
    else troubles.push(parsed);
  });
  return found ? { sources, samples, happened, troubles } : null;
}

function parseLine(line: string) {
  try {
    const parsed = lineSchema.safeParse(JSON.parse(line));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}
